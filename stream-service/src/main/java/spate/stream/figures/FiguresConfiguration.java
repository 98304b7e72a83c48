package spate.stream.figures;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/// Brings the figures. Needs Boot's own R2DBC and Redis beans.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FiguresProperties.class)
public class FiguresConfiguration {

    @Bean
    FigureRows figureRows() {
        return new FigureRows(Clock.systemUTC());
    }

    @Bean
    FigureRounds figureRounds(
            ReactiveStringRedisTemplate redis,
            DatabaseClient database,
            ReactiveTransactionManager transactions,
            FiguresProperties properties) {
        Clock clock = Clock.systemUTC();
        return new FigureRounds(
                new PresenceCopy(redis, database, clock),
                new FoldRows(database, TransactionalOperator.create(transactions)),
                new FigureSweep(database, clock),
                properties);
    }
}
