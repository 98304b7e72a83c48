package spate.api.hotwords;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.api.figures.HotWords;
import spate.api.room.Admission;
import spate.api.token.Bearer;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.words.WordLists;

/// Hot words over REST.
@Configuration(proxyBeanMethods = false)
public class HotWordsConfiguration {

    @Bean
    HotWordsController apiHotWordsController(
            Admission admission, Bearer bearer, WordLists lists, ReactiveStringRedisTemplate redis) {
        return new HotWordsController(admission, bearer, lists, new HotWordCounts(redis));
    }

    /// What the dashboard shows of them; none while nobody counts.
    @Bean
    HotWords apiDashboardHotWords(WordLists lists, ReactiveStringRedisTemplate redis) {
        var counts = new HotWordCounts(redis);
        return room -> lists.find(room)
                .flatMap(blocked -> counts.top(room, blocked))
                .map(words -> words.stream()
                        .map(word -> new HotWords.Word(word.word(), word.count()))
                        .toList())
                .onErrorReturn(List.of())
                .defaultIfEmpty(List.of());
    }
}
