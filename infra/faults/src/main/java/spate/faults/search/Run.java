package spate.faults.search;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import spate.faults.world.Slot;
import spate.faults.world.World;
import spate.load.rest.Account;
import spate.testing.ChatClient;

/// One scenario: played, healed, and judged.
final class Run implements AutoCloseable {

    private static final Duration LANE_MAX = Duration.ofMinutes(1);
    private static final Duration REST_MAX = Duration.ofSeconds(30);
    private static final Duration QUIET_MAX = Duration.ofSeconds(20);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int RESUMES = 3;

    private final World world;
    private final Scenario scenario;
    private final String mark;
    private final List<String> rooms = new ArrayList<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final Map<Object, ExecutorService> lanes = new LinkedHashMap<>();
    private final List<Future<?>> moves = new ArrayList<>();
    private final Appender appender;
    private final Storage storage;
    private final Faults faults;
    private final Heard heard = new Heard();
    private final Moderator moderator;

    /// @param mark tells this run's rooms from those of the same seed before
    Run(World world, Scenario scenario, String mark) {
        this.world = world;
        this.scenario = scenario;
        this.mark = mark;
        this.appender = new Appender(world.scope().kafka(), scenario.seed());
        this.storage = new Storage(world.scope(), world.apiPort());
        this.faults = new Faults(world);
        this.moderator = new Moderator(world.apiPort(), world.accounts(), heard);
    }

    /// What came of it.
    ///
    /// @param broken promises, none where all is well
    /// @param hidden how many of the events moderators hid
    /// @param rest how long it took, after the last step, until everybody had seen all and all was archived
    record Result(List<String> broken, int events, long hidden, int sittings, int recoveries, Duration rest) {}

    Result play() {
        List<Account> accounts = world.accounts();
        for (int n = 0; n < scenario.rooms(); n++) {
            String room = "s" + scenario.seed() + "-" + n + "-" + mark;
            world.api().createRoom(accounts.getFirst(), room, room);
            rooms.add(room);
        }
        for (int n = 0; n < scenario.viewers(); n++) {
            watchers.add(new Watcher("viewer-" + n, accounts.get(n), world, rooms, heard));
        }
        for (int n = 0; n < scenario.readers(); n++) {
            followers.add(new Follower("reader-" + n, world, rooms.get(n % rooms.size()), heard));
        }
        Map<TopicPartition, Long> from = LogModel.ends(world.scope().kafka());
        act();
        var broken = new ArrayList<String>();
        long ended = System.nanoTime();
        heal(broken);
        LogModel log = LogModel.read(world.scope().kafka(), from);
        broken.addAll(rest(log));
        return judge(log, broken, Duration.ofNanos(System.nanoTime() - ended));
    }

    private void act() {
        long begun = System.nanoTime();
        for (Step step : scenario.steps()) {
            long wait = begun + TimeUnit.MILLISECONDS.toNanos(step.at()) - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            dispatch(step.what());
        }
        awaitLanes();
    }

    private void dispatch(Step.What what) {
        switch (what) {
            case Step.Viewing viewing -> {
                Watcher watcher = watchers.get(viewing.viewer());
                in(watcher, () -> view(watcher, viewing));
            }
            case Step.Follow follow -> {
                Follower follower = followers.get(follow.reader());
                in(follower, () -> follower.follow(follow.replica()));
            }
            case Step.Unfollow unfollow -> {
                Follower follower = followers.get(unfollow.reader());
                in(follower, follower::unfollow);
            }
            case Step.Append append ->
                in(appender, () -> appender.append(rooms.get(append.room()), append.events(), append.letters()));
            case Step.AppendAgain again -> in(appender, () -> appender.again(again.which()));
            case Step.Poison poison -> in(appender, () -> appender.poison(rooms.get(poison.room()), poison.kind()));
            case Step.Decision decision -> {
                if (decision instanceof Step.Ban ban && ban.stays()) {
                    Watcher watcher = watchers.get(ban.viewer());
                    in(watcher, () -> watcher.keepOut(rooms.get(ban.room())));
                }
                in(moderator, () -> moderator.decide(decision, rooms.get(decision.room())));
            }
            case Step.Fault fault -> in(fault, () -> faults.happen(fault));
        }
    }

    private void view(Watcher watcher, Step.Viewing viewing) {
        switch (viewing) {
            case Step.Refresh refresh -> watcher.refresh(refresh.replica(), refresh.back(), refresh.deflates());
            case Step.Visit visit -> watcher.visit(visit.replica(), visit.history());
            case Step.Drop _ -> watcher.drop();
            case Step.Leave leave -> watcher.leave(rooms.get(leave.room()));
            case Step.Join join -> watcher.join(rooms.get(join.room()));
            case Step.Post post -> watcher.post(rooms.get(post.room()), post.messages(), post.letters());
            case Step.Repeat repeat -> watcher.repeat(repeat.which());
            case Step.StopReading _ -> watcher.read(false);
            case Step.GoOnReading _ -> watcher.read(true);
        }
    }

    /// What one does happens in its order; different ones do not wait for each other.
    private void in(Object lane, Runnable move) {
        moves.add(lanes.computeIfAbsent(
                        lane,
                        _ -> Executors.newSingleThreadExecutor(
                                Thread.ofVirtual().factory()))
                .submit(move));
    }

    private void awaitLanes() {
        for (Future<?> move : moves) {
            await(move, LANE_MAX);
        }
        moves.clear();
    }

