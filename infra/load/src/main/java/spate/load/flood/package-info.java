/// Viewers, readers and senders in one room, every message counted for each of them.
@NullMarked
package spate.load.flood;

import org.jspecify.annotations.NullMarked;
