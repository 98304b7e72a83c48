/// One open WebSocket each: frames in, replies and batches out, limits, heartbeats, the end of it.
@NullMarked
package spate.chat.session;

import org.jspecify.annotations.NullMarked;
