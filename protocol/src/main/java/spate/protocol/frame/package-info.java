/// What travels on a WebSocket: frames from sessions decoded, frames to sessions encoded.
@NullMarked
package spate.protocol.frame;

import org.jspecify.annotations.NullMarked;
