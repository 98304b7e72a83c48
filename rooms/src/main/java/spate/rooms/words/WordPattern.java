package spate.rooms.words;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import spate.rooms.words.Jamo.Kind;

/// A pattern of a blocked word. Letters of upper and lower case, full width, with accents, Hangul joined or
/// apart are the same; white space and signs in a pattern do not count.
///
/// A pattern of Latin letters and digits is found as a whole word; `*` at its beginning or end says that the
/// word may go on there. Any other pattern is found anywhere, because particles and endings follow Korean
/// words without a space. A pattern of Hangul in no syllable, like `ㅅㅂ`, is found in such letters only.
///
/// @param letters what must follow each other, each a letter and where it may stand
/// @param isHangul whether all letters are Hangul
/// @param opensAnywhere whether it may begin within a word
/// @param endsAnywhere whether the word may go on behind it
record WordPattern(Letter[] letters, boolean isHangul, boolean opensAnywhere, boolean endsAnywhere) {

    /// Longest pattern in code points, `*` included.
    static final int LENGTH_MAX = 40;

    /// Where a letter of a pattern may stand.
    enum Place {
        ANYWHERE,
        /// In no syllable.
        LOOSE,
        /// At the end of a syllable or in none: `밥` does not end with the beginning of `보`.
        END
    }

    record Letter(int letter, Place place) {}

    /// The pattern in a text, or null where it has no letter, is too long, or has `*` elsewhere than at its
    /// ends.
    static @Nullable WordPattern parse(String text) {
        String pattern = text.strip();
        if (pattern.codePointCount(0, pattern.length()) > LENGTH_MAX) {
            return null;
        }
        boolean isOpen = pattern.startsWith("*");
        boolean isOpenEnded = pattern.length() > 1 && pattern.endsWith("*");
        String inner = pattern.substring(isOpen ? 1 : 0, pattern.length() - (isOpenEnded ? 1 : 0));
        FoldedText folded = FoldedText.of(inner);
        if (inner.indexOf('*') >= 0 || folded.size() == 0) {
            return null;
        }
        var letters = new Letter[folded.size()];
        boolean isHangul = true;
        boolean isOfWords = true;
        for (int i = 0; i < letters.length; i++) {
            letters[i] = new Letter(folded.letter(i), place(folded, i));
            isHangul &= folded.isHangul(i);
            isOfWords &= !folded.isHangul(i) && Letters.isOfWords(folded.letter(i));
        }
        return new WordPattern(letters, isHangul, isOpen || !isOfWords, isOpenEnded || !isOfWords);
    }

    private static Place place(FoldedText folded, int index) {
        boolean isLast = index == folded.size() - 1;
        return switch (folded.kind(index)) {
            case OTHER, INITIAL, VOWEL -> Place.ANYWHERE;
            case FINAL -> isLast ? Place.END : Place.ANYWHERE;
            case LOOSE -> {
                if (isInWrittenApart(folded, index)) {
                    boolean isConsonant = !Jamo.isVowel(folded.letter(index));
                    yield isLast && isConsonant ? Place.END : Place.ANYWHERE;
                }
                yield Place.LOOSE;
            }
        };
    }

    /// Whether a jamo by itself is part of a syllable that is written apart: a consonant beside a vowel, or a
    /// vowel behind a consonant.
    private static boolean isInWrittenApart(FoldedText folded, int index) {
        boolean isVowel = Jamo.isVowel(folded.letter(index));
        for (int before = index - 1; before >= 0 && folded.isHangul(before); before--) {
            if (Jamo.isVowel(folded.letter(before)) != isVowel) {
                return true;
            }
        }
        if (isVowel) {
            return false;
        }
        int after = index + 1;
        while (after < folded.size() && folded.letter(after) == folded.letter(index)) {
            after++;
        }
        return after < folded.size() && folded.kind(after) == Kind.LOOSE && Jamo.isVowel(folded.letter(after));
    }

    /// The codes of the letters in a text that a letter of a pattern is found in.
    static int[] codesOf(Letter letter) {
        int c = letter.letter();
        if (Jamo.isLoose(c)) {
            return switch (letter.place()) {
                case LOOSE -> new int[] {FoldedText.code(c, Kind.LOOSE)};
                case END -> new int[] {FoldedText.code(c, Kind.FINAL), FoldedText.code(c, Kind.LOOSE)};
                case ANYWHERE ->
                    Arrays.stream(new Kind[] {Kind.INITIAL, Kind.VOWEL, Kind.FINAL, Kind.LOOSE})
                            .mapToInt(kind -> FoldedText.code(c, kind))
                            .toArray();
            };
        }
        String leet = Letters.leetOf(c);
        var codes = new int[1 + leet.length()];
        codes[0] = FoldedText.code(c, Kind.OTHER);
        for (int i = 0; i < leet.length(); i++) {
            codes[i + 1] = FoldedText.code(leet.charAt(i), Kind.OTHER);
        }
        return codes;
    }
}
