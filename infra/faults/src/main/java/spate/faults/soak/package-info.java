/// Hours of coming and going, and what is left in memory after them.
@NullMarked
package spate.faults.soak;

import org.jspecify.annotations.NullMarked;
