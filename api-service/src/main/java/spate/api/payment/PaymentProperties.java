package spate.api.payment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Top-ups.
///
/// @param provider through whom viewers top up: `sandbox`, which takes no money, or `none`
/// @param topupMin least top-up, at least 1
/// @param topupMax largest top-up, at most a thousand million
/// @param checkoutTimeout longest wait for a provider to begin a checkout, 100 ms to 7 s; then 503
/// @param webhookWindow how far the time of a signature may be from now, 10 s to 1 h
/// @param sandboxSecret what the sandbox signs with, at least 32 characters; without one each process takes
///     its own at random, so nobody outside can sign
@ConfigurationProperties("spate.api.payment")
public record PaymentProperties(
        @DefaultValue("none") String provider,
        @DefaultValue("1000") long topupMin,
        @DefaultValue("1000000") long topupMax,
        @DefaultValue("5s") Duration checkoutTimeout,
        @DefaultValue("5m") Duration webhookWindow,
        @Nullable String sandboxSecret) {

    static final String NONE = "none";
    private static final long AMOUNT_MAX = 1_000_000_000;
    private static final int SECRET_MIN = 32;

    public PaymentProperties {
        if (!provider.equals(NONE) && !provider.equals(SandboxProvider.NAME)) {
            throw new IllegalArgumentException("spate.api.payment.provider must be none or sandbox");
        }
        if (topupMin < 1 || topupMax < topupMin || topupMax > AMOUNT_MAX) {
            throw new IllegalArgumentException("spate.api.payment.topup-min must be at least 1,"
                    + " spate.api.payment.topup-max not below it and at most " + AMOUNT_MAX);
        }
        if (checkoutTimeout.toMillis() < 100 || checkoutTimeout.toMillis() > 7_000) {
            throw new IllegalArgumentException("spate.api.payment.checkout-timeout must be 100ms to 7s");
        }
        if (webhookWindow.toSeconds() < 10 || webhookWindow.toSeconds() > 3_600) {
            throw new IllegalArgumentException("spate.api.payment.webhook-window must be 10s to 1h");
        }
        if (sandboxSecret != null && !sandboxSecret.isEmpty() && sandboxSecret.length() < SECRET_MIN) {
            throw new IllegalArgumentException(
                    "spate.api.payment.sandbox-secret must have at least " + SECRET_MIN + " characters");
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "PaymentProperties[provider=" + provider + ", topupMin=" + topupMin + ", topupMax=" + topupMax + "]";
    }
}
