package spate.stream.hotwords;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.log.EventLog;
import spate.rooms.words.WordLists;

/// Brings the hot words. Needs Boot's own Redis bean, the log and the lists of blocked words.
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "spate.stream.hot-words.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HotWordsProperties.class)
public class HotWordsConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    HotWordsMeters hotWordsMeters(MeterRegistry meters) {
        return new HotWordsMeters(meters);
    }

    @Bean
    Intake hotWordsIntake(HotWordsProperties properties, HotWordsMeters meters) {
        return new Intake(properties, meters, CLOCK);
    }

    @Bean
    HotWords hotWords(
            Intake intake,
            ReactiveStringRedisTemplate redis,
            WordLists lists,
            EventLog log,
            HotWordsMeters meters,
            HotWordsProperties properties) {
        var counts = new HotWordCounts(redis);
        var turn = new TrendingTurn(redis, properties.every());
        var trending = new Trending(counts, turn, lists, log, meters, CLOCK, properties.roomsMax());
        return new HotWords(intake, counts, trending, meters, properties, CLOCK);
    }
}
