package spate.faults.bugs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The curated bugs, from the class path.
final class Patches {

    private static final String FOLDER = "/spate/faults/bugs/";

    private Patches() {}

    static List<Patch> all() {
        return Stream.of(text("all.txt").split("\n", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> Patch.parse(name, text(name + ".patch")))
                .toList();
    }

    private static String text(String name) {
        try (InputStream in = Patches.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
