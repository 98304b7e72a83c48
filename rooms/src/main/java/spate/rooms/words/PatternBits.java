package spate.rooms.words;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Many patterns at once, as bits: each letter of each pattern is one bit, which is set while the text up to
/// here could end there. A letter of a text costs a few operations for each 64 letters of the patterns,
/// whatever the text and the patterns are; there is nothing to go back to. Immutable, thread-safe.
final class PatternBits {

    private static final long[] NOTHING = {};

    private final WordPattern[] patterns;
    private final int[] firsts;
    private final int words;
    private final long[] first;
    private final long[] firstAnywhere;
    private final long[] last;
    private final long[] lastAnywhere;
    private final int[] codes;
    private final long[][] masks;
    private final int[] patternOfBit;

    PatternBits(List<WordPattern> list) {
        patterns = list.toArray(WordPattern[]::new);
        firsts = new int[patterns.length];
        int bits = 0;
        for (int p = 0; p < patterns.length; p++) {
            firsts[p] = bits;
            bits += patterns[p].letters().length;
        }
        words = (bits + 63) >>> 6;
        first = new long[words];
        firstAnywhere = new long[words];
        last = new long[words];
        lastAnywhere = new long[words];
        patternOfBit = new int[bits];
        Map<Integer, long[]> found = new HashMap<>();
        for (int p = 0; p < patterns.length; p++) {
            place(p, found);
        }
        codes = found.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        masks = Arrays.stream(codes).mapToObj(found::get).toArray(long[][]::new);
    }

    private void place(int index, Map<Integer, long[]> found) {
        WordPattern pattern = patterns[index];
        int from = firsts[index];
        int to = from + pattern.letters().length - 1;
        set(first, from);
        set(last, to);
        if (pattern.opensAnywhere()) {
            set(firstAnywhere, from);
        }
        if (pattern.endsAnywhere()) {
            set(lastAnywhere, to);
        }
        for (int bit = from; bit <= to; bit++) {
            patternOfBit[bit] = index;
            for (int code : WordPattern.codesOf(pattern.letters()[bit - from])) {
                set(found.computeIfAbsent(code, _ -> new long[words]), bit);
            }
        }
    }

    /// Whether a letter is in any pattern.
    boolean knows(int code) {
        return mask(code).length > 0;
    }

    /// Tells each pattern that is found, once.
    void find(Walk walk, IntConsumer found) {
        var near = new long[words];
        var far = new long[words];
        var told = new BitSet(patterns.length);
        for (int step = 0; step < walk.size(); step++) {
            long[] mask = mask(walk.code(step));
            boolean mayEndWord = walk.is(step, Walk.IS_WORD_END);
            boolean mayEndFar = walk.is(step, Walk.IS_FAR_END);
            advance(walk, step, mask, near, far);
            for (int w = 0; w < words; w++) {
                long ends = (near[w] & (mayEndWord ? last[w] : lastAnywhere[w])) | (mayEndFar ? far[w] & last[w] : 0);
                for (; ends != 0; ends &= ends - 1) {
                    int pattern = patternOfBit[(w << 6) + Long.numberOfTrailingZeros(ends)];
                    if (!told.get(pattern)) {
                        told.set(pattern);
                        found.accept(pattern);
                    }
                }
            }
        }
    }

    private void advance(Walk walk, int step, long[] mask, long[] near, long[] far) {
        boolean isSkipped = walk.is(step, Walk.SKIP);
        boolean endsNear = walk.is(step, Walk.END_NEAR);
        boolean endsFar = walk.is(step, Walk.END_FAR);
        boolean beginsAny = walk.is(step, Walk.BEGIN_ANY);
        boolean beginsWord = walk.is(step, Walk.BEGIN_WORD);
        boolean beginsFar = walk.is(step, Walk.BEGIN_FAR);
        long nearCarry = 0;
        long farCarry = 0;
        for (int w = 0; w < words; w++) {
            long was = endsNear ? 0 : near[w];
            long wasFar = endsFar ? 0 : far[w];
            long begun = beginsWord ? first[w] : beginsAny ? firstAnywhere[w] : 0;
            long letters = mask.length == 0 ? 0 : mask[w];
            long begunFar = beginsFar ? first[w] : 0;
            // The next letter of what was begun, the first of what begins here, or the same letter once more.
            near[w] = ((((was << 1) | nearCarry) & ~first[w]) | begun | was) & letters;
            far[w] = ((((wasFar << 1) | farCarry) & ~first[w]) | begunFar | wasFar) & letters;
            if (isSkipped) {
                near[w] |= was;
                far[w] |= wasFar;
            }
            nearCarry = was >>> 63;
            farCarry = wasFar >>> 63;
        }
    }

    /// Tells where one pattern stands in a text, as code points.
    void trace(Walk walk, int pattern, FoldedText text, BitSet hidden) {
        int length = patterns[pattern].letters().length;
        var near = new Starts(length);
        var far = new Starts(length);
        boolean endsAnywhere = patterns[pattern].endsAnywhere();
        boolean opensAnywhere = patterns[pattern].opensAnywhere();
        for (int step = 0; step < walk.size(); step++) {
            long[] mask = mask(walk.code(step));
            boolean isSkipped = walk.is(step, Walk.SKIP);
            boolean begins = walk.is(step, Walk.BEGIN_WORD) || (opensAnywhere && walk.is(step, Walk.BEGIN_ANY));
            near.advance(mask, firsts[pattern], isSkipped, walk.is(step, Walk.END_NEAR), begins ? step : Starts.NONE);
            far.advance(
                    mask,
                    firsts[pattern],
                    isSkipped,
                    walk.is(step, Walk.END_FAR),
                    walk.is(step, Walk.BEGIN_FAR) ? step : Starts.NONE);
            if (endsAnywhere || walk.is(step, Walk.IS_WORD_END)) {
                hide(near.ofWhole(), step, walk, text, hidden);
            }
            if (walk.is(step, Walk.IS_FAR_END)) {
                hide(far.ofWhole(), step, walk, text, hidden);
            }
        }
    }

    private static void hide(int from, int to, Walk walk, FoldedText text, BitSet hidden) {
        if (from != Starts.NONE) {
            hidden.set(text.start(walk.letter(from)), text.end(walk.letter(to)) + 1);
        }
    }

    private long[] mask(int code) {
        int at = Arrays.binarySearch(codes, code);
        return at < 0 ? NOTHING : masks[at];
    }

    private static void set(long[] bits, int bit) {
        bits[bit >>> 6] |= 1L << bit;
    }

    /// For each letter of one pattern the earliest step from which the text leads there.
    private static final class Starts {

        static final int NONE = Integer.MAX_VALUE;

        private final int[] starts;

        Starts(int length) {
            starts = new int[length];
            Arrays.fill(starts, NONE);
        }

        void advance(long[] mask, int firstBit, boolean isSkipped, boolean isEnded, int begun) {
            if (isEnded) {
                Arrays.fill(starts, NONE);
            }
            for (int k = starts.length - 1; k >= 0; k--) {
                int bit = firstBit + k;
                boolean isLetter = mask.length > 0 && (mask[bit >>> 6] & (1L << bit)) != 0;
                int was = starts[k];
                if (isLetter) {
                    starts[k] = Math.min(was, k == 0 ? begun : starts[k - 1]);
                } else if (!isSkipped) {
                    starts[k] = NONE;
                }
            }
        }

        int ofWhole() {
            return starts[starts.length - 1];
        }
    }
}
