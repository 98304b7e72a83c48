package spate.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spate.api.MoneyCalls.Answer;
import spate.protocol.event.RoomEvent;

/// Many random operations at the same time over two replicas, while connections to the database are killed
/// and one replica is stopped again and again; after which the books must balance. Whoever gets no answer, or
/// 503, asks again under the same key, as clients do.
///
/// `-Dspate.ledger.operations=10000` makes it long, `-Dspate.ledger.seed=…` repeats the choices of a run (not
/// their timing).
class LedgerIT extends RunningService {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerIT.class);
    private static final int OPERATIONS = Integer.getInteger("spate.ledger.operations", 400);
    private static final long SEED = Long.getLong("spate.ledger.seed", System.nanoTime());
    private static final int VIEWERS = 6;
    private static final int WORKERS = 24;
    private static final int KILL_EVERY = 20;
    private static final int STOP_EVERY = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    /// What was asked for and how it was answered in the end.
    private final Map<String, Given> donations = new ConcurrentHashMap<>();

    /// Keys of requests of which one got no answer, and may yet be done after another was refused.
    private final Set<String> uncertain = ConcurrentHashMap.newKeySet();

    private final ConcurrentLinkedQueue<Given> paid = new ConcurrentLinkedQueue<>();
    private final List<Member> members = new ArrayList<>();

    @Test
    void theBooksBalanceWhateverIsKilled() throws Exception {
        for (int n = 0; n < VIEWERS; n++) {
            Account account = account();
            members.add(new Member(account, room(account)));
        }
        watchTheOutbox();
        ports.add(port);
        long begin = System.nanoTime();
        try (var second = new SecondReplica(environment);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ports.add(second.start());
            List<Future<?>> workers = new ArrayList<>();
            for (int n = 0; n < WORKERS; n++) {
                var random = new Random(SEED + n);
                workers.add(threads.submit(() -> work(random, second)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        LOG.info(
                "seed {}: {} operations, {} requests, {} unanswered or 503, {} connections killed, {} stops of a"
                        + " replica, {} donations, {} refused, {} s",
                SEED,
                OPERATIONS,
                asked,
                unanswered,
                kills,
                stops,
                paid.size(),
                donations.size() - paid.size(),
                Math.round(seconds));
        assertThat(surprises).isEmpty();
        assertThat(stops.get()).isPositive();
        assertThat(kills.get()).isPositive();
        theBooksBalance();
        everyDonationIsThereOnceAndToldOnce();
    }

    private @Nullable Void work(Random random, SecondReplica second) throws Exception {
        for (int n = started.incrementAndGet(); n <= OPERATIONS; n = started.incrementAndGet()) {
            if (n % KILL_EVERY == 0) {
                kill(random);
            }
            // In the midst: others are at work on it.
            if (n % STOP_EVERY == Math.min(STOP_EVERY, OPERATIONS) / 2) {
                ports.remove(second.port());
                second.stop();
                stops.incrementAndGet();
            } else if (n % STOP_EVERY == Math.min(STOP_EVERY, OPERATIONS) * 3 / 4 && n + STOP_EVERY / 2 <= OPERATIONS) {
                ports.add(second.start());
            }
            Member member = members.get(random.nextInt(VIEWERS));
            int dice = random.nextInt(100);
            if (dice < 30) {
                topUp(random, member, "topup-" + n);
            } else if (dice < 80) {
                Member other = members.get(random.nextInt(VIEWERS));
                donate(random, new Given(member, other.room(), "donation-" + n, random.nextLong(1, 3_001), ""));
            } else {
                again(random);
            }
        }
        return null;
    }

    private void topUp(Random random, Member member, String key) throws Exception {
        long amount = random.nextLong(1_000, 5_000);
        Answer begun = ask(random, member, "/api/wallet/topups", key, Map.of("amount", amount));
        expect(begun.status() == 201, begun);
        String outcome = random.nextInt(10) == 0 ? "failed" : "paid";
        String event = name("event-") + "-" + key;
        for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
            Answer taken = insist(random, key, to -> MoneyCalls.webhook(to, event, begun.id(), outcome, amount));
            expect(taken.status() == 204, taken);
        }
        Answer seen = insist(
                random,
                key,
                to -> MoneyCalls.call(
                        to, member.account().accessToken(), "GET", "/api/wallet/topups/" + begun.id(), null, null));
        expect(seen.body().path("state").asString().equals(outcome), seen);
    }

    private void donate(Random random, Given wanted) throws Exception {
        Answer answer = ask(random, wanted.by(), wanted.path(), wanted.key(), wanted.body());
        boolean isOwn = wanted.by().room().equals(wanted.room());
        boolean isRefused = answer.status() == (isOwn ? 403 : 409);
        expect(isRefused || (answer.status() == 201 && !isOwn), answer);
        Given given = new Given(wanted.by(), wanted.room(), wanted.key(), wanted.amount(), answer.id());
        donations.put(wanted.key(), given);
        if (!given.id().isEmpty()) {
            paid.add(given);
        }
    }

    /// Asks for a donation once more, or gives one back.
    private void again(Random random) throws Exception {
        Given given = paid.poll();
        if (given == null) {
            return;
        }
        paid.add(given);
        if (random.nextBoolean()) {
            Answer answer = ask(random, given.by(), given.path(), given.key(), given.body());
            expect(answer.status() == 201 && answer.id().equals(given.id()), answer);
            return;
        }
        Member owner = members.stream()
                .filter(each -> each.room().equals(given.room()))
                .findFirst()
                .orElseThrow();
        Answer answer = ask(random, owner, given.path() + "/" + given.id() + "/refund", null, null);
        expect(answer.status() == 200 || answer.code().equals("balance_too_low"), answer);
    }

    /// Asks, now and then twice at the same time; of both answers the last counts.
    private Answer ask(Random random, Member member, String path, @Nullable String key, @Nullable Object body)
            throws Exception {
        Call call = to -> MoneyCalls.call(to, member.account().accessToken(), "POST", path, key, body);
        String name = key == null ? path : key;
        if (random.nextInt(5) > 0) {
            return insist(random, name, call);
        }
        var twin = new Random(random.nextLong());
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> other = thread.submit(() -> insist(twin, name, call));
            Answer first = insist(random, name, call);
            Answer second = other.get();
            // One may have been refused before the wallet had enough, and the other not.
            return first.status() < 300 ? first : second;
        }
    }

    /// Repeats a call until it is answered with something else than 503.
    private Answer insist(Random random, String key, Call call) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            List<Integer> all = List.copyOf(ports);
            asked.incrementAndGet();
            try {
                Answer answer = call.to(all.get(random.nextInt(all.size())));
                if (answer.status() != 503) {
                    return answer;
                }
            } catch (IOException _) {
                // Killed before it answered: it may have been done or not.
            }
            uncertain.add(key);
            unanswered.incrementAndGet();
        }
        throw new AssertionError("no answer within " + PATIENCE);
    }

    private void expect(boolean isExpected, Answer answer) {
        if (!isExpected) {
            surprises.add(answer.toString());
        }
    }

    /// Ends some connections of the services to their database.
    private void kill(Random random) {
        List<Long> all =
                column("SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()");
        for (int n = 0; n < 3 && !all.isEmpty(); n++) {
            long victim = all.get(random.nextInt(all.size()));
            try {
                database.sql("KILL CONNECTION " + victim).then().block(PATIENCE);
                kills.incrementAndGet();
            } catch (RuntimeException _) {
                // It has gone by itself, or this very connection was killed by another worker.
            }
        }
    }

    /// Keeps what comes into the outbox, which forgets what it has relayed.
    private void watchTheOutbox() {
        run("CREATE TABLE IF NOT EXISTS outbox_seen (event_id CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
                + " type VARCHAR(16) NOT NULL)");
        run("CREATE TRIGGER watch_outbox AFTER INSERT ON outbox FOR EACH ROW"
                + " INSERT INTO outbox_seen VALUES (NEW.event_id, NEW.type)");
    }

    private void theBooksBalance() {
        assertThat(number("SELECT COALESCE(SUM(amount), 0) FROM ledger_entries"))
                .isZero();
        assertThat(number("SELECT COALESCE(SUM(balance), 0) FROM wallets")).isZero();
        assertThat(number("SELECT COUNT(*) FROM wallets WHERE balance < 0 AND holder NOT LIKE 'provider:%'"))
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM wallets w WHERE balance <> (SELECT COALESCE(SUM(e.amount), 0)"
                        + " FROM ledger_entries e WHERE e.holder = w.holder AND e.currency = w.currency)"))
                .as("wallets that are not the sum of their entries")
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM (SELECT balance, SUM(amount) OVER (PARTITION BY holder, currency"
                        + " ORDER BY id) AS running FROM ledger_entries) e WHERE balance <> running"))
                .as("entries whose balance is not the sum up to there")
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM (SELECT cause_id, CASE WHEN kind IN ('charge', 'topup') THEN 'topup'"
                        + " WHEN kind IN ('donation', 'received') THEN 'donation' ELSE 'refund' END AS what,"
                        + " COUNT(*) AS entries, SUM(amount) AS total FROM ledger_entries GROUP BY 1, 2) m"
                        + " WHERE entries <> 2 OR total <> 0"))
                .as("moves that are not two entries whose sum is zero")
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM topups t WHERE (state = 'paid') <> EXISTS"
                        + " (SELECT 1 FROM ledger_entries e WHERE e.cause_id = t.id AND e.kind = 'topup'"
                        + " AND e.amount = t.amount AND e.holder = t.viewer_id)"))
                .as("top-ups that are paid and not credited, or the other way round")
                .isZero();
        assertThat(number("SELECT COUNT(*) FROM donations d WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e"
                        + " WHERE e.cause_id = d.id AND e.kind = 'donation' AND e.amount = -d.amount)"
                        + " OR (state = 'refunded') <> EXISTS (SELECT 1 FROM ledger_entries e"
                        + " WHERE e.cause_id = d.id AND e.kind = 'refund' AND e.amount = d.amount)"))
                .as("donations that the ledger knows nothing of")
                .isZero();
    }

    private void everyDonationIsThereOnceAndToldOnce() {
        Set<String> answered = new HashSet<>();
        paid.forEach(given -> answered.add(given.id()));
        assertThat(answered).hasSize(paid.size());
        Set<String> stored = new HashSet<>();
        Set<String> late = new HashSet<>();
        Set<String> told = new HashSet<>();
        Map<String, String> removed = new HashMap<>();
        Set<String> refunded = new HashSet<>();
        Awaitility.await("the outbox is empty")
                .atMost(PATIENCE)
                .until(() -> number("SELECT COUNT(*) FROM outbox") == 0);
        for (Member member : members) {
            String ofMember =
                    "FROM donations WHERE donor_id = '" + member.account().id() + "'";
            stored.addAll(texts("SELECT id " + ofMember));
            refunded.addAll(texts("SELECT id " + ofMember + " AND state = 'refunded'"));
            uncertain.forEach(key -> late.addAll(texts("SELECT id " + ofMember + " AND request_key = '" + key + "'")));
            for (RoomEvent event : LogReader.eventsOf(member.room())) {
                switch (event) {
                    case RoomEvent.Donation donation -> told.add(donation.id());
                    case RoomEvent.Removed each -> removed.put(each.id(), each.target());
                    default -> {}
                }
            }
        }
        assertThat(removed.values()).containsExactlyInAnyOrderElementsOf(refunded);
        assertThat(stored).containsAll(answered);
        assertThat(told).isEqualTo(stored);
        stored.removeAll(answered);
        assertThat(late).as("donations that nobody was told of").containsAll(stored);
        List<String> seen = texts("SELECT event_id FROM outbox_seen WHERE type = 'donation'");
        assertThat(seen).doesNotHaveDuplicates().containsAll(told);
    }

    private void run(String sql) {
        database.sql(sql).then().block(PATIENCE);
    }

    private long number(String sql) {
        return Long.parseLong(Objects.requireNonNull(texts(sql).getFirst()));
    }

    private List<String> texts(String sql) {
        List<String> found = database.sql(sql)
                .map(row -> String.valueOf(row.get(0)))
                .all()
                .collectList()
                .retry(3) // the connection may be one that was killed just now
                .block(PATIENCE);
        return Objects.requireNonNull(found);
    }

    private List<Long> column(String sql) {
        try {
            return texts(sql).stream().map(Long::valueOf).toList();
        } catch (RuntimeException _) {
            return List.of(); // the connection that asks was killed by another worker
        }
    }

    /// A viewer and the viewer's own room.
    private record Member(Account account, String room) {}

    /// A donation that was asked for; without an id it was refused.
    private record Given(Member by, String room, String key, long amount, String id) {

        String path() {
            return "/api/rooms/" + room + "/donations";
        }

        Map<String, Object> body() {
            return Map.of("amount", amount, "text", key);
        }
    }

    /// A request to whichever replica.
    private interface Call {
        Answer to(int port) throws IOException;
    }
}
