package spate.bench.profile;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import spate.load.option.Options;

/// Records a running server with the JDK's flight recorder for a while, and shows the methods that took most
/// time and the places that allocated most.
public final class Profile {

    private static final String RECORDING = "spate-bench";

    private Profile() {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("pid", "", "process of the server")
                .know("seconds", "20", "how long to record")
                .know("file", "", "file for the recording [spate-PID.jfr]");
    }

    /// Records and shows.
    ///
    /// @return 0
    /// @throws IOException if the process is not a JVM of this user, or the JDK's tools are missing
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        var options = options().read(arguments);
        String process = options.text("pid");
        if (!process.matches("\\d+")) {
            throw new IllegalArgumentException("--pid must name a process");
        }
        String name = options.text("file").isEmpty() ? "spate-" + process + ".jfr" : options.text("file");
        String file = Path.of(name).toAbsolutePath().toString();
        tool(out, "jcmd", process, "JFR.start", "name=" + RECORDING, "settings=profile");
        LockSupport.parkNanos(options.number("seconds", 1) * 1_000_000_000L);
        tool(out, "jcmd", process, "JFR.stop", "name=" + RECORDING, "filename=" + file);
        for (String view : List.of("hot-methods", "allocation-by-site", "allocation-by-class", "gc-pauses")) {
            tool(out, "jfr", "view", "--width", "150", view, file);
        }
        return 0;
    }

    private static void tool(PrintStream out, String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        command.addAll(List.of(arguments));
        var running = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var lines = running.inputReader()) {
            lines.lines().forEach(out::println);
        }
        try {
            int code = running.waitFor();
            if (code != 0) {
                throw new IOException(program + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
