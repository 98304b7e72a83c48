package spate.api.payment;

import org.jspecify.annotations.Nullable;

/// Money that a viewer puts into the own wallet.
///
/// @param state `pending`, `paid` or `failed`
/// @param checkout where the viewer pays, once the provider said so
/// @param at milliseconds since 1970
record TopUp(
        String id,
        String viewer,
        long amount,
        String currency,
        String provider,
        String state,
        @Nullable String checkout,
        long at) {

    static final String PENDING = "pending";
    static final String PAID = "paid";
    static final String FAILED = "failed";

    TopUp with(String newCheckout) {
        return new TopUp(id, viewer, amount, currency, provider, state, newCheckout, at);
    }

    TopUp withState(String newState) {
        return new TopUp(id, viewer, amount, currency, provider, newState, checkout, at);
    }
}
