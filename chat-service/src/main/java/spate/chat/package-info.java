/// WebSocket sessions: the service that viewers chat over.
@NullMarked
package spate.chat;

import org.jspecify.annotations.NullMarked;
