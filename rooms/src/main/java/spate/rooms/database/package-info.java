/// What reading from MySQL has in common, whatever is read.
@NullMarked
package spate.rooms.database;

import org.jspecify.annotations.NullMarked;
