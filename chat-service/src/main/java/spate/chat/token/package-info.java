/// Who a token says that a session speaks for.
@NullMarked
package spate.chat.token;

import org.jspecify.annotations.NullMarked;
