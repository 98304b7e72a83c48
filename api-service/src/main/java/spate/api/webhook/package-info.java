/// Sends the events of rooms to webhooks, out of the archive, where no viewer waits for it.
@NullMarked
package spate.api.webhook;

import org.jspecify.annotations.NullMarked;
