/// Servers and replicas in one process, with a link at every stretch of network between them.
@NullMarked
package spate.faults.world;

import org.jspecify.annotations.NullMarked;
