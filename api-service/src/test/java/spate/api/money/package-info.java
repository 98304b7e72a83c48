@NullMarked
package spate.api.money;

import org.jspecify.annotations.NullMarked;
