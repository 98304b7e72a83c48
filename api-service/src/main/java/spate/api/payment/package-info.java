/// Top-ups of wallets through payment providers.
@NullMarked
package spate.api.payment;

import org.jspecify.annotations.NullMarked;
