/// A look into a running server: where its time and its allocations go.
@NullMarked
package spate.bench.profile;

import org.jspecify.annotations.NullMarked;
