package spate.rooms.words;

import org.jspecify.annotations.Nullable;

/// Takes Hangul apart into single consonants and vowels, all written as compatibility jamo (U+3131 to
/// U+3163). Tense consonants, clusters and diphthongs become their parts: `ㄲ` is `ㄱㄱ`, `ㄳ` is `ㄱㅅ`, `ㅘ` is
/// `ㅗㅏ`.
final class Jamo {

    /// The consonant that is silent at the beginning of a syllable.
    static final char SILENT = 'ㅇ';

    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final String VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
    private static final String FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
    private static final String COMPOUND = "ㄲㄸㅃㅆㅉㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ";
    private static final String[] PARTS = {
        "ㄱㄱ", "ㄷㄷ", "ㅂㅂ", "ㅅㅅ", "ㅈㅈ", "ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ", "ㅗㅏ", "ㅗㅐ",
        "ㅗㅣ", "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅡㅣ"
    };
    private static final int SYLLABLES = 0xAC00;
    private static final int SYLLABLES_END = SYLLABLES + 19 * 21 * 28;

    private Jamo() {}

    static boolean isSyllable(int codePoint) {
        return codePoint >= SYLLABLES && codePoint < SYLLABLES_END;
    }

    static boolean isLoose(int codePoint) {
        return codePoint >= 'ㄱ' && codePoint <= 'ㅣ';
    }

    static boolean isVowel(int letter) {
        return letter >= 'ㅏ' && letter <= 'ㅣ';
    }

    /// The parts of a syllable's beginning.
    static String initial(int syllable) {
        return parts(INITIALS.charAt((syllable - SYLLABLES) / (21 * 28)));
    }

    static String vowel(int syllable) {
        return parts(VOWELS.charAt((syllable - SYLLABLES) / 28 % 21));
    }

    /// The parts of a syllable's end; none where it is open.
    static String end(int syllable) {
        int index = (syllable - SYLLABLES) % 28;
        return index == 0 ? "" : parts(FINALS.charAt(index - 1));
    }

    /// The parts of a jamo that stands by itself.
    static String parts(int jamo) {
        int at = COMPOUND.indexOf(jamo);
        return at < 0 ? Character.toString(jamo) : PARTS[at];
    }

    /// Whether a jamo is a cluster or a diphthong, and no tense consonant.
    static boolean isOfDifferentParts(int jamo) {
        String parts = parts(jamo);
        return parts.length() > 1 && parts.charAt(0) != parts.charAt(1);
    }

    /// The parts of a jamo that is meant to be joined to a syllable, or null where it is none.
    static @Nullable Conjoining conjoining(int codePoint) {
        if (codePoint >= 0x1100 && codePoint <= 0x1112) {
            return new Conjoining(Kind.INITIAL, parts(INITIALS.charAt(codePoint - 0x1100)));
        }
        if (codePoint >= 0x1161 && codePoint <= 0x1175) {
            return new Conjoining(Kind.VOWEL, parts(VOWELS.charAt(codePoint - 0x1161)));
        }
        if (codePoint >= 0x11A8 && codePoint <= 0x11C2) {
            return new Conjoining(Kind.FINAL, parts(FINALS.charAt(codePoint - 0x11A8)));
        }
        return null;
    }

    /// Where in a syllable a letter stands.
    enum Kind {
        /// No Hangul.
        OTHER(0),
        INITIAL(1),
        VOWEL(2),
        FINAL(3),
        /// A jamo in no syllable.
        LOOSE(4);

        private static final Kind[] BY_NUMBER = {OTHER, INITIAL, VOWEL, FINAL, LOOSE};

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /// 0 for what is no Hangul, above 0 for what is.
        int number() {
            return number;
        }

        static Kind of(int number) {
            return BY_NUMBER[number];
        }
    }

    record Conjoining(Kind kind, String parts) {}
}
