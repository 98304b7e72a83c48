/// Baselines and micro-benchmarks: what others would do instead, measured beside Spate.
@NullMarked
package spate.bench;

import org.jspecify.annotations.NullMarked;
