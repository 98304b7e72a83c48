/// stream-service: SSE sessions, and the archive.
@NullMarked
package spate.stream;

import org.jspecify.annotations.NullMarked;
