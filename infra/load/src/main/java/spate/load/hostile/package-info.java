/// Input no honest program sends, and what the server answered.
@NullMarked
package spate.load.hostile;

import org.jspecify.annotations.NullMarked;
