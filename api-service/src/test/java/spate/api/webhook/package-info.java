@NullMarked
package spate.api.webhook;

import org.jspecify.annotations.NullMarked;
