@NullMarked
package spate.stream.subscribe;

import org.jspecify.annotations.NullMarked;
