package spate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The child process of one server.
///
/// It runs in a session of its own, so that Ctrl-C at the terminal reaches this process only, which then ends its
/// servers in its own order.
final class ServerProcess {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILLED_MAX = Duration.ofSeconds(30);
    private static final int LOG_LINES_TOLD = 15;

    private final String name;
    private final ServerFolder folder;
    private volatile @Nullable Process process;
    /// Held, because the end of its input is what it waits for.
    private volatile @Nullable Process watcher;

    ServerProcess(String name, ServerFolder folder) {
        this.name = name;
        this.folder = folder;
    }

    /// Starts the program in the server's folder.
    ///
    /// @param watched whether a watcher has to end it when this process dies; not needed where the program itself
    ///     ends at the end of its input
    Process launch(List<String> command, boolean watched) {
        if (isRunning()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            var log = ProcessBuilder.Redirect.to(folder.log().toFile());
            var builder = new ProcessBuilder(inOwnSession(command))
                    .directory(folder.path().toFile())
                    .redirectErrorStream(true);
            if (watched) {
                builder.redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(log);
            } else {
                builder.redirectError(log).redirectErrorStream(false);
            }
            Process started = builder.start();
            process = started;
            folder.claimFor(started);
            if (watched) {
                watch(started);
            }
            return started;
        } catch (IOException e) {
            throw new EmbeddedServerException(name + " could not be started: " + e.getMessage(), e);
        }
    }

    /// Waits until the server serves, or tells from its log why it does not.
    void awaitServing(BooleanSupplier serves, Duration patience) {
        Process running = require();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!serves.getAsBoolean()) {
            if (hasEnded(running)) {
                throw failure("ended while starting (exit " + running.exitValue() + ")");
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw failure("did not serve within " + patience.toSeconds() + " s");
            }
        }
    }

    /// Waits for the end of a process of ours. Unlike its handle, which may be gone a moment earlier, the process then
    /// knows its exit value.
    static boolean isOver(Process process, Duration patience) {
        try {
            return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    EmbeddedServerException failure(String what) {
        String tail = folder.logTail(LOG_LINES_TOLD);
        return new EmbeddedServerException("%s %s. Its log is %s%s".formatted(name, what, folder.log(), told(tail)));
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    void stop() {
        if (process != null && process.isAlive()) {
            ServerFolder.end(process.toHandle());
        }
        dismissWatcher();
        process = null;
    }

    void kill() {
        Process running = require();
        running.destroyForcibly();
        if (!isOver(running, KILLED_MAX)) {
            throw new EmbeddedServerException(name + " does not end, not even when killed");
        }
        dismissWatcher();
    }

    void pause() {
        Signal.STOP.sendTo(require().toHandle());
    }

    void resume() {
        Signal.CONT.sendTo(require().toHandle());
    }

    private void dismissWatcher() {
        if (watcher != null) {
            watcher.destroyForcibly();
            watcher = null;
        }
    }

    private Process require() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    private static boolean hasEnded(Process running) {
        try {
            return running.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while a server starts", e);
        }
    }

    private static String told(String tail) {
        if (tail.isBlank()) {
            return "";
        }
        String hint = tail.contains("error while loading shared libraries")
                ? "\nA library of the system is missing; install it (on Debian: apt-get install libssl3 libstdc++6 libsystemd0 libcrypt1)."
                : "";
        return " and ends with:\n" + tail.indent(2).stripTrailing() + hint;
    }

    /// Starts a shell that waits on a pipe only this process holds: when this process dies, however it dies,
    /// the pipe ends and the shell ends the server.
    private void watch(Process server) throws IOException {
        var script =
                "read -r _; case \"$(readlink \"/proc/$1/cwd\")\" in \"$2\"*) kill -CONT \"$1\"; kill -TERM \"$1\";; esac";
        Process started = new ProcessBuilder(inOwnSession(List.of(
                        "sh",
                        "-c",
                        script,
                        "sh",
                        Long.toString(server.pid()),
                        folder.path().toString())))
                .directory(folder.path().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        watcher = started;
    }

    private static List<String> inOwnSession(List<String> command) {
        for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
            if (Files.isExecutable(Path.of(setsid))) {
                var whole = new ArrayList<String>();
                whole.add(setsid);
                whole.addAll(command);
                return whole;
            }
        }
        return command;
    }
}
