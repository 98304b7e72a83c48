package spate.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoLinesTests {

    @TempDir
    Path folder;

    @Test
    void linesComeInOrderRoundAndRoundWithoutBlanks() throws IOException, DemoFailedException {
        var lines = DemoLines.read(file("하나\n\n  둘  \n"));

        assertThat(lines.next()).isEqualTo("하나");
        assertThat(lines.next()).isEqualTo("둘");
        assertThat(lines.next()).isEqualTo("하나");
    }

    @Test
    void longLinesAreCutBetweenCharacters() throws IOException, DemoFailedException {
        var lines = DemoLines.read(file("🎉".repeat(400)));

        assertThat(lines.next()).isEqualTo("🎉".repeat(300));
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        Path empty = file("\n\n");

        assertThatThrownBy(() -> DemoLines.read(empty)).isInstanceOf(DemoFailedException.class);
    }

    @Test
    void builtInLinesAreThere() throws DemoFailedException {
        assertThat(DemoLines.read(null).next()).isNotBlank();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("lines.txt"), content);
    }
}
