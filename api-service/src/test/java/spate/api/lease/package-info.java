@NullMarked
package spate.api.lease;

import org.jspecify.annotations.NullMarked;
