package spate.standalone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What simulated viewers say: the lines of a text file in their order, round and round. At most 100,000 lines
/// of at most 300 characters are used.
final class DemoLines {

    private static final int LINES_MAX = 100_000;
    private static final int CHARACTERS_MAX = 300;

    private final List<String> lines;
    private final AtomicInteger next = new AtomicInteger();

    private DemoLines(List<String> lines) {
        this.lines = lines;
    }

    static DemoLines read(@Nullable Path file) throws DemoFailedException {
        try (BufferedReader reader = file == null ? builtIn() : Files.newBufferedReader(file)) {
            List<String> lines = reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(DemoLines::shorten)
                    .limit(LINES_MAX)
                    .toList();
            if (lines.isEmpty()) {
                throw new DemoFailedException("there is no line in " + file);
            }
            return new DemoLines(lines);
        } catch (IOException | UncheckedIOException e) {
            throw new DemoFailedException("cannot read " + file + ": " + e, e);
        }
    }

    String next() {
        return lines.get(Math.floorMod(next.getAndIncrement(), lines.size()));
    }

    private static BufferedReader builtIn() {
        InputStream bytes = Objects.requireNonNull(
                DemoLines.class.getResourceAsStream("/spate/standalone/demo-lines.txt"), "demo-lines.txt");
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    private static String shorten(String line) {
        int characters = line.codePointCount(0, line.length());
        return characters <= CHARACTERS_MAX ? line : line.substring(0, line.offsetByCodePoints(0, CHARACTERS_MAX));
    }
}
