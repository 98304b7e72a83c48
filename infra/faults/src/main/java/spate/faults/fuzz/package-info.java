/// Input that nobody should send: mutated frames, handshakes and bytes, from a seed.
@NullMarked
package spate.faults.fuzz;

import org.jspecify.annotations.NullMarked;
