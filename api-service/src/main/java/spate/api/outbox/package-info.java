/// Events written with the change they tell of, and their way to the log.
@NullMarked
package spate.api.outbox;

import org.jspecify.annotations.NullMarked;
