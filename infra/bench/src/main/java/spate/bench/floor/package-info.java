/// The least that any server must do: a C program that writes the same bytes.
@NullMarked
package spate.bench.floor;

import org.jspecify.annotations.NullMarked;
