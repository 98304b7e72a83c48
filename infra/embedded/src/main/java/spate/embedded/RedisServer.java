package spate.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Redis 6.2. Its data are a cache: they are neither logged nor saved, and a full memory (256 MiB) evicts what
/// is used least and has a time to live.
public final class RedisServer implements EmbeddedServer {

    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final int PING_TIMEOUT_MILLIS = 1_000;

    private final ServerFolder folder;
    private final Programs programs;
    private final Port port;
    private final ServerProcess process;
    private int chosenPort;

    /// Chooses folder and port; nothing runs before [#start()].
    ///
    /// @param folder where its log stays; created when missing
    /// @param programs where its program is unpacked to
    public RedisServer(Path folder, Path programs, Port port) {
        this.folder = new ServerFolder(folder);
        this.programs = new Programs(programs);
        this.port = port;
        this.process = new ServerProcess(name(), this.folder);
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + chosenPort;
    }

    /// `redis://host:port`.
    public String url() {
        return "redis://" + address();
    }

    @Override
    public void start() {
        Path program = programs.unpackFile("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2");
        folder.endLeftover();
        chosenPort = chosenPort == 0
                ? port.claim(name())
                : Port.fixed(chosenPort, port.remedy()).claim(name());
        var _ = process.launch(command(program), true);
        process.awaitServing(this::answersPing, START_MAX);
    }

    @Override
    public boolean isRunning() {
        return process.isRunning();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.stop();
    }

    private List<String> command(Path program) {
        var settings = Map.ofEntries(
                Map.entry("--port", Integer.toString(chosenPort)),
                Map.entry("--bind", "127.0.0.1"),
                Map.entry("--appendonly", "no"),
                Map.entry("--save", ""),
                Map.entry("--maxmemory", "256mb"),
                Map.entry("--maxmemory-policy", "volatile-lru"),
                Map.entry("--tcp-backlog", "128"),
                Map.entry("--dir", folder.path().toString()));
        var command = new ArrayList<String>();
        command.add(program.toString());
        settings.forEach((key, value) -> {
            command.add(key);
            command.add(value);
        });
        return command;
    }

    private boolean answersPing() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), chosenPort), PING_TIMEOUT_MILLIS);
            socket.setSoTimeout(PING_TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException _) {
            return false;
        }
    }
}
