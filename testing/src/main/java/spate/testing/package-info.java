/// Test support: real servers, a session and a reader from outside, and guards against leaks and dropped errors.
@NullMarked
package spate.testing;

import org.jspecify.annotations.NullMarked;
