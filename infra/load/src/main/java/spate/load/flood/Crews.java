package spate.load.flood;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import spate.load.option.Options;
import spate.load.report.Count;
import spate.load.report.Tally;
import spate.load.rest.Account;
import spate.load.session.Target;

/// All sessions of a run, in this process and in others.
final class Crews implements AutoCloseable {

    private static final long OPEN_SECONDS_MAX = 180;
    private static final long QUIET_SECONDS_MAX = 20;
    private static final long STEP_NANOS = 50_000_000;
    private static final int FILES_BESIDE = 300;

    private final List<Crew> all = new ArrayList<>();
    private final LocalCrew local;
    private final long wanted;

    private Crews(LocalCrew local, long wanted) {
        this.local = local;
        this.wanted = wanted;
        all.add(local);
    }

    /// Senders in this process; viewers and readers here too, or spread over the plan's other processes.
    static Crews of(FloodPlan plan, Options options, List<Account> accounts, long originNanos) throws IOException {
        int processes = plan.processes();
        boolean isAlone = processes == 0;
        var mine = plan.crew(plan.run(), isAlone ? plan.viewers() : 0, isAlone ? plan.readers() : 0, plan.senders());
        var lines = Lines.of(options.text("lines"));
        var local = new LocalCrew(mine, Target.of(options), accounts, lines, 0, originNanos);
        var crews = new Crews(local, (long) plan.viewers() + plan.readers() + plan.senders());
        var addresses = Stream.of("url", "ws", "sse", "api")
                .filter(options::has)
                .map(name -> "--" + name + "=" + String.join(",", options.all(name)))
                .toList();
        int first = plan.senders();
        for (int i = 0; i < processes; i++) {
            int viewers = share(plan.viewers(), i, processes);
            int readers = share(plan.readers(), i, processes);
            crews.all.add(new ChildCrew(plan.crew(plan.run(), viewers, readers, 0), addresses, first, originNanos));
            first += viewers + readers;
        }
        return crews;
    }

    private static int share(int whole, int part, int parts) {
        return (int) ((long) whole * (part + 1) / parts - (long) whole * part / parts);
    }

    /// The crew of this process.
    LocalCrew local() {
        return local;
    }

    /// The other processes.
    List<Long> processes() {
        return all.stream().flatMap(crew -> crew.processes().stream()).toList();
    }

    /// Opens all sessions, and waits until each has joined or failed, or nothing happens any more.
    void open(PrintStream out) throws IOException {
        hintAtFiles(out);
        all.forEach(Crew::open);
        long until = System.nanoTime() + OPEN_SECONDS_MAX * 1_000_000_000L;
        long shown = System.nanoTime();
        long before = -1;
        long changed = System.nanoTime();
        while (System.nanoTime() < until && System.nanoTime() - changed < QUIET_SECONDS_MAX * 1_000_000_000L) {
            LockSupport.parkNanos(STEP_NANOS);
            var tally = counts();
            long settled = tally.get(Count.SESSIONS_JOINED) + tally.get(Count.SESSIONS_FAILED);
            if (settled != before) {
                before = settled;
                changed = System.nanoTime();
            }
            if (settled >= wanted || System.nanoTime() - shown > 1_000_000_000L) {
                shown = System.nanoTime();
                out.printf(
                        Locale.ROOT,
                        "joined %,d of %,d, failed %,d%n",
                        tally.get(Count.SESSIONS_JOINED),
                        wanted,
                        tally.get(Count.SESSIONS_FAILED));
            }
            if (settled >= wanted) {
                return;
            }
        }
    }

    /// Counts and timings of all so far.
    Tally tally() {
        var sum = new Tally();
        all.forEach(crew -> sum.add(crew.tally()));
        return sum;
    }

    /// Counts of all so far, without timings.
    Tally counts() {
        var sum = new Tally();
        all.forEach(crew -> sum.add(crew.counts()));
        return sum;
    }

    /// Stalled viewers stop reading, or go on.
    void stall(boolean stalled) {
        all.forEach(crew -> crew.stall(stalled));
    }

    /// Ends all sessions.
    CrewResult finish() {
        var result = local.finish();
        all.stream().skip(1).forEach(crew -> result.add(crew.finish()));
        return result;
    }

    @Override
    public void close() {
        all.forEach(Crew::close);
    }

    private void hintAtFiles(PrintStream out) throws IOException {
        long each = wanted / Math.max(1, all.size() - 1) + FILES_BESIDE;
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (line.startsWith("Max open files")) {
                String hard = line.substring(26).strip().split(" +", -1)[1];
                if (!hard.equals("unlimited") && Long.parseLong(hard) < each) {
                    out.printf(
                            "this process may open %s files, %d are wanted: ulimit -n, or more --processes%n",
                            hard, each);
                }
            }
        }
    }
}
