/// What figures of a room are made of, for who keeps them and who shows them.
@NullMarked
package spate.rooms.figures;

import org.jspecify.annotations.NullMarked;
