/// Tests of spate.api.room.
@NullMarked
package spate.api.room;

import org.jspecify.annotations.NullMarked;
