/// The log as Spate sees it: append with an acknowledgement, a tail of every partition.
@NullMarked
package spate.rooms.log;

import org.jspecify.annotations.NullMarked;
