package spate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import spate.api.account.AccountProperties;
import spate.api.donation.DonationProperties;
import spate.api.export.ExportProperties;
import spate.api.figures.FiguresProperties;
import spate.api.hot.HotProperties;
import spate.api.money.MoneyProperties;
import spate.api.outbox.OutboxProperties;
import spate.api.payment.PaymentProperties;
import spate.api.posting.PostingProperties;
import spate.api.privacy.PrivacyProperties;
import spate.api.room.RoomProperties;
import spate.api.schema.SchemaProperties;
import spate.api.signin.SignInProperties;
import spate.api.token.TokenProperties;
import spate.api.web.WebProperties;

class PropertiesTests {

    private static final Map<String, Class<?>> ALL = Map.ofEntries(
            Map.entry("spate.api.account", AccountProperties.class),
            Map.entry("spate.api.donation", DonationProperties.class),
            Map.entry("spate.api.export", ExportProperties.class),
            Map.entry("spate.api.figures", FiguresProperties.class),
            Map.entry("spate.api.hot", HotProperties.class),
            Map.entry("spate.api.money", MoneyProperties.class),
            Map.entry("spate.api.outbox", OutboxProperties.class),
            Map.entry("spate.api.payment", PaymentProperties.class),
            Map.entry("spate.api.posting", PostingProperties.class),
            Map.entry("spate.api.privacy", PrivacyProperties.class),
            Map.entry("spate.api.room", RoomProperties.class),
            Map.entry("spate.api.schema", SchemaProperties.class),
            Map.entry("spate.api.sign-in", SignInProperties.class),
            Map.entry("spate.api.token", TokenProperties.class),
            Map.entry("spate.api.web", WebProperties.class));

    @Test
    void theDefaultsHold() {
        ALL.forEach((prefix, type) -> assertThat(bind(prefix, type, Map.of())).isNotNull());
        assertThat(((TokenProperties) bind("spate.api.token", TokenProperties.class, Map.of())).lifetime())
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(((WebProperties)
                                bind("spate.api.web", WebProperties.class, Map.of("spate.api.web.allowed-origins", "")))
                        .allowedOrigins())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "spate.api.account, hashing.memory-kib, 1",
        "spate.api.account, hashing.queue-max, 0",
        "spate.api.account, sign-ups-burst, 0",
        "spate.api.hot, threshold, 1",
        "spate.api.hot, cooling, 2m",
        "spate.api.hot, answers-max, 0",
        "spate.api.export, all-max, 0",
        "spate.api.export, stalled, 1s",
        "spate.api.figures, live-max, 0",
        "spate.api.figures, live-each-max, 101",
        "spate.api.donation, max, 2000000000",
        "spate.api.donation, min, 0",
        "spate.api.donation, tiers, 100;100",
        "spate.api.money, at-once, 0",
        "spate.api.money, burst, 0",
        "spate.api.money, currency, won",
        "spate.api.outbox, batch, 0",
        "spate.api.outbox, append-timeout, 15s",
        "spate.api.outbox, backoff-max, 1ms",
        "spate.api.payment, checkout-timeout, 8s",
        "spate.api.payment, provider, bank",
        "spate.api.payment, sandbox-secret, short",
        "spate.api.payment, topup-max, 1",
        "spate.api.payment, webhook-window, 2h",
        "spate.api.posting, burst, 0",
        "spate.api.privacy, erase, 1ms",
        "spate.api.privacy, retain, 2d",
        "spate.api.privacy, exports-burst, 0",
        "spate.api.room, per-owner-max, 0",
        "spate.api.room, conversations-max, 0",
        "spate.api.room, begins-burst, 0",
        "spate.api.schema, retries, -1",
        "spate.api.sign-in, grace, 2m",
        "spate.api.sign-in, handle-burst, 0",
        "spate.api.sign-in, handle-refill, 0s",
        "spate.api.sign-in, handle-refill, -1s",
        "spate.api.sign-in, address-refill, 0s",
        "spate.api.sign-in, address-refill, -1s",
        "spate.api.token, lifetime, 2h",
        "spate.api.web, body-max, 2MB",
        "spate.api.web, request-timeout, 10ms",
    })
    void badValuesAreRefusedByName(String prefix, String key, String value) {
        assertThatThrownBy(() -> bind(
                        prefix,
                        Objects.requireNonNull(ALL.get(prefix)),
                        Map.of(prefix + "." + key, value.replace(';', ','))))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix)
                .hasMessageContaining(key.replaceFirst("^sign-ups-", "").replaceFirst(".*\\.", ""));
    }

    private static Object bind(String prefix, Class<?> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }
}
