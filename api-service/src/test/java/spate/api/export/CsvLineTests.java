package spate.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTests {

    private static final String ALPHABET = "ab,\"\r\n 안👋;=+-@\t'";

    /// Whatever the cells hold, a reader of RFC 4180 gets them back, but for the apostrophe before formulas.
    @RepeatedTest(50)
    void everyCellComesBack() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int[] alphabet = ALPHABET.codePoints().toArray();
        List<String> cells = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            var cell = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                cell.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
            }
            cells.add(cell.toString());
        }
        List<String> read = read(CsvLine.of(cells));
        assertThat(read).as("seed %d", seed).hasSameSizeAs(cells);
        for (int i = 0; i < cells.size(); i++) {
            assertThat(read.get(i)).as("seed %d", seed).isIn(cells.get(i), "'" + cells.get(i));
            assertThat(read.get(i).stripLeading()).as("seed %d", seed).doesNotStartWith("=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1",
                "  =cmd|' /C calc'!A0",
                "\u00a0=1",
                "\u3000@x"
            })
    void whatASpreadsheetWouldComputeIsText(String text) {
        assertThat(CsvLine.of(List.of(text))).startsWith("\"'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "안녕", "1", "'=1", ":-)"})
    void theRestIsAsItIs(String text) {
        assertThat(CsvLine.of(List.of(text))).isEqualTo("\"" + text + "\"\r\n");
    }

    /// A reader of one line whose cells are all quoted.
    private static List<String> read(String line) {
        assertThat(line).startsWith("\"").endsWith("\"\r\n");
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        int at = 1;
        while (at < line.length() - 2) {
            if (line.charAt(at) != '"') {
                cell.append(line.charAt(at++));
            } else if (line.charAt(at + 1) == '"') {
                cell.append('"');
                at += 2;
            } else {
                cells.add(cell.toString());
                cell.setLength(0);
                assertThat(line.substring(at + 1)).matches("(?s),\".*|\r\n");
                at += 3;
            }
        }
        return cells;
    }
}
