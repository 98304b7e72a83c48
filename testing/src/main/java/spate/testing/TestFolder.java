package spate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The folders that the servers of tests use.
final class TestFolder {

    private TestFolder() {}

    /// A new folder for data.
    static Path create() {
        try {
            return Files.createTempDirectory("spate-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where native programs are unpacked to, once for all test runs of this account.
    static Path programs() {
        String named = System.getProperty("spate.test.programs", "");
        return named.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".cache", "spate", "programs")
                : Path.of(named);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
