package spate.rooms.words;

import java.util.Arrays;
import java.util.BitSet;
import spate.rooms.words.Jamo.Kind;

/// A text as letters: in the order in which they stand, each with the code points that it came from and with
/// what stands between it and the one before.
final class FoldedText implements Letters.Sink {

    private static final int KIND_SHIFT = 24;
    private static final int LETTER = (1 << KIND_SHIFT) - 1;

    private final int[] codePoints;
    private int size;
    private int[] codes;
    private int[] starts;
    private int[] ends;
    private boolean[] spaces;
    private int[] signs;
    private int at;
    private boolean isSpaceBefore;
    private int signsBefore;
    private boolean isFirstOfCodePoint;

    private FoldedText(int[] codePoints) {
        this.codePoints = codePoints;
        int expected = codePoints.length * 3 + 8;
        this.codes = new int[expected];
        this.starts = new int[expected];
        this.ends = new int[expected];
        this.spaces = new boolean[expected];
        this.signs = new int[expected];
    }

    static FoldedText of(String text) {
        var folded = new FoldedText(text.codePoints().toArray());
        folded.fold();
        return folded;
    }

    /// What a letter is as one number: patterns are looked up by it.
    static int code(int letter, Kind kind) {
        return (kind.number() << KIND_SHIFT) | letter;
    }

    private void fold() {
        for (at = 0; at < codePoints.length; at++) {
            int c = codePoints[at];
            int before = size;
            isFirstOfCodePoint = true;
            if (Letters.isInvisible(c)) {
                if (size > 0 && signsBefore == 0 && !isSpaceBefore) {
                    ends[size - 1] = at;
                }
                continue;
            }
            if (Letters.isSpace(c)) {
                isSpaceBefore = true;
                signsBefore++;
                continue;
            }
            if (isDrawnOut(c)) {
                ends[size - 1] = at;
                continue;
            }
            Letters.fold(c, this);
            if (size == before && Letters.isLeet(c, isRightBehindLetter(), next())) {
                letter(c, Kind.OTHER);
            }
            if (size == before) {
                signsBefore++;
            }
        }
    }

    /// A letter of different parts counts once, however often it is repeated: its parts would take turns.
    private boolean isDrawnOut(int codePoint) {
        return size > 0
                && signsBefore == 0
                && codePoints[ends[size - 1]] == codePoint
                && Jamo.isLoose(codePoint)
                && Jamo.isOfDifferentParts(codePoint);
    }

    private boolean isRightBehindLetter() {
        return size > 0 && signsBefore == 0;
    }

    private int next() {
        return at + 1 < codePoints.length ? codePoints[at + 1] : 0;
    }

    @Override
    public void letter(int letter, Kind kind) {
        if (size == codes.length) {
            grow();
        }
        codes[size] = code(letter, kind);
        starts[size] = at;
        ends[size] = at;
        spaces[size] = isFirstOfCodePoint && isSpaceBefore;
        signs[size] = isFirstOfCodePoint ? signsBefore : 0;
        size++;
        isFirstOfCodePoint = false;
        isSpaceBefore = false;
        signsBefore = 0;
    }

    private void grow() {
        int more = size * 2;
        codes = Arrays.copyOf(codes, more);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
        spaces = Arrays.copyOf(spaces, more);
        signs = Arrays.copyOf(signs, more);
    }

    int size() {
        return size;
    }

    int codeAt(int index) {
        return codes[index];
    }

    int letter(int index) {
        return codes[index] & LETTER;
    }

    Kind kind(int index) {
        return Kind.of(codes[index] >>> KIND_SHIFT);
    }

    boolean isHangul(int index) {
        return codes[index] >>> KIND_SHIFT != 0;
    }

    /// Whether white space stands before it.
    boolean isBehindSpace(int index) {
        return spaces[index];
    }

    /// How many code points that are no letters and can be seen stand before it.
    int signsBefore(int index) {
        return signs[index];
    }

    /// The first code point of a letter.
    int start(int index) {
        return starts[index];
    }

    /// The last code point of a letter, marks on it included.
    int end(int index) {
        return ends[index];
    }

    /// The text with `*` for some of its code points.
    String masked(BitSet hidden) {
        var masked = new StringBuilder(codePoints.length);
        for (int i = 0; i < codePoints.length; i++) {
            masked.appendCodePoint(hidden.get(i) ? '*' : codePoints[i]);
        }
        return masked.toString();
    }

    /// Marks every code point that is a letter.
    void allLetters(BitSet hidden) {
        for (int i = 0; i < size; i++) {
            hidden.set(starts[i], ends[i] + 1);
        }
    }

    /// How many code points it has.
    int length() {
        return codePoints.length;
    }
}
