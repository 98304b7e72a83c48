/// Tests of spate.api.outbox.
@NullMarked
package spate.api.outbox;

import org.jspecify.annotations.NullMarked;
