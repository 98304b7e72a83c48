/// The program that breaks parts of a running Spate and checks what viewers saw.
@NullMarked
package spate.faults;

import org.jspecify.annotations.NullMarked;
