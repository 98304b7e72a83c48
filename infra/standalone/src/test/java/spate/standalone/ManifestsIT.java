package spate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is started with `java -jar` says in its manifest that it reaches for native code.
class ManifestsIT {

    private static final Path MODULES = Path.of("../..");

    @ParameterizedTest
    @ValueSource(strings = {"api-service", "chat-service", "stream-service", "infra/standalone"})
    void jarsMayReachForNativeCode(String module) throws IOException {
        assertThat(jars(module)).isNotEmpty().allSatisfy(jar -> {
            try (var file = new JarFile(jar.toFile())) {
                assertThat(file.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
                        .isEqualTo("ALL-UNNAMED");
            }
        });
    }

    private static List<Path> jars(String module) throws IOException {
        try (var files = Files.list(MODULES.resolve(module).resolve("target"))) {
            return files.filter(ManifestsIT::isJar).toList();
        }
    }

    private static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("spate-") && name.endsWith(".jar") && !name.contains("sources");
    }
}
