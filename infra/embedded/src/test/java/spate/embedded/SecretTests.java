package spate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTests {

    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("below").resolve("password");

        String first = Secret.in(file);

        assertThat(first).matches("[A-Za-z0-9_-]{32}");
        assertThat(Secret.in(file)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void differsFromFolderToFolder() {
        assertThat(Secret.in(folder.resolve("a"))).isNotEqualTo(Secret.in(folder.resolve("b")));
    }
}
