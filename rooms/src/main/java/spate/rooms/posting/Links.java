package spate.rooms.posting;

import java.util.Locale;

/// Finds links in texts, by one pass over them. Plain decision.
final class Links {

    private static final String[] BEGINNINGS = {"http://", "https://", "www."};
    private static final int ENDING_MIN = 2;

    private Links() {}

    /// Whether a text has an address, or a name of a host followed by a path. A dot between words is none.
    static boolean isIn(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        for (String beginning : BEGINNINGS) {
            if (plain.contains(beginning)) {
                return true;
            }
        }
        for (int slash = plain.indexOf('/'); slash >= 0; slash = plain.indexOf('/', slash + 1)) {
            if (isHostBefore(plain, slash)) {
                return true;
            }
        }
        return false;
    }

    /// Whether letters, a dot and at least two letters stand right before.
    private static boolean isHostBefore(String text, int end) {
        int at = end;
        while (at > 0 && isAsciiLetter(text.charAt(at - 1))) {
            at--;
        }
        return end - at >= ENDING_MIN
                && at > 1
                && text.charAt(at - 1) == '.'
                && Character.isLetterOrDigit(text.charAt(at - 2));
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
