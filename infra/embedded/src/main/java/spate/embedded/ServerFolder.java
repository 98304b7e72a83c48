package spate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The folder of one server: its data, its log, and the number of the process that uses them.
///
/// A process that a crashed run left behind is known by that number and by its working directory, which is this
/// folder or one below it: a number that another program got since is left alone.
final class ServerFolder {

    private static final Duration ORDERLY_END_MAX = Duration.ofSeconds(30);

    private final Path path;

    ServerFolder(Path path) {
        try {
            this.path =
                    Files.createDirectories(path.toAbsolutePath().normalize()).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder " + path, e);
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    Path log() {
        return path.resolve("server.log");
    }

    void claimFor(Process process) {
        write("pid", process.pid() + "\n");
    }

    /// Ends the process of an earlier run that still holds this folder.
    void endLeftover() {
        leftover().ifPresent(ServerFolder::end);
    }

    Optional<ProcessHandle> leftover() {
        var file = path.resolve("pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(this::worksHere);
        } catch (IOException | NumberFormatException _) {
            // A number half written before a crash names nobody.
            return Optional.empty();
        }
    }

    void write(String name, String content) {
        try {
            Files.writeString(path.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path.resolve(name), e);
        }
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder " + path.resolve(name), e);
        }
    }

    /// The last lines of the server's log, to tell why it did not start.
    String logTail(int linesMax) {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - linesMax), lines.size()));
        } catch (IOException _) {
            return "";
        }
    }

    /// Ends a process in order, by force after 30 s, and returns when it is gone.
    static void end(ProcessHandle process) {
        // A paused process would not hear of its end.
        Signal.CONT.sendTo(process);
        process.destroy();
        if (!isGone(process, ORDERLY_END_MAX)) {
            process.destroyForcibly();
            if (!isGone(process, ORDERLY_END_MAX)) {
                throw new EmbeddedServerException("Process " + process.pid() + " does not end, not even when killed");
            }
        }
    }

    static boolean isGone(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new EmbeddedServerException("Lost sight of process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while process " + process.pid() + " ends", e);
        }
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(path);
        } catch (IOException _) {
            return false;
        }
    }
}
