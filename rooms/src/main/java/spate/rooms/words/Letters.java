package spate.rooms.words;

import java.text.Normalizer;
import java.util.Locale;
import spate.rooms.words.Jamo.Kind;

/// What single code points are, and what they stand for. One code point gives a bounded number of letters.
final class Letters {

    /// Some code points unfold to whole phrases: so many letters of them count.
    static final int OF_ONE_MAX = 6;

    /// Letters that look like Latin ones, and the ones that they look like.
    private static final String LOOKALIKES = "аеорсухіѕјԁһӏαοεινρτυκχ";
    private static final String LATIN = "aeopcyxisjdhlaoeivptukx";

    private Letters() {}

    /// Takes what a code point stands for.
    interface Sink {

        void letter(int letter, Kind kind);
    }

    /// Whether it shows nothing, so that it may stand anywhere in a word without being seen.
    static boolean isInvisible(int codePoint) {
        return switch (codePoint) {
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800 -> true;
            default ->
                switch (Character.getType(codePoint)) {
                    case Character.FORMAT,
                            Character.CONTROL,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.COMBINING_SPACING_MARK -> !Character.isWhitespace(codePoint);
                    default -> false;
                };
        };
    }

    static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /// Whether it can be a letter of a pattern.
    static boolean isLetter(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || isSymbol(codePoint);
    }

    /// Emoji and their like: letters only to those who have them in a pattern.
    static boolean isSymbol(int codePoint) {
        return Character.getType(codePoint) == Character.OTHER_SYMBOL;
    }

    /// Whether it is of a script that parts words by spaces, and no Hangul.
    static boolean isOfWords(int letter) {
        if (letter < 0x250) {
            return true;
        }
        return switch (Character.UnicodeScript.of(letter)) {
            case LATIN, CYRILLIC, GREEK -> true;
            default -> Character.isDigit(letter);
        };
    }

    /// What a code point stands for; nothing where it is no letter.
    static void fold(int codePoint, Sink sink) {
        if (codePoint < 0x80) {
            if (Character.isLetterOrDigit(codePoint)) {
                sink.letter(Character.toLowerCase(codePoint), Kind.OTHER);
            }
        } else if (Jamo.isSyllable(codePoint)) {
            syllable(codePoint, sink);
        } else if (Jamo.isLoose(codePoint)) {
            all(Jamo.parts(codePoint), Kind.LOOSE, sink);
        } else {
            Jamo.Conjoining jamo = Jamo.conjoining(codePoint);
            if (jamo != null) {
                all(jamo.parts(), jamo.kind(), sink);
            } else if (isLetter(codePoint)) {
                unfold(codePoint, sink);
            }
        }
    }

    private static void syllable(int codePoint, Sink sink) {
        all(Jamo.initial(codePoint), Kind.INITIAL, sink);
        all(Jamo.vowel(codePoint), Kind.VOWEL, sink);
        all(Jamo.end(codePoint), Kind.FINAL, sink);
    }

    private static void all(String letters, Kind kind, Sink sink) {
        for (int i = 0; i < letters.length(); i++) {
            sink.letter(letters.charAt(i), kind);
        }
    }

    /// Full width, half width, circled, mathematical, accented, of another case.
    private static void unfold(int codePoint, Sink sink) {
        String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT);
        int given = 0;
        for (int i = 0; i < plain.length() && given < OF_ONE_MAX; ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            Jamo.Conjoining jamo = Jamo.conjoining(c);
            if (jamo != null) {
                // Half-width and circled jamo come apart to those that join, although they do not.
                boolean isJoined = plain.length() > 1;
                all(jamo.parts(), isJoined ? jamo.kind() : Kind.LOOSE, sink);
                given++;
            } else if (isLetter(c)) {
                sink.letter(lookalike(c), Kind.OTHER);
                given++;
            }
        }
    }

    private static int lookalike(int letter) {
        int at = LOOKALIKES.indexOf(letter);
        return at < 0 ? letter : LATIN.charAt(at);
    }

    /// The signs that may be written for a Latin letter.
    static String leetOf(int letter) {
        return switch (letter) {
            case 'a' -> "4@";
            case 'b' -> "8";
            case 'e' -> "3";
            case 'g' -> "9";
            case 'i', 'l' -> "1!|";
            case 'o' -> "0";
            case 's' -> "5$";
            case 't' -> "7";
            default -> "";
        };
    }

    /// Whether a sign that is no letter is meant as one here.
    ///
    /// @param isAfterLetter whether what stands right before it counts as a letter
    /// @param after the code point behind it, or 0
    static boolean isLeet(int sign, boolean isAfterLetter, int after) {
        return switch (sign) {
            case '@', '$' -> isAfterLetter || Character.isLetterOrDigit(after);
            case '|' -> isAfterLetter;
            case '!' -> isAfterLetter && Character.isLetter(after);
            default -> false;
        };
    }
}
