package spate.rooms.words;

import spate.rooms.words.Jamo.Kind;

/// How the letters of a text follow each other for patterns of one kind: which letters count, and what may go
/// on from one to the next.
///
/// What was begun goes on in two ways, and each letter says which of them it ends:
///
/// - in patterns of Hangul, *near* is what began within a word and *far* what began at a word's beginning.
///   White space ends the first, so `바 보` is found and `다시 발표` holds no `시발`. Letters and digits between
///   Hangul (`시1발`) are passed over, two at most.
/// - in other patterns, *near* is what stands in one word and *far* what is spread as single letters. White
///   space ends the first, whatever is written together the second, so `b a d` is found and `it's hit` holds
///   nothing.
///
/// More than eight signs in a row end both.
final class Walk {

    static final int SIGNS_MAX = 8;
    static final int NOISE_MAX = 2;

    static final int END_NEAR = 1;
    static final int END_FAR = 1 << 1;
    /// Patterns that open anywhere begin here.
    static final int BEGIN_ANY = 1 << 2;
    /// Patterns of whole words begin here too.
    static final int BEGIN_WORD = 1 << 3;
    static final int BEGIN_FAR = 1 << 4;
    /// What was begun may go on as if this letter were not there.
    static final int SKIP = 1 << 5;
    /// The word ends here.
    static final int IS_WORD_END = 1 << 6;
    /// What is spread may end here.
    static final int IS_FAR_END = 1 << 7;

    private final FoldedText text;
    private final int[] steps;
    private final int[] flags;
    private int size;
    private boolean isSpace;
    private int signs;
    private int noise;

    private Walk(FoldedText text) {
        this.text = text;
        this.steps = new int[text.size()];
        this.flags = new int[text.size()];
    }

    static Walk ofHangul(FoldedText text) {
        var walk = new Walk(text);
        for (int i = 0; i < text.size(); i++) {
            walk.pass(i);
            if (text.isHangul(i)) {
                walk.add(i, walk.hangul(i));
            } else if (Letters.isSymbol(text.letter(i))) {
                walk.signs++;
            } else {
                walk.noise++;
            }
        }
        return walk;
    }

    static Walk ofAll(FoldedText text, PatternBits patterns) {
        var walk = new Walk(text);
        for (int i = 0; i < text.size(); i++) {
            walk.pass(i);
            if (Letters.isSymbol(text.letter(i)) && !patterns.knows(text.codeAt(i))) {
                walk.signs++;
            } else {
                walk.add(i, walk.other(i));
            }
        }
        walk.markEnds();
        return walk;
    }

    private void pass(int index) {
        isSpace |= text.isBehindSpace(index);
        signs += text.signsBefore(index);
    }

    private void add(int index, int how) {
        steps[size] = index;
        flags[size] = how;
        size++;
        isSpace = false;
        signs = 0;
        noise = 0;
    }

    private int hangul(int index) {
        int how = IS_FAR_END | IS_WORD_END;
        boolean isAdjacent = !isSpace && signs == 0 && noise == 0;
        boolean isTooFar = signs > SIGNS_MAX || noise > NOISE_MAX || (noise > 0 && isSpace);
        if (isTooFar) {
            how |= END_NEAR | END_FAR;
        } else if (isSpace) {
            how |= END_NEAR;
        }
        Kind kind = text.kind(index);
        if (kind != Kind.FINAL) {
            boolean isWordStart =
                    size == 0 || !isAdjacent || (kind == Kind.INITIAL && text.kind(steps[size - 1]) == Kind.LOOSE);
            how |= isWordStart ? BEGIN_FAR : BEGIN_ANY;
        }
        return isAdjacent && isSilent(index, kind) ? how | SKIP : how;
    }

    /// `ㅇ` between a consonant or vowel and the same vowel is written, but not said: `바아보`, `십알`.
    private boolean isSilent(int index, Kind kind) {
        if (kind != Kind.INITIAL || text.letter(index) != Jamo.SILENT || size == 0) {
            return false;
        }
        int before = steps[size - 1];
        boolean isDrawnOut = index + 1 < text.size() && text.letter(index + 1) == text.letter(before);
        return text.kind(before) == Kind.FINAL || isDrawnOut;
    }

    private int other(int index) {
        boolean isAdjacent = !isSpace && signs == 0;
        int how = BEGIN_ANY;
        if (signs > SIGNS_MAX) {
            how |= END_NEAR | END_FAR;
        } else if (isSpace) {
            how |= END_NEAR;
        } else if (isAdjacent) {
            how |= END_FAR;
        }
        if (size == 0 || !isAdjacent || isOfWords(index) != isOfWords(steps[size - 1])) {
            how |= BEGIN_WORD;
        }
        if (size == 0 || isSpace) {
            how |= BEGIN_FAR;
        }
        return isAdjacent && isSilent(index, text.kind(index)) ? how | SKIP : how;
    }

    private void markEnds() {
        for (int n = 0; n < size; n++) {
            boolean isLast = n == size - 1;
            if (isLast || (flags[n + 1] & BEGIN_WORD) != 0) {
                flags[n] |= IS_WORD_END;
            }
            if (isLast || (flags[n + 1] & BEGIN_FAR) != 0) {
                flags[n] |= IS_FAR_END;
            }
        }
    }

    private boolean isOfWords(int index) {
        return !text.isHangul(index) && Letters.isOfWords(text.letter(index));
    }

    /// How many letters count.
    int size() {
        return size;
    }

    /// Which letter of the text a step is.
    int letter(int step) {
        return steps[step];
    }

    int code(int step) {
        return text.codeAt(steps[step]);
    }

    boolean is(int step, int flag) {
        return (flags[step] & flag) != 0;
    }
}
