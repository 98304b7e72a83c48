package spate.api.figures;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;
import spate.api.hot.HotRooms;
import spate.api.money.MoneyProperties;
import spate.api.room.Admission;
import spate.api.room.Audience;
import spate.api.token.Bearer;
import spate.api.web.Slots;

/// The dashboard.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FiguresProperties.class)
public class FiguresConfiguration {

    @Bean
    FigureTables apiFigureTables(DatabaseClient database, MoneyProperties money) {
        return new FigureTables(database, money.currency());
    }

    @Bean
    Figures apiFigures(FigureTables tables, Audience audience, HotWords hotWords, HotRooms hot) {
        return new Figures(tables, audience, hotWords, hot, Clock.systemUTC());
    }

    @Bean
    LiveFigures apiLiveFigures(Figures figures, FiguresProperties properties) {
        var slots = new Slots(properties.liveMax(), properties.liveEachMax());
        return new LiveFigures(figures, slots, Schedulers.parallel());
    }

    @Bean
    DashboardController apiDashboardController(
            Admission admission, Figures figures, FigureTables tables, LiveFigures live, Bearer bearer) {
        return new DashboardController(admission, figures, tables, live, bearer, Clock.systemUTC());
    }
}
