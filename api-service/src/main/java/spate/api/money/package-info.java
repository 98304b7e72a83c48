/// Wallets and the ledger that every change of a balance goes through.
@NullMarked
package spate.api.money;

import org.jspecify.annotations.NullMarked;
