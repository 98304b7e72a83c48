package spate.api.export;

import java.util.List;

/// Lines of CSV as in RFC 4180, every cell in quotes. A text that a spreadsheet would take for a formula begins with an
/// apostrophe, which makes it a text there. Plain decision.
final class CsvLine {

    /// What formulas begin with, in the wide forms of East Asian keyboards too. Some spreadsheets look for them behind
    /// white space.
    private static final String FORMULAS = "=+-@＝＋－＠";

    /// What some spreadsheets take for the end of a cell.
    private static final String BREAKS = "\t\r\n";

    private CsvLine() {}

    /// The line of these cells with its end.
    static String of(List<String> cells) {
        var line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.isEmpty() ? "\"" : ",\"");
            if (isRisky(cell)) {
                line.append('\'');
            }
            line.append(cell.replace("\"", "\"\"")).append('"');
        }
        return line.append("\r\n").toString();
    }

    private static boolean isRisky(String cell) {
        int seen = cell.codePoints().filter(c -> !isUnseen(c)).findFirst().orElse(' ');
        return FORMULAS.indexOf(seen) >= 0 || (!cell.isEmpty() && BREAKS.indexOf(cell.charAt(0)) >= 0);
    }

    private static boolean isUnseen(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.CONTROL;
    }
}
