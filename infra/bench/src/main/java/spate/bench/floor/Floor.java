package spate.bench.floor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import spate.load.option.Options;

/// The floor: compiles the C program with the machine's `cc` and says how it is called.
public final class Floor {

    private static final double MICROS = 1e6;

    private Floor() {}

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("port", "0", "port on 127.0.0.1; 0 for any")
                .know("viewers", "2000", "viewers to wait for before the flood")
                .know("rate", "2000", "messages a second")
                .know("window-ms", "20", "milliseconds between two frames; each holds what the rate gives")
                .know("bytes", "230", "size of a message's event in JSON")
                .know("seconds", "14", "how long the flood lasts");
    }

    /// Serves until standard input ends or the process is ended.
    ///
    /// @return the C program's exit code
    public static int run(List<String> arguments) throws IOException {
        var options = options().read(arguments);
        var folder = Files.createTempDirectory("spate-floor");
        try {
            double events = options.number("rate", 1) * options.number("window-ms", 1) / 1000.0;
            var command = command(
                    compile(folder),
                    options.number("port", 0),
                    options.number("viewers", 1),
                    (int) Math.max(1, Math.round(events)),
                    options.number("bytes", 1),
                    options.number("rate", 1),
                    options.number("seconds", 1));
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            Files.deleteIfExists(folder.resolve("floor"));
            Files.deleteIfExists(folder.resolve("floor.c"));
            Files.deleteIfExists(folder);
        }
    }

    /// The arguments of one flood.
    ///
    /// @param events messages of each frame
    /// @param bytes size of each message's event
    /// @param rate messages a second, which with `events` says how often a frame is due
    public static List<String> command(
            Path program, int port, int viewers, int events, int bytes, int rate, int seconds) {
        long micros = Math.max(1, Math.round(events * MICROS / rate));
        return List.of(
                program.toString(),
                Integer.toString(port),
                Integer.toString(viewers),
                Integer.toString(events),
                Integer.toString(bytes),
                Long.toString(micros),
                Integer.toString(seconds));
    }

    /// Compiles the program into a folder.
    ///
    /// @throws IOException if there is no `cc`, or it fails
    public static Path compile(Path folder) throws IOException {
        var source = folder.resolve("floor.c");
        try (var in = Floor.class.getResourceAsStream("floor.c")) {
            if (in == null) {
                throw new IOException("floor.c is missing from this program");
            }
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        var program = folder.resolve("floor");
        try {
            int code = new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("cc ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return program;
    }
}
