package spate.api.payment;

/// What a provider tells of a checkout.
///
/// @param id the provider's own id of this event, 1 to 100 ASCII characters; the same event may be told many
///     times
/// @param topUp id of our top-up
/// @param amount whole units that were paid, or were to be paid
/// @param currency three letters
record PaymentEvent(String id, String topUp, Outcome outcome, long amount, String currency) {

    /// How a checkout ended.
    enum Outcome {
        PAID("paid"),
        FAILED("failed");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
