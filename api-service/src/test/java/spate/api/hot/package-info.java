@NullMarked
package spate.api.hot;

import org.jspecify.annotations.NullMarked;
