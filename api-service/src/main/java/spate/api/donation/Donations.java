package spate.api.donation;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.api.moderation.Act;
import spate.api.moderation.Moderation;
import spate.api.moderation.Removal;
import spate.api.money.Held;
import spate.api.money.Ledger;
import spate.api.money.MoneyRates;
import spate.api.money.Move;
import spate.api.money.RequestKey;
import spate.api.outbox.Outbox;
import spate.api.room.Admission;
import spate.api.room.Room;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Problem;
import spate.protocol.EventId;
import spate.protocol.event.RoomEvent;
import spate.rooms.log.LogEntry;
import spate.rooms.policy.Right;
import spate.rooms.policy.RoomPolicy;
import spate.rooms.posting.Messages;
import spate.rooms.posting.Poster;

/// Donations and their refunds: the entries of the ledger, the donation and the event that tells of it are
/// one transaction. Thread-safe.
final class Donations {

    private final Rooms rooms;
    private final Admission admission;
    private final Moderation moderation;
    private final Removal removal;
    private final DonationGate gate;
    private final DonationRows rows;
    private final Ledger ledger;
    private final MoneyRates rates;
    private final Outbox outbox;
    private final DonationMeters meters;
    private final DonationProperties properties;
    private final String currency;
    private final Clock clock;

    Donations(
            Rooms rooms,
            Admission admission,
            Moderation moderation,
            Removal removal,
            DonationGate gate,
            DonationRows rows,
            Ledger ledger,
            MoneyRates rates,
            Outbox outbox,
            DonationMeters meters,
            DonationProperties properties,
            String currency,
            Clock clock) {
        this.rooms = rooms;
        this.admission = admission;
        this.moderation = moderation;
        this.removal = removal;
        this.gate = gate;
        this.rows = rows;
        this.ledger = ledger;
        this.rates = rates;
        this.outbox = outbox;
        this.meters = meters;
        this.properties = properties;
        this.currency = currency;
        this.clock = clock;
    }

    /// Gives money to the owner of a room, or tells what was given under the same key. Fails with 422 where
    /// the key was used for something else, with 409 where the wallet has not enough, and as a message would
    /// fail.
    Mono<DonationRows.Kept> donate(SignedIn donor, String id, long amount, @Nullable String text, RequestKey key) {
        rates.take(donor.id());
        return rooms.require(id).flatMap(room -> {
            var wanted = new Wanted(donor, amount, text, key, digest(room, amount, text));
            return known(wanted).switchIfEmpty(Mono.defer(() -> first(room, wanted)));
        });
    }

    private static String digest(Room room, long amount, @Nullable String text) {
        return RequestKey.digest(room.id().value(), Long.toString(amount), text == null ? "" : text);
    }

    /// What was given under the key, as it was answered first.
    private Mono<DonationRows.Kept> known(Wanted wanted) {
        return rows.find(wanted.donor().id(), wanted.key()).map(kept -> {
            if (!kept.digest().equals(wanted.digest())) {
                throw RequestKey.reused();
            }
            return new DonationRows.Kept(
                    kept.donation().withState(Donation.PAID), kept.owner(), kept.balance(), kept.digest());
        });
    }

    private Mono<DonationRows.Kept> first(Room room, Wanted wanted) {
        List<String> holders = List.of(wanted.donor().id(), room.owner().id());
        return gate.checkFirst(room, wanted.donor(), wanted.text(), clock.millis())
                .map(wanted::showing)
                .flatMap(shown -> ledger.with(holders, held -> once(held, room, shown)))
                .doOnSuccess(_ -> outbox.wake());
    }

    /// The wallets are locked, then the room: who was banned or closed it before is heard, and the room's
    /// events reach the log in the order of the commits. The room is locked before anything is read, because
    /// the first read decides which moment the transaction sees.
    private Mono<DonationRows.Kept> once(Held held, Room room, Wanted wanted) {
        return rooms.lock(room.id().value())
                .flatMap(locked -> known(wanted).switchIfEmpty(Mono.defer(() -> give(held, locked, wanted))));
    }

    private Mono<DonationRows.Kept> give(Held held, Room room, Wanted wanted) {
        String id = EventId.random().value();
        SignedIn donor = wanted.donor();
        var move = new Move(Move.Kind.DONATION, id, donor.id(), room.owner().id(), wanted.amount(), room.id());
        return gate.check(room, donor, wanted.text(), held.now())
                .flatMap(policy -> held.move(move).flatMap(left -> {
                    DonationRows.Kept kept = kept(held, room, wanted, id, left);
                    return rows.add(kept, wanted.key())
                            .then(outbox.add(LogEntry.of(room.id(), event(policy, donor, kept.donation()), donor.id())))
                            .thenReturn(kept);
                }))
                .doOnSuccess(_ -> meters.donated());
    }

    private DonationRows.Kept kept(Held held, Room room, Wanted wanted, String id, long left) {
        var donation = new Donation(
                id,
                room.id().value(),
                new Donation.By(wanted.donor().id(), wanted.donor().name()),
                wanted.amount(),
                currency,
                properties.tierOf(wanted.amount()),
                wanted.text(),
                held.now(),
                Donation.PAID);
        return new DonationRows.Kept(donation, room.owner().id(), left, wanted.digest());
    }

    private static RoomEvent.Donation event(RoomPolicy policy, SignedIn donor, Donation donation) {
        var poster = new Poster(donor.id(), donor.name(), donor.handle(), donor.color());
        return new RoomEvent.Donation(
                donation.id(),
                donation.at(),
                Messages.author(policy, poster),
                donation.amount(),
                donation.currency(),
                donation.tier(),
                donation.text());
    }

    /// Gives a donation back, out of the wallet of the owner who received it, and takes its event out of the room;
    /// the second time changes nothing. Fails with 409 where that wallet has not enough any more.
    Mono<Donation> refund(SignedIn actor, String id, String donation) {
        return admission
                .admit(actor, id, Right.REFUND)
                .flatMap(room -> rows.find(room.id(), donation))
                .switchIfEmpty(Mono.error(() -> Problem.of(404, "donation_unknown", "no such donation here")
                        .toException()))
                .flatMap(kept -> ledger.with(
                        kept.donation().currency(),
                        List.of(kept.owner(), kept.donation().by().id()),
                        // The wallets first, then the room, as when it was given.
                        held -> moderation.within(actor, id, Right.REFUND, List.of(), act -> back(held, act, kept))))
                .doOnSuccess(_ -> outbox.wake());
    }

    private Mono<Donation> back(Held held, Act act, DonationRows.Kept kept) {
        Donation donation = kept.donation();
        String donor = donation.by().id();
        var move = new Move(
                Move.Kind.REFUND,
                donation.id(),
                kept.owner(),
                donor,
                donation.amount(),
                act.room().id());
        return rows.refund(donation.id(), held.now())
                .filter(isNew -> isNew)
                .flatMap(_ -> held.move(move))
                .flatMap(_ -> removal.of(act, new EventId(donation.id())))
                .flatMap(_ -> act.note("refund", donor, donation.id(), Long.toString(donation.amount()))
                        .doOnSuccess(_ -> meters.refunded()))
                .thenReturn(donation.withState(Donation.REFUNDED).shown());
    }

    /// What a viewer asks for.
    ///
    /// @param digest of what was asked for, whatever is shown of its text
    private record Wanted(
            SignedIn donor, long amount, @Nullable String text, RequestKey key, String digest) {

        Wanted showing(DonationGate.Shown shown) {
            return new Wanted(donor, amount, shown.text(), key, digest);
        }
    }
}
