package spate.api.payment;

/// What is to be done when a provider tells how a checkout ended. Plain decisions.
enum Settlement {
    /// The money goes into the wallet, once.
    CREDIT,
    /// The top-up is told to have failed.
    FAIL,
    /// It is known already.
    NOTHING,
    /// The provider takes back what it said. The wallet is not touched: somebody has to look at it.
    CONTRADICTION;

    /// @param state of the top-up
    static Settlement of(String state, PaymentEvent.Outcome outcome) {
        return switch (outcome) {
            // Who failed first may have paid in the end, by another card.
            case PAID -> state.equals(TopUp.PAID) ? NOTHING : CREDIT;
            case FAILED ->
                switch (state) {
                    case TopUp.PENDING -> FAIL;
                    case TopUp.PAID -> CONTRADICTION;
                    default -> NOTHING;
                };
        };
    }
}
