/// The stored chat of a room as a file, streamed at the pace of whoever reads it.
@NullMarked
package spate.api.export;

import org.jspecify.annotations.NullMarked;
