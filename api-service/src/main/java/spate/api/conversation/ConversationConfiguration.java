package spate.api.conversation;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.api.account.Viewers;
import spate.api.outbox.Outbox;
import spate.api.room.RoomRights;
import spate.api.room.Rooms;

/// Conversations.
@Configuration(proxyBeanMethods = false)
public class ConversationConfiguration {

    @Bean
    ConversationController apiConversationController(Rooms rooms, RoomRights rights, DatabaseClient database) {
        return new ConversationController(rooms, rights, new ConversationRows(database), new TalkRows(database));
    }

    @Bean
    BlockController apiBlockController(
            Rooms rooms, Viewers viewers, Outbox outbox, DatabaseClient database, TransactionalOperator transaction) {
        var rows = new BlockRows(database);
        return new BlockController(new Blocks(rows, rooms, viewers, outbox, transaction, Clock.systemUTC()), rows);
    }
}
