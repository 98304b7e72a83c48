@NullMarked
package spate.stream.hotwords;

import org.jspecify.annotations.NullMarked;
