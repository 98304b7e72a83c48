/// Tests of spate.api.token.
@NullMarked
package spate.api.token;

import org.jspecify.annotations.NullMarked;
