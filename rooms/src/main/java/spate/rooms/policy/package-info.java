/// What a room demands of those who write in it, loaded once and then changed by the events of the log.
@NullMarked
package spate.rooms.policy;

import org.jspecify.annotations.NullMarked;
