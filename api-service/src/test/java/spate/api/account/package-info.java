/// Tests of spate.api.account.
@NullMarked
package spate.api.account;

import org.jspecify.annotations.NullMarked;