    /// Nothing is broken any more, and everybody is back in every room with everything acknowledged.
    private void heal(List<String> broken) {
        world.startAll();
        in(appender, appender::flush);
        long deadline = System.nanoTime() + REST_MAX.toNanos();
        var settling = new ArrayList<Callable<String>>();
        settling.add(() -> moderator.settle(deadline));
        for (int n = 0; n < watchers.size(); n++) {
            int replica = n;
            settling.add(() -> watchers.get(replica).settle(replica, deadline));
        }
        for (int n = 0; n < followers.size(); n++) {
            int replica = n;
            settling.add(() -> followers.get(replica).settle(replica, deadline));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var settled : settling.stream().map(threads::submit).toList()) {
                String wrong = await(settled, REST_MAX.plus(LANE_MAX));
                if (!wrong.isEmpty()) {
                    broken.add(wrong);
                }
            }
        }
        awaitLanes();
        awaitDecisions(deadline, broken);
        if (broken.isEmpty()) {
            new Coda(watchers, rooms, appender, scenario.seed()).play();
        }
    }

    private void awaitDecisions(long deadline, List<String> broken) {
        while (rooms.stream().anyMatch(room -> storage.undelivered(room) > 0)) {
            if (System.nanoTime() > deadline) {
                broken.add("decisions do not come into the log");
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /// Nothing new is appended now: everybody must see the end of the log without anything that wakes them up, and
    /// the archive must hold it.
    private List<String> rest(LogModel log) {
        long deadline = System.nanoTime() + QUIET_MAX.toNanos();
        List<String> late = List.of();
        while (System.nanoTime() < deadline) {
            var behind = new ArrayList<String>();
            var judge = new Judge(log);
            watchers.stream().flatMap(each -> each.sittings().stream()).forEach(judge::sitting);
            followers.stream().flatMap(each -> each.stretches().stream()).forEach(judge::stretch);
            judge.broken().stream().filter(Judge::isStandstill).forEach(behind::add);
            for (String room : rooms) {
                long stored = storage.count(room);
                if (stored < log.room(room).size()) {
                    behind.add("the archive of %s holds %d of %d events"
                            .formatted(room, stored, log.room(room).size()));
                }
            }
            late = behind;
            if (late.isEmpty()) {
                return late;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return late;
    }

    private Result judge(LogModel log, List<String> broken, Duration rest) {
        var judge = new Judge(log);
        int sittings = 0;
        for (Watcher watcher : watchers) {
            watcher.sittings().forEach(judge::sitting);
            judge.sent(watcher.sent());
            sittings += watcher.sittings().size();
        }
        for (Follower follower : followers) {
            follower.stretches().forEach(judge::stretch);
            sittings += follower.stretches().size();
        }
        int events = 0;
        for (String room : rooms) {
            events += log.room(room).size();
            judge.stored("The archive", room, storage.rows(room));
            List<String> told = log.history(room, log.events(room));
            check(
                    storage.historyBack(room).equals(told),
                    broken,
                    "The history of " + room + ", walked back, is not the log");
        }
        resumes(log, judge, broken);
        broken.addAll(judge.broken());
        return new Result(
                broken.stream().distinct().toList(), events, log.hidden(rooms), sittings, judge.recoveries(), rest);
    }

    /// From wherever a viewer comes, every replica must be able to go on now.
    private void resumes(LogModel log, Judge judge, List<String> broken) {
        String epoch = epoch();
        var random = new Random(scenario.seed());
        for (String room : rooms) {
            List<LogModel.Told> events = log.events(room);
            for (int n = 0; n < RESUMES && !events.isEmpty() && !epoch.isEmpty(); n++) {
                long after = events.get(random.nextInt(events.size())).offset();
                Slot slot = world.chats().get(random.nextInt(world.chats().size()));
                resume(log, judge, slot, room, new Place(epoch, after), broken);
                List<String> later = log.history(room, log.between(room, after, Long.MAX_VALUE));
                check(
                        storage.historyAfter(room, epoch + "." + after).equals(later),
                        broken,
                        "The history of " + room + " after " + after + " is not the log");
            }
        }
    }

    private void resume(LogModel log, Judge judge, Slot slot, String room, Place after, List<String> broken) {
        long last = log.last(room);
        try (ChatClient client = ChatClient.connect(URI.create("ws://127.0.0.1:" + slot.port() + "/ws"))) {
            var sitting = new Sitting("a page that slept", slot.name(), client, heard);
            sitting.join(room, after.toString(), 0);
            client.await(
                    frame -> {
                        String position = frame.path("position").asString("");
                        return frame.path("type").asString("").equals("missed")
                                || (!position.isEmpty() && Place.of(position).offset() >= last);
                    },
                    QUIET_MAX);
            judge.mustRecover(sitting);
            judge.sitting(sitting);
        } catch (AssertionError e) {
            broken.add("A page that slept since %s does not come to the end of %s at %s: %s"
                    .formatted(after, room, slot.name(), e.getMessage()));
        }
    }

    private String epoch() {
        for (Watcher watcher : watchers) {
            for (Sitting sitting : watcher.sittings()) {
                for (var frame : sitting.frames()) {
                    String position = frame.path("position").asString("");
                    if (!position.isEmpty()) {
                        return Place.of(position).epoch();
                    }
                }
            }
        }
        return "";
    }

    private static void check(boolean holds, List<String> broken, String what) {
        if (!holds) {
            broken.add(what);
        }
    }

    private static <T> T await(Future<T> future, Duration patience) {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the search itself failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("something does not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        watchers.forEach(Watcher::drop);
        followers.forEach(Follower::unfollow);
        lanes.values().forEach(ExecutorService::shutdownNow);
        appender.close();
        moderator.close();
        storage.close();
    }
}
