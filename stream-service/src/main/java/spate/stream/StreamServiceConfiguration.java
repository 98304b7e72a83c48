package spate.stream;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import spate.rooms.presence.PresenceConfiguration;
import spate.rooms.room.RoomsConfiguration;
import spate.stream.archive.ArchiveConfiguration;
import spate.stream.hotwords.HotWordsConfiguration;
import spate.stream.subscribe.SubscribeConfiguration;

/// Everything that stream-service consists of.
@Configuration(proxyBeanMethods = false)
@Import({
    RoomsConfiguration.class,
    PresenceConfiguration.class,
    SubscribeConfiguration.class,
    ArchiveConfiguration.class,
    HotWordsConfiguration.class
})
public class StreamServiceConfiguration {}
