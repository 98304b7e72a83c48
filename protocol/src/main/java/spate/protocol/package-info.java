/// The wire contract shared by every part of Spate.
@NullMarked
package spate.protocol;

import org.jspecify.annotations.NullMarked;
