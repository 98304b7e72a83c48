@NullMarked
package spate.api.history;

import org.jspecify.annotations.NullMarked;
