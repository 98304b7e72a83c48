/// Replicas of the services, in this process or in their own.
@NullMarked
package spate.faults.replica;

import org.jspecify.annotations.NullMarked;
