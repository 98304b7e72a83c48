/// From what a viewer wrote to an event in the log: the gate, the composer, the outcome.
@NullMarked
package spate.rooms.posting;

import org.jspecify.annotations.NullMarked;
