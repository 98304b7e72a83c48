package spate.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The data folder of MariaDB: made by its own bootstrap, without help texts, test database or anonymous
/// accounts.
final class MariaDbStorage {

    private static final Duration BOOTSTRAP_MAX = Duration.ofSeconds(90);
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private final ServerFolder folder;
    private final Path base;

    MariaDbStorage(ServerFolder folder, Path base) {
        this.folder = folder;
        this.base = base;
    }

    /// The program with the options that bootstrap and server share.
    static List<String> program(Path base, ServerFolder folder) {
        return program(base, folder.resolve("data"));
    }

    void createWhenMissing() {
        Path data = folder.resolve("data");
        if (Files.exists(data)) {
            return;
        }
        Path fresh = folder.resolve("data-fresh");
        try {
            deleteAll(fresh);
            Files.createDirectory(fresh);
            bootstrap(fresh);
            // Only now does it get its name: a crash half-way leaves no half database.
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the data folder of MariaDB " + data, e);
        }
    }

    private void bootstrap(Path data) throws IOException {
        var command = new ArrayList<>(program(base, data));
        command.addAll(List.of(
                "--bootstrap",
                "--silent-startup",
                "--log-warnings=0",
                "--enforce-storage-engine=",
                "--max-allowed-packet=8M",
                "--net-buffer-length=16K"));
        Process process = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile())
                .start();
        IOException broken = null;
        try (OutputStream statements = process.getOutputStream()) {
            // The account that may do everything is root's, over the socket in the data folder only.
            statements.write("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket='root';\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (String script : SYSTEM_TABLES) {
                Files.copy(base.resolve("share").resolve(script), statements);
            }
        } catch (IOException e) {
            broken = e;
        }
        if (!ServerProcess.isOver(process, BOOTSTRAP_MAX)) {
            process.destroyForcibly();
            throw new EmbeddedServerException(
                    "MariaDB did not create its tables in " + BOOTSTRAP_MAX.toSeconds() + " s");
        }
        if (process.exitValue() != 0 || broken != null) {
            throw new ServerProcess("MariaDB", folder).failure("could not create its tables");
        }
    }

    private static List<String> program(Path base, Path data) {
        var command = new ArrayList<>(List.of(
                base.resolve("bin").resolve("mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--innodb-log-file-size=48M"));
        if (System.getProperty("user.name", "").equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
