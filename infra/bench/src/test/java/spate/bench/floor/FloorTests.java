package spate.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import spate.load.flood.Watch;

@Timeout(60)
class FloorTests {

    @TempDir
    Path folder;

    /// A machine without a C compiler has no floor, and needs none to build.
    static boolean hasNoCompiler() {
        return !Files.isExecutable(Path.of("/usr/bin/cc"));
    }

    @Test
    @DisabledIf("hasNoCompiler")
    void everyViewerReceivesEveryMessageInOneUnbrokenChain() throws IOException {
        var program = Floor.compile(folder);
        var floor = new ProcessBuilder(Floor.command(program, 0, 20, 10, 230, 500, 2)).start();
        try (var lines = floor.inputReader(StandardCharsets.US_ASCII)) {
            String port = lines.readLine().substring("ready ".length());
            var json = folder.resolve("watch.json");

            int code = Watch.run(
                    List.of(
                            "--url=http://127.0.0.1:" + port,
                            "--viewers=20",
                            "--warm=0",
                            "--seconds=1",
                            "--settle=1",
                            "--json=" + json),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

            assertThat(code).isZero();
            assertThat(lines.readLine()).isEqualTo("generated 1000 100 0");
            assertThat(Files.readString(json))
                    .contains("\"deliveries\":20000,\"lost\":0,\"doubled\":0,\"reordered\":0,\"orders\":1")
                    .contains("\"breaks\":0");
        } finally {
            floor.destroyForcibly();
        }
    }
}
