package spate.bench.micro;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/// The micro-benchmarks; each class sets a short run of its own, which JMH's options override.
public final class Micro {

    private Micro() {}

    /// Runs those that the arguments name, all where they name none.
    ///
    /// @return 0
    /// @throws CommandLineOptionException if JMH does not know an option
    public static int run(List<String> arguments) throws RunnerException, CommandLineOptionException {
        var results = new Runner(new CommandLineOptions(arguments.toArray(String[]::new))).run();
        return results.isEmpty() ? 1 : 0;
    }
}
