/// A chat server of a few hundred lines that can be told to break each promise.
@NullMarked
package spate.load.fake;

import org.jspecify.annotations.NullMarked;
