package spate.protocol;

/// Texts of bounded length whose characters are all of one set of ASCII, as a regular expression `[set]{least,most}`
/// has them. Every reader of the log checks the ids and headers of every record: by expressions that was a quarter of
/// what routing a record took. Immutable.
public final class AsciiForm {

    private final boolean[] set = new boolean[128];
    private final int least;
    private final int most;

    /// @param least fewest characters
    /// @param most most characters
    /// @param ranges each one character, or the first and the last of some: `az` for the small letters
    public AsciiForm(int least, int most, String... ranges) {
        this.least = least;
        this.most = most;
        for (String range : ranges) {
            for (char c = range.charAt(0); c <= range.charAt(range.length() - 1); c++) {
                set[c] = true;
            }
        }
    }

    /// Whether a text is of this form.
    public boolean matches(String text) {
        return matches(text, 0);
    }

    /// Whether what follows the first `from` characters of a text is of this form.
    public boolean matches(String text, int from) {
        int length = text.length() - from;
        if (length < least || length > most) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= set.length || !set[c]) {
                return false;
            }
        }
        return true;
    }
}
