package spate.api.moderation;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import spate.api.account.Viewers;
import spate.api.history.StoredEvents;
import spate.api.outbox.Outbox;
import spate.api.room.Admission;
import spate.api.room.Policies;
import spate.api.room.Rooms;
import spate.api.token.Bearer;
import spate.rooms.held.HeldProperties;
import spate.rooms.words.WordLists;

/// Moderation.
@Configuration(proxyBeanMethods = false)
public class ModerationConfiguration {

    @Bean
    AuditRows apiAuditRows(DatabaseClient database) {
        return new AuditRows(database);
    }

    @Bean
    Moderation apiModeration(
            Rooms rooms, Policies policies, Outbox outbox, AuditRows audit, TransactionalOperator transaction) {
        return new Moderation(rooms, policies, outbox, audit, transaction, Clock.systemUTC());
    }

    @Bean
    Restrictions apiRestrictions(Moderation moderation, DatabaseClient database, Viewers viewers) {
        return new Restrictions(moderation, new RestrictionRows(database), new PinRows(database), viewers);
    }

    @Bean
    AuditController apiAuditController(Moderation moderation, AuditRows rows) {
        return new AuditController(moderation, rows);
    }

    @Bean
    RoleController apiRoleController(Moderation moderation, DatabaseClient database, Viewers viewers) {
        var rows = new RoleRows(database);
        return new RoleController(moderation, new Roles(moderation, rows, viewers), rows);
    }

    @Bean
    RestrictionController apiRestrictionController(
            Moderation moderation, Restrictions restrictions, DatabaseClient database) {
        return new RestrictionController(moderation, restrictions, new RestrictionRows(database));
    }

    @Bean
    Removal apiRemoval(DatabaseClient database) {
        return new Removal(new PinRows(database));
    }

    @Bean
    MessageController apiMessageController(
            Moderation moderation,
            Removal removal,
            Rooms rooms,
            Admission admission,
            Bearer bearer,
            StoredEvents events,
            DatabaseClient database) {
        var pins = new PinRows(database);
        var removals = new Removals(moderation, rooms, events, pins, removal);
        return new MessageController(removals, new Announcements(moderation), admission, bearer, pins);
    }

    @Bean
    WordController apiWordController(Moderation moderation, WordLists lists) {
        return new WordController(moderation, lists);
    }

    @Bean
    HeldController apiHeldController(
            Moderation moderation, Rooms rooms, DatabaseClient database, HeldProperties properties) {
        var rows = new HeldRows(database);
        return new HeldController(moderation, new HeldReview(moderation, rooms, rows, properties.life()), rows);
    }

    @Bean
    HeldSweeper apiHeldSweeper(DatabaseClient database, HeldProperties properties) {
        return new HeldSweeper(new HeldRows(database), properties.life(), Clock.systemUTC());
    }

    @Bean
    UnbanController apiUnbanController(Moderation moderation, Restrictions restrictions, DatabaseClient database) {
        return new UnbanController(moderation, new UnbanRows(database), restrictions);
    }
}
