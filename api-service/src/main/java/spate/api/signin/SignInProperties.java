package spate.api.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Signing in.
///
/// @param lifetime how long a sign-in lives without a refresh
/// @param grace how long the refresh token before the newest still gives the newest, 0 to 1 minute
/// @param perViewerMax sign-ins of one viewer at once; a further one ends the oldest
/// @param handleBurst failed attempts on one handle at once
/// @param handleRefill time after which one more attempt on a handle is allowed, above 0
/// @param addressBurst failed attempts of one address at once
/// @param addressRefill time after which one more attempt of an address is allowed, above 0
@ConfigurationProperties("spate.api.sign-in")
public record SignInProperties(
        @DefaultValue("30d") Duration lifetime,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("20") int perViewerMax,
        @DefaultValue("10") int handleBurst,
        @DefaultValue("30s") Duration handleRefill,
        @DefaultValue("200") int addressBurst,
        @DefaultValue("1s") Duration addressRefill) {

    public SignInProperties {
        if (lifetime.toMinutes() < 1 || grace.isNegative() || grace.toSeconds() > 60) {
            throw new IllegalArgumentException(
                    "spate.api.sign-in.lifetime must be at least 1m, spate.api.sign-in.grace 0s to 60s");
        }
        if (perViewerMax < 1 || handleBurst < 1 || addressBurst < 1) {
            throw new IllegalArgumentException(
                    "spate.api.sign-in.per-viewer-max, handle-burst and address-burst must be above 0");
        }
        if (handleRefill.toMillis() < 1 || addressRefill.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "spate.api.sign-in.handle-refill and spate.api.sign-in.address-refill must be above 0");
        }
    }
}
