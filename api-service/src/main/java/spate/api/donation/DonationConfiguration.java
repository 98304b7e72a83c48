package spate.api.donation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.moderation.Moderation;
import spate.api.moderation.Removal;
import spate.api.money.Ledger;
import spate.api.money.MoneyProperties;
import spate.api.money.MoneyRates;
import spate.api.outbox.Outbox;
import spate.api.room.Admission;
import spate.api.room.Policies;
import spate.api.room.Rooms;
import spate.api.token.Bearer;
import spate.rooms.policy.RoomTies;
import spate.rooms.words.WordLists;

/// Donations.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DonationProperties.class)
public class DonationConfiguration {

    @Bean
    DonationController apiDonationController(
            Rooms rooms,
            Policies policies,
            Admission admission,
            Moderation moderation,
            Removal removal,
            WordLists words,
            RoomTies ties,
            DatabaseClient database,
            Ledger ledger,
            MoneyRates rates,
            Outbox outbox,
            Bearer bearer,
            MeterRegistry registry,
            DonationProperties properties,
            MoneyProperties money) {
        var rows = new DonationRows(database);
        var donations = new Donations(
                rooms,
                admission,
                moderation,
                removal,
                new DonationGate(policies, words, ties),
                rows,
                ledger,
                rates,
                outbox,
                new DonationMeters(registry),
                properties,
                money.currency(),
                Clock.systemUTC());
        return new DonationController(donations, rows, admission, bearer, properties);
    }

    @Bean
    DonorController apiDonorController(
            DatabaseClient database, Admission admission, Bearer bearer, MoneyProperties money) {
        String currency = money.currency();
        return new DonorController(
                new DonorRows(database, currency),
                new StatementRows(database, currency),
                admission,
                bearer,
                currency,
                Clock.systemUTC());
    }
}
