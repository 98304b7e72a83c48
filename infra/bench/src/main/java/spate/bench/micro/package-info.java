/// Micro-benchmarks of the steps of the live path.
@NullMarked
package spate.bench.micro;

import org.jspecify.annotations.NullMarked;
