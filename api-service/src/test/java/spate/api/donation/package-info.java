@NullMarked
package spate.api.donation;

import org.jspecify.annotations.NullMarked;
