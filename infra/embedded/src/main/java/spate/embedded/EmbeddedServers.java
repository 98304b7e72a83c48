package spate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Kafka, MariaDB and Redis over one data folder, which one process at a time may use.
///
/// A folder that was left by a crash, of this process or of the servers, is taken over as it is.
public final class EmbeddedServers implements AutoCloseable {

    private final Path folder;
    private final KafkaServer kafka;
    private final MariaDbServer mariaDb;
    private final RedisServer redis;
    private @Nullable FileChannel lockFile;

    /// Chooses folder and ports; nothing runs before [#start(StartListener)].
    ///
    /// @param folder where everything stays; created when missing
    /// @param programs where native programs are unpacked to; may be shared by several data folders
    public EmbeddedServers(Path folder, Path programs, Port kafka, Port mariaDb, Port redis) {
        this.folder = folder.toAbsolutePath().normalize();
        this.kafka = new KafkaServer(this.folder.resolve("kafka"), kafka);
        this.mariaDb = new MariaDbServer(this.folder.resolve("mariadb"), programs, mariaDb);
        this.redis = new RedisServer(this.folder.resolve("redis"), programs, redis);
    }

    /// Starts all three at once and returns when all serve; when one fails, the others are ended.
    ///
    /// @throws EmbeddedServerException with a message for the person at the terminal
    public void start(StartListener listener) {
        lock();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> starts = new ArrayList<>();
            for (EmbeddedServer server : List.<EmbeddedServer>of(kafka, mariaDb, redis)) {
                starts.add(() -> start(server, listener));
            }
            for (Future<Void> start : threads.invokeAll(starts)) {
                start.get();
            }
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof EmbeddedServerException told) {
                throw told;
            }
            throw new EmbeddedServerException("A server could not be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new EmbeddedServerException("Interrupted while the servers start", e);
        }
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public MariaDbServer mariaDb() {
        return mariaDb;
    }

    public RedisServer redis() {
        return redis;
    }

    /// Ends Redis, then MariaDB, then Kafka, each in order, and frees the folder.
    @Override
    public void close() {
        RuntimeException failed = null;
        for (EmbeddedServer server : List.of(redis, mariaDb, kafka)) {
            try {
                server.close();
            } catch (RuntimeException e) {
                failed = failed == null ? e : failed;
            }
        }
        unlock();
        if (failed != null) {
            throw failed;
        }
    }

    private void unlock() {
        if (lockFile != null) {
            try {
                lockFile.close();
                lockFile = null;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot free the data folder " + folder, e);
            }
        }
    }

    private static @Nullable Void start(EmbeddedServer server, StartListener listener) {
        long begun = System.nanoTime();
        listener.starting(server.name());
        server.start();
        listener.serving(server.name(), server.address(), Duration.ofNanos(System.nanoTime() - begun));
        return null;
    }

    private void lock() {
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new EmbeddedServerException(
                        "The data folder %s is in use by another Spate. Stop it, or choose another folder."
                                .formatted(folder));
            }
            lockFile = file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data folder " + folder, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }
}
