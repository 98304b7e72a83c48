/// Tests of spate.api.signin.
@NullMarked
package spate.api.signin;

import org.jspecify.annotations.NullMarked;
