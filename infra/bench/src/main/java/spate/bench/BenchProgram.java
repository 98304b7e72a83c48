package spate.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import spate.bench.baseline.Baseline;
import spate.bench.compare.Compare;
import spate.bench.floor.Floor;
import spate.bench.micro.Micro;
import spate.bench.profile.Profile;
import spate.rooms.room.FrameBenchmark;

/// Entry of the program: the first argument is the command, the others its options.
public final class BenchProgram {

    private static final int USAGE = 2;

    private BenchProgram() {}

    /// Runs the command and exits with 0, with 1 where it failed, or with 2 for wrong usage.
    public static void main(String[] arguments) throws IOException, RunnerException, InterruptedException {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) throws IOException, RunnerException, InterruptedException {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        var rest = arguments.stream().skip(1).toList();
        try {
            return switch (command) {
                case "floor" -> Floor.run(rest);
                case "sink" -> Baseline.sink(rest);
                case "consumers" -> Baseline.consumers(rest);
                case "compare" -> Compare.run(rest, System.out);
                case "jmh" -> Micro.run(rest);
                case "frames" -> FrameBenchmark.run(rest, System.out);
                case "profile" -> Profile.run(rest, System.out);
                default -> usage();
            };
        } catch (IllegalArgumentException | CommandLineOptionException e) {
            System.err.println(e.getMessage());
            return USAGE;
        }
    }

    private static int usage() {
        System.err.println("usage: java -jar spate-bench.jar COMMAND [--option=value…]");
        help(
                "compare: Spate and the baselines in turn, with the same viewers",
                Compare.options().help());
        help(
                "frames: a frame to a session, from buffers and from files in memory",
                FrameBenchmark.options().help());
        help("floor: the C program that writes the same bytes", Floor.options().help());
        help("sink: a room as people usually write it", Baseline.options().help());
        help("consumers: a Kafka consumer for each session", Baseline.options().help());
        help(
                "profile: hot methods and allocations of a running server",
                Profile.options().help());
        System.err.println("\njmh: micro-benchmarks; takes a regular expression and the options of JMH");
        return USAGE;
    }

    private static void help(String title, String options) {
        System.err.println("\n" + title + "\n" + options);
    }
}
