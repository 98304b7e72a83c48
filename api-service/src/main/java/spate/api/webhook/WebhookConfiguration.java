package spate.api.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.api.moderation.Moderation;

/// Webhooks.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
public class WebhookConfiguration {

    @Bean
    WebhookController apiWebhookController(
            Moderation moderation, DatabaseClient database, WebhookProperties properties) {
        return new WebhookController(new Webhooks(moderation, new WebhookRows(database)), new WebhookUrls(properties));
    }

    @Bean
    WebhookClient apiWebhookClient(WebhookProperties properties) {
        return new WebhookClient(new WebhookUrls(properties).addresses(), properties.timeout(), Clock.systemUTC());
    }

    @Bean
    WebhookRelay apiWebhookRelay(
            WebhookProperties properties,
            DatabaseClient database,
            TransactionalOperator transaction,
            WebhookClient client,
            MeterRegistry meters) {
        return new WebhookRelay(properties, new DeliveryRows(database, transaction), client, meters, Clock.systemUTC());
    }
}
