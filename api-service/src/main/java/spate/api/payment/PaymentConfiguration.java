package spate.api.payment;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.money.Ledger;
import spate.api.money.MoneyProperties;
import spate.api.money.MoneyRates;

/// Top-ups through the provider that is configured. Another provider is another [PaymentProvider] bean.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentProperties.class)
public class PaymentConfiguration {

    private static final int SECRET_BYTES = 32;

    @Bean
    @ConditionalOnProperty(name = "spate.api.payment.provider", havingValue = SandboxProvider.NAME)
    SandboxProvider apiSandboxProvider(PaymentProperties properties) {
        var signature = new WebhookSignature(
                secret(properties.sandboxSecret()), properties.webhookWindow().toSeconds());
        return new SandboxProvider(signature, Clock.systemUTC());
    }

    private static byte[] secret(@Nullable String configured) {
        if (configured != null && !configured.isEmpty()) {
            return configured.getBytes(StandardCharsets.UTF_8);
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }

    @Bean
    TopUps apiTopUps(
            DatabaseClient database,
            Ledger ledger,
            MoneyRates rates,
            ObjectProvider<PaymentProvider> providers,
            PaymentProperties properties,
            MoneyProperties money) {
        PaymentProvider provider = providers.stream()
                .filter(each -> each.name().equals(properties.provider()))
                .findFirst()
                .orElse(null);
        return new TopUps(
                new TopUpRows(database), ledger, rates, provider, properties, money.currency(), Clock.systemUTC());
    }

    @Bean
    Settlements apiSettlements(
            DatabaseClient database, Ledger ledger, ObjectProvider<PaymentProvider> providers, MeterRegistry registry) {
        Map<String, PaymentProvider> byName =
                providers.stream().collect(Collectors.toUnmodifiableMap(PaymentProvider::name, Function.identity()));
        return new Settlements(byName, new TopUpRows(database), ledger, new PaymentMeters(registry));
    }

    @Bean
    TopUpController apiTopUpController(TopUps topUps, Settlements settlements, PaymentProperties properties) {
        return new TopUpController(topUps, settlements, properties);
    }

    @Bean
    @ConditionalOnProperty(name = "spate.api.payment.provider", havingValue = SandboxProvider.NAME)
    SandboxController apiSandboxController(TopUps topUps, Settlements settlements, SandboxProvider sandbox) {
        return new SandboxController(topUps, settlements, sandbox);
    }
}
