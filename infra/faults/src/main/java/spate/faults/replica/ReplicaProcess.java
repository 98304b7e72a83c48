package spate.faults.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import spate.embedded.Port;

/// One replica of a service in a process of its own, to be drained, killed, paused and started again on the same
/// port. It ends with this process. Not for use by several threads at once, apart from [#isReady()].
public final class ReplicaProcess implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();
    private static final Duration END_MAX = Duration.ofMinutes(1);

    private final Service service;
    private final Map<String, String> settings;
    private final List<String> options;
    private final Path log;
    private final int port;
    private Process process;

    private ReplicaProcess(Service service, Map<String, String> settings, List<String> options, Path log, int port) {
        this.service = service;
        this.settings = settings;
        this.options = options;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /// Starts a replica on a free port; it is not ready when this returns.
    ///
    /// @param settings properties over the service's own
    /// @param options of its JVM, over those that all replicas have
    /// @param log file that its standard output goes to
    public static ReplicaProcess start(Service service, Map<String, String> settings, List<String> options, Path log) {
        return new ReplicaProcess(service, settings, options, log, Port.anyFree());
    }

    /// Starts it again after [#kill()] or [#end()].
    public void start() {
        if (process.isAlive()) {
            throw new IllegalStateException(service + " runs already");
        }
        process = launch();
    }

    /// Where it listens.
    public int port() {
        return port;
    }

    /// The service that it is a replica of.
    public Service service() {
        return service;
    }

    /// Its process.
    public long pid() {
        return process.pid();
    }

    /// Whether it says now that it takes viewers; asks it, for at most half a second.
    public boolean isReady() {
        return process.isAlive() && answersOk("readiness");
    }

    /// Whether it says now that it works.
    public boolean isLive() {
        return process.isAlive() && answersOk("liveness");
    }

    /// Waits until it is ready.
    ///
    /// @throws IllegalStateException when it ends or takes longer
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("%s is not ready; its log is %s".formatted(service, log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /// SIGTERM, and waits for its end. [Process#destroy()] would close its standard input as well, and with that end
    /// it at once.
    ///
    /// @throws IllegalStateException when it does not end
    public void end() {
        signal("TERM");
        awaitEnd();
    }

    /// SIGKILL, and waits for its end.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGSTOP: its sockets stay open and silent.
    public void pause() {
        signal("STOP");
    }

    /// SIGCONT.
    public void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            signal("CONT");
            process.destroyForcibly();
            awaitEnd();
        }
    }

    private boolean answersOk(String probe) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/" + probe))
                .timeout(Duration.ofMillis(500))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("%s does not end; its log is %s".formatted(service, log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process launch() {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=" + System.getProperty("spate.replica.tier", "4"),
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ReplicaMain.class.getName(),
                service.name(),
                "--server.port=" + port));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(service + " cannot be started", e);
        }
    }
}
