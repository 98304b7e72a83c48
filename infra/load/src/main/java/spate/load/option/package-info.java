/// Options of a command line.
@NullMarked
package spate.load.option;

import org.jspecify.annotations.NullMarked;
