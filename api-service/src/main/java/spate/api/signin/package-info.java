/// Signing in and out: refresh tokens that rotate, attempts that are limited.
@NullMarked
package spate.api.signin;

import org.jspecify.annotations.NullMarked;
