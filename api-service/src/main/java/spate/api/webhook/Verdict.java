package spate.api.webhook;

/// What becomes of a delivery and its webhook after an attempt. Plain decision.
///
/// @param state of the delivery
/// @param failures of the webhook: deliveries that failed one after the other
/// @param waitMillis how long nothing is sent
/// @param isDisabled whether nothing is sent until the owner says so
record Verdict(String state, int failures, long waitMillis, boolean isDisabled) {

    /// @param attempts of this delivery that failed before
    /// @param failures of the webhook before
    /// @param random 0 to below 1
    static Verdict of(
            Outcome outcome,
            int attempts,
            int failures,
            int attemptsMax,
            int failuresMax,
            Backoff backoff,
            double random) {
        if (outcome.isDelivered()) {
            return new Verdict(Delivery.DELIVERED, 0, 0, false);
        }
        long wait = backoff.millis(attempts + 1, random);
        boolean isLast = attempts + 1 >= attemptsMax || outcome.isGone();
        if (!isLast) {
            return new Verdict(Delivery.PENDING, failures, wait, false);
        }
        boolean isDisabled = failures + 1 >= failuresMax || outcome.isGone();
        return new Verdict(Delivery.FAILED, failures + 1, wait, isDisabled);
    }
}
