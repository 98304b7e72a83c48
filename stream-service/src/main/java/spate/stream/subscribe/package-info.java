/// Read-only subscribers over server-sent events.
@NullMarked
package spate.stream.subscribe;

import org.jspecify.annotations.NullMarked;
