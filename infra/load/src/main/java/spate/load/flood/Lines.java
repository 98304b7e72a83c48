package spate.load.flood;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The texts to send: lines of a file, the first column of a CSV file, or made up. Each is short enough for the
/// marker to fit beside it.
final class Lines {

    private static final int CODE_POINTS_MAX = 400;

    private final List<String> texts;

    Lines(List<String> texts) {
        this.texts = texts;
    }

    /// Reads the file; made-up texts where no file is named.
    static Lines of(String file) throws IOException {
        if (file.isEmpty()) {
            return new Lines(List.of(
                    "what a play",
                    "안녕하세요 👋",
                    "did anyone see that coming, because I certainly did not",
                    "ㅋㅋㅋㅋㅋ",
                    "gg",
                    "the music is great today, thank you for the stream"));
        }
        boolean isCsv = file.endsWith(".csv");
        var texts = new ArrayList<String>();
        for (String line : Files.readAllLines(Path.of(file))) {
            String text = (isCsv ? firstColumn(line) : line).strip();
            if (!text.isEmpty()) {
                texts.add(shortened(text));
            }
        }
        if (isCsv && texts.size() > 1) {
            texts.removeFirst();
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("no lines in " + file);
        }
        return new Lines(texts);
    }

    /// The text of a sender's message: over all senders, each line once before any comes again.
    String text(int sender, int senders, int message) {
        return texts.get((int) (((long) message * senders + sender) % texts.size()));
    }

    static String firstColumn(String line) {
        if (!line.startsWith("\"")) {
            int comma = line.indexOf(',');
            return comma < 0 ? line : line.substring(0, comma);
        }
        var column = new StringBuilder();
        int i = 1;
        while (i < line.length()) {
            char c = line.charAt(i++);
            if (c == '"') {
                if (i >= line.length() || line.charAt(i) != '"') {
                    break;
                }
                i++;
            }
            column.append(c);
        }
        return column.toString();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= CODE_POINTS_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, CODE_POINTS_MAX));
    }
}
