/// Access tokens: the keys that sign them, their issue and their verification.
@NullMarked
package spate.api.token;

import org.jspecify.annotations.NullMarked;
