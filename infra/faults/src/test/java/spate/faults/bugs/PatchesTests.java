package spate.faults.bugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatchesTests {

    private static final Path TREE = Path.of("..", "..");

    @ParameterizedTest
    @MethodSource
    void everyBugFitsIntoItsSource(Patch patch) throws IOException {
        String source = Files.readString(TREE.resolve(patch.file()));
        assertThat(patch.applyTo(source)).isNotEqualTo(source);
        assertThat(patch.what()).isNotEmpty();
    }

    static List<Patch> everyBugFitsIntoItsSource() {
        return Patches.all();
    }

    @Test
    void aHunkMustFitInOnePlaceOnly() {
        Patch patch = Patch.parse("twice", "What.\n--- a/F\n+++ b/F\n@@\n-a\n+b\n");
        assertThat(patch.applyTo("x\na\n")).isEqualTo("x\nb\n");
        assertThatThrownBy(() -> patch.applyTo("a\na\n")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> patch.applyTo("x\n")).isInstanceOf(IllegalStateException.class);
    }
}
