package spate.faults.search;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import spate.faults.world.World;
import spate.load.option.Options;

/// Command: plays the scenarios of many seeds and tells which of them broke a promise, and how.
public final class Search {

    private static final int LINES_TOLD = 12;

    private Search() {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("seeds", "1..20", "seeds: a number, 1..200, or several of these with commas")
                .know("show", "false", "only print the schedules")
                .know("keep-going", "true", "whether to go on after a seed that failed");
    }

    /// Plays the seeds.
    ///
    /// @return 0 where every promise was kept, else 1
    public static int run(List<String> arguments, PrintStream out) {
        Options options = options().read(arguments);
        long[] seeds = seeds(options.text("seeds"));
        if (options.isOn("show")) {
            LongStream.of(seeds).forEach(seed -> out.println(schedule(Scenario.of(seed))));
            return 0;
        }
        return run(seeds, options.isOn("keep-going"), out).broken().isEmpty() ? 0 : 1;
    }

    /// What came of a search.
    ///
    /// @param played scenarios
    /// @param broken those that broke a promise: a text for each, with its schedule
    public record Outcome(int played, List<String> broken, long seconds) {}

    /// Plays the seeds one after the other on one set of servers and replicas.
    public static Outcome run(long[] seeds, boolean keepGoing, PrintStream out) {
        long begun = System.nanoTime();
        int played = 0;
        var broken = new ArrayList<String>();
        try (var world =
                World.start(new World.Plan(Scenario.CHATS, Scenario.STREAMS, Scenario.VIEWERS_MAX, Map.of()))) {
            out.printf("servers and replicas took %d s%n", since(begun));
            for (long seed : seeds) {
                played++;
                String told = play(world, Scenario.of(seed), played, out);
                if (!told.isEmpty()) {
                    broken.add(told);
                    out.println(told);
                    if (!keepGoing) {
                        break;
                    }
                }
            }
        }
        out.printf("%d seeds, %d failed, %d s%n", played, broken.size(), since(begun));
        return new Outcome(played, List.copyOf(broken), since(begun));
    }

    /// What a scenario broke, and its schedule; empty where every promise was kept.
    private static String play(World world, Scenario scenario, int number, PrintStream out) {
        long begun = System.nanoTime();
        List<String> broken;
        String summary = "";
        long bugsBefore = world.bugs().size();
        try (var run = new Run(world, scenario, Integer.toString(number))) {
            var result = run.play();
            broken = result.broken();
            summary = "%d events, %d hidden, %d sessions, %d recovered, at rest after %.1f s"
                    .formatted(
                            result.events(),
                            result.hidden(),
                            result.sittings(),
                            result.recoveries(),
                            result.rest().toMillis() / 1e3);
        } catch (RuntimeException e) {
            broken = List.of("it could not be played to its end: " + e + " by " + e.getCause());
        }
        List<String> bugs = world.bugs().stream().skip(bugsBefore).toList();
        broken = Stream.concat(broken.stream(), bugs.stream()).toList();
        out.printf(
                "seed %d: %s, %s, %.1f s%n",
                scenario.seed(), broken.isEmpty() ? "ok" : "BROKEN", summary, (System.nanoTime() - begun) / 1e9);
        return broken.isEmpty() ? "" : told(scenario, broken, world);
    }

    private static String told(Scenario scenario, List<String> broken, World world) {
        return broken.stream()
                .limit(LINES_TOLD)
                .map("  BROKEN: %s%n"::formatted)
                .collect(Collectors.joining(
                        "",
                        schedule(scenario) + "\n",
                        "  %d in all; the services' log is %s".formatted(broken.size(), world.log())));
    }

    private static String schedule(Scenario scenario) {
        return "seed %d: %d rooms, %d viewers, %d readers%n%s"
                .formatted(
                        scenario.seed(),
                        scenario.rooms(),
                        scenario.viewers(),
                        scenario.readers(),
                        Step.schedule(scenario.steps()));
    }

    /// `7`, `1..200`, or several with commas.
    static long[] seeds(String text) {
        return Stream.of(text.split(",", -1))
                .flatMapToLong(part -> {
                    String[] ends = part.split("\\.\\.", 2);
                    long first = Long.parseLong(ends[0].strip());
                    return LongStream.rangeClosed(first, ends.length == 1 ? first : Long.parseLong(ends[1].strip()));
                })
                .toArray();
    }

    private static long since(long begun) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }
}
