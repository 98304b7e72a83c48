@NullMarked
package spate.api.privacy;

import org.jspecify.annotations.NullMarked;
