package spate.api.web;

/// What can be said about a text without knowing its meaning.
public final class Text {

    private Text() {}

    /// Whether every surrogate has its other half: half of one has no UTF-8.
    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /// Whether there are control characters other than line ends and tabs.
    static boolean hasControls(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.getType(c) == Character.CONTROL && c != '\n' && c != '\r' && c != '\t');
    }

    /// Whether anything of it can be seen.
    static boolean isVisible(String text) {
        return !text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.CONTROL);
    }
}
