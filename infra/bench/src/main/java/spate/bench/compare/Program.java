package spate.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A child process whose standard output is followed and kept in a file. It is told to end by the end of its
/// input and by a signal; killed where it does not listen.
final class Program implements AutoCloseable {

    private static final long END_SECONDS_MAX = 40;

    private final Process process;
    private final Path output;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<String> generated = new CompletableFuture<>();

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts it.
    ///
    /// @param ready what a line begins with that says that it serves
    /// @param output file that its lines are added to
    static Program start(List<String> command, String ready, Path output) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        endWithThis(process);
        var program = new Program(process, output);
        Thread.ofVirtual().start(() -> program.follow(Pattern.compile(Pattern.quote(ready) + "\\D*(.*)")));
        return program;
    }

    /// Runs a program to its end.
    ///
    /// @return its exit code
    static int run(List<String> command, Path output, long secondsMax) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        endWithThis(process);
        try {
            if (process.waitFor(secondsMax, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException(command.getFirst() + " does not end; see " + output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Whoever interrupts this program wants nothing of it to go on.
    private static void endWithThis(Process process) {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    long pid() {
        return process.pid();
    }

    /// Its children and theirs, by process id, with the name of each.
    Map<String, String> children() {
        var children = new TreeMap<String, String>();
        process.descendants().forEach(child -> {
            String line =
                    child.info().commandLine().orElse(child.info().command().orElse("?"));
            String name = line.contains("Kafka") || line.contains("kafka")
                    ? "kafka"
                    : line.contains("mariadb") || line.contains("mysqld")
                            ? "mariadb"
                            : line.contains("redis") ? "redis" : "other";
            children.put(Long.toString(child.pid()), name);
        });
        return children;
    }

    /// What followed its word of readiness.
    String awaitReady(long seconds) throws IOException {
        return await(ready, seconds);
    }

    /// What it said of its flood, number by number.
    long[] awaitGenerated(long seconds) throws IOException {
        return Pattern.compile(" ")
                .splitAsStream(await(generated, seconds))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private String await(CompletableFuture<String> word, long seconds) throws IOException {
        try {
            return word.get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a program does not say what it should; see " + output, e);
        }
    }

    private void follow(Pattern serves) {
        try (var lines = process.inputReader(StandardCharsets.UTF_8);
                var file = Files.newBufferedWriter(output, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line);
                file.newLine();
                file.flush();
                var match = serves.matcher(line);
                if (match.lookingAt()) {
                    ready.complete(match.group(1));
                } else if (line.startsWith("generated ")) {
                    generated.complete(line.substring("generated ".length()));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        } finally {
            var ended = new IOException("the program has ended");
            ready.completeExceptionally(ended);
            generated.completeExceptionally(ended);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(2, TimeUnit.SECONDS)) {
                return;
            }
            process.destroy();
            process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
