/// The HTTP server under the sessions.
@NullMarked
package spate.rooms.web;

import org.jspecify.annotations.NullMarked;
