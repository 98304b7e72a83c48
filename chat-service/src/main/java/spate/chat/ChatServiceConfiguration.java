package spate.chat;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import spate.chat.session.SessionConfiguration;
import spate.rooms.presence.PresenceConfiguration;
import spate.rooms.room.RoomsConfiguration;
import spate.rooms.token.TokenConfiguration;

/// Everything that chat-service is made of, for its own process or one that it shares.
@Configuration(proxyBeanMethods = false)
@Import({RoomsConfiguration.class, PresenceConfiguration.class, TokenConfiguration.class, SessionConfiguration.class})
public class ChatServiceConfiguration {}
