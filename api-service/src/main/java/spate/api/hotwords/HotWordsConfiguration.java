package spate.api.hotwords;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import spate.api.room.Rooms;
import spate.rooms.hotwords.HotWordCounts;
import spate.rooms.words.WordLists;

/// Hot words over REST.
@Configuration(proxyBeanMethods = false)
public class HotWordsConfiguration {

    @Bean
    HotWordsController apiHotWordsController(Rooms rooms, WordLists lists, ReactiveStringRedisTemplate redis) {
        return new HotWordsController(rooms, lists, new HotWordCounts(redis));
    }
}
