/// Who a token says that a session speaks for.
@NullMarked
package spate.rooms.token;

import org.jspecify.annotations.NullMarked;
