/// Open sessions over Netty: WebSocket and SSE, their loops and how they are opened.
@NullMarked
package spate.load.session;

import org.jspecify.annotations.NullMarked;
