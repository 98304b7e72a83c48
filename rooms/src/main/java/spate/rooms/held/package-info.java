/// Messages that moderators decide about before anybody is shown them.
@NullMarked
package spate.rooms.held;

import org.jspecify.annotations.NullMarked;
