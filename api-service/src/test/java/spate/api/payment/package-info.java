@NullMarked
package spate.api.payment;

import org.jspecify.annotations.NullMarked;
