/// Serves the page and the headers that protect it.
@NullMarked
package spate.standalone.page;

import org.jspecify.annotations.NullMarked;
