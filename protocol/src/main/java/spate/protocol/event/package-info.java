/// What happens in a room, as the log carries it and every viewer sees it.
@NullMarked
package spate.protocol.event;

import org.jspecify.annotations.NullMarked;
