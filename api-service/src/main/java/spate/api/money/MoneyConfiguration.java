package spate.api.money;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.api.web.TokenBuckets;

/// The ledger and the wallets.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MoneyProperties.class)
public class MoneyConfiguration {

    @Bean
    Ledger apiLedger(DatabaseClient database, TransactionalOperator transaction, MoneyProperties properties) {
        var turns = new Turns(properties.atOnce(), properties.waitingMax());
        return new Ledger(new WalletRows(database, properties.currency()), transaction, turns, Clock.systemUTC());
    }

    @Bean
    MoneyRates apiMoneyRates(MoneyProperties properties) {
        Duration refill = Duration.ofSeconds(1).dividedBy(properties.perSecond());
        return new MoneyRates(new TokenBuckets(properties.burst(), refill, properties.viewersMax(), Clock.systemUTC()));
    }

    @Bean
    WalletController apiWalletController(DatabaseClient database, MoneyProperties properties) {
        return new WalletController(new WalletRows(database, properties.currency()), properties.currency());
    }
}
