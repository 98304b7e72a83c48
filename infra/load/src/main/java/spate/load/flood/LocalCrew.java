package spate.load.flood;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import spate.load.check.EventIndex;
import spate.load.check.Sequence;
import spate.load.report.Count;
import spate.load.report.Tally;
import spate.load.report.Timing;
import spate.load.rest.Account;
import spate.load.session.Loops;
import spate.load.session.Target;

/// The sessions of this process.
final class LocalCrew implements Crew {

    private final FloodPlan plan;
    private final Loops loops;
    private final EventIndex events = new EventIndex();
    private final List<Part> parts = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Viewer> sendingViewers = new ArrayList<>();
    private final List<Part> senderParts = new ArrayList<>();

    /// @param plan how many of which sessions
    /// @param accounts one for each sender
    /// @param firstNumber number of this crew's first session among all crews
    /// @param originNanos the run's zero of time
    LocalCrew(FloodPlan plan, Target target, List<Account> accounts, Lines lines, int firstNumber, long originNanos) {
        this.plan = plan;
        this.loops = new Loops(plan.loops());
        for (EventLoop loop : loops.all()) {
            parts.add(new Part(loop, loops, target, plan, originNanos, events));
        }
        int number = firstNumber;
        for (int i = 0; i < plan.senders(); i++, number++) {
            var part = parts.get(i % parts.size());
            var sender = new Sender(part, i, plan.senders(), lines);
            var viewer = new Viewer(part, number, accounts.get(i).token(), sender, false);
            sender.attach(viewer);
            senders.add(sender);
            sendingViewers.add(viewer);
            senderParts.add(part);
            part.viewers.add(viewer);
        }
        for (int i = 0; i < plan.viewers(); i++, number++) {
            var part = parts.get(i % parts.size());
            part.viewers.add(new Viewer(part, number, "", null, i < plan.stalled()));
        }
        for (int i = 0; i < plan.readers(); i++, number++) {
            var part = parts.get(i % parts.size());
            part.readers.add(new Reader(part, number));
        }
    }

    @Override
    public void open() {
        for (var part : parts) {
            long nanosEach = plan.connectRate() == 0 ? 0 : 1_000_000_000L * parts.size() / plan.connectRate();
            long at = 0;
            part.loop.execute(() -> part.tally.add(Count.SESSIONS_WANTED, part.viewers.size() + part.readers.size()));
            for (var viewer : part.viewers) {
                part.later(viewer::open, at, TimeUnit.NANOSECONDS);
                at += nanosEach;
            }
            for (var reader : part.readers) {
                part.later(reader::open, at, TimeUnit.NANOSECONDS);
                at += nanosEach;
            }
            part.beat();
        }
    }

    /// Every sender begins.
    void start(long startNanos) {
        for (int i = 0; i < senders.size(); i++) {
            var sender = senders.get(i);
            senderParts.get(i).loop.execute(() -> sender.start(startNanos));
        }
    }

    /// A sender's viewer gets a fresh token.
    void renew(int sender, String token) {
        senderParts.get(sender).loop.execute(() -> sendingViewers.get(sender).renew(token));
    }

    /// Messages that are neither acknowledged nor refused for good.
    long unsettled() {
        return sum(Sender::unsettled);
    }

    /// Messages that may still be acknowledged or refused.
    long waiting() {
        return sum(Sender::waiting);
    }

    private long sum(ToIntFunction<Sender> value) {
        long unsettled = 0;
        for (var part : parts) {
            unsettled += on(part, () -> {
                long sum = 0;
                for (int i = 0; i < senders.size(); i++) {
                    sum += senderParts.get(i) == part ? value.applyAsInt(senders.get(i)) : 0;
                }
                return sum;
            });
        }
        return unsettled;
    }

    /// What was acknowledged.
    void acked(Sender.Acked sink) {
        for (int i = 0; i < senders.size(); i++) {
            var sender = senders.get(i);
            on(senderParts.get(i), () -> {
                sender.acked(sink);
                return true;
            });
        }
    }

    @Override
    public Tally tally() {
        var sum = new Tally();
        for (var part : parts) {
            sum.add(on(part, part.tally::copy));
        }
        return sum;
    }

    @Override
    public Tally counts() {
        var sum = new Tally();
        for (var part : parts) {
            sum.add(on(part, part.tally::counts));
        }
        return sum;
    }

    @Override
    public void stall(boolean stalled) {
        each(part -> part.viewers.forEach(viewer -> viewer.setReading(!stalled)));
    }

    @Override
    public CrewResult finish() {
        var groups = new TreeMap<String, Map<Sequence, Integer>>();
        each(part -> {
            part.end();
            for (var viewer : part.viewers) {
                if (viewer.hasJoined()) {
                    CrewResult.put(groups, viewer.group(), viewer.sequence(), 1);
                    part.tally.record(Timing.SILENCE, viewer.silenceNanos() / 1000);
                    if (viewer.silenceMovedNanos() > 0) {
                        part.tally.record(Timing.SILENCE_MOVED, viewer.silenceMovedNanos() / 1000);
                    }
                }
            }
            for (var reader : part.readers) {
                if (reader.hasJoined()) {
                    CrewResult.put(groups, "readers", reader.sequence(), 1);
                }
            }
        });
        return new CrewResult(events, groups, tally());
    }

    @Override
    public List<Long> processes() {
        return List.of();
    }

    @Override
    public void close() {
        loops.close();
    }

    /// Runs on each part's loop, one after the other.
    private void each(Consumer<Part> action) {
        for (var part : parts) {
            on(part, () -> {
                action.accept(part);
                return true;
            });
        }
    }

    private static <T> T on(Part part, Callable<T> action) {
        try {
            return part.loop.submit(action).get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("an event loop does not answer", e);
        }
    }
}
