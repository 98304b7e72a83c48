/// How many viewers each room has, over all replicas.
@NullMarked
package spate.rooms.presence;

import org.jspecify.annotations.NullMarked;
