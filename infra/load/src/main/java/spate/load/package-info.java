/// The load program's front door: its commands and their options.
@NullMarked
package spate.load;

import org.jspecify.annotations.NullMarked;
