@NullMarked
package spate.rooms.words;

import org.jspecify.annotations.NullMarked;
