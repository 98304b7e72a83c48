package spate.faults.world;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A folder that is a small file system in memory, so that it can be full. Only root may make one.
public final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 64 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// Whether this account may make one; asks the system for the account's number.
    public static boolean isPossible() {
        try {
            Path self = Path.of("/proc/self");
            return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    /// Puts one over a folder, which is made where it is missing.
    ///
    /// @throws IllegalStateException where it cannot be mounted
    public static SmallDisk over(Path folder, int mebibytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "spate-small-disk", folder.toString()));
        return new SmallDisk(folder);
    }

    /// Writes until nothing more fits.
    public void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException _) {
            // Full, which is what was wanted.
        }
    }

    /// Takes away what [#fill()] wrote.
    public void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /// Takes the file system away with everything in it; once nothing runs on it.
    @Override
    public void close() {
        run(List.of("umount", "-l", folder.toString()));
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
