/// Rooms as people usually write them, to measure against; never part of a service.
@NullMarked
package spate.bench.baseline;

import org.jspecify.annotations.NullMarked;
