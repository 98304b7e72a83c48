/// Runs Spate and the baselines in turn with the same viewers, and tells what each delivery cost.
@NullMarked
package spate.bench.compare;

import org.jspecify.annotations.NullMarked;
