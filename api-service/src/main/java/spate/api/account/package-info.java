/// Viewers: sign-up, passwords, the own profile.
@NullMarked
package spate.api.account;

import org.jspecify.annotations.NullMarked;
