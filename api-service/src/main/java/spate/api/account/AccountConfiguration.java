package spate.api.account;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import spate.api.web.TokenBuckets;

/// Accounts.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountProperties.class)
public class AccountConfiguration {

    private static final int ADDRESSES_MAX = 10_000;
    private static final int IDLE_SECONDS = 60;

    @Bean(destroyMethod = "dispose")
    Scheduler apiPasswordThreads(AccountProperties properties) {
        var hashing = properties.hashing();
        return Schedulers.newBoundedElastic(hashing.threads(), hashing.queueMax(), "password", IDLE_SECONDS, true);
    }

    @Bean
    Passwords apiPasswords(AccountProperties properties, @Qualifier("apiPasswordThreads") Scheduler threads) {
        return new Passwords(properties.hashing(), threads);
    }

    @Bean
    Viewers apiViewers(DatabaseClient database) {
        return new Viewers(database);
    }

    @Bean
    AccountController apiAccountController(Viewers viewers, Passwords passwords, AccountProperties properties) {
        Clock clock = Clock.systemUTC();
        var signUps = new TokenBuckets(properties.signUpsBurst(), properties.signUpsRefill(), ADDRESSES_MAX, clock);
        return new AccountController(viewers, passwords, signUps, clock);
    }
}
