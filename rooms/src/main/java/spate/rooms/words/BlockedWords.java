package spate.rooms.words;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The blocked words of a room, ready to be looked for. Immutable, thread-safe.
///
/// Looking costs a bounded number of steps for each code point of a text, at most [#LETTERS_MAX] / 64 words
/// of bits each, whatever the patterns; it never goes back.
public final class BlockedWords {

    /// Most words of a room.
    public static final int WORDS_MAX = 200;

    /// Longest pattern in code points.
    public static final int PATTERN_MAX = WordPattern.LENGTH_MAX;

    /// Most letters of all patterns of a room, Hangul counted by its consonants and vowels.
    public static final int LETTERS_MAX = 2_048;

    /// No words, as every room begins.
    public static final BlockedWords NONE = new BlockedWords(List.of(), 0);

    /// So many different words of a message are masked one by one; in a message with more, every letter is.
    static final int MASKED_MAX = 16;

    private final List<BlockedWord> words;
    private final long version;
    private final Group hangul;
    private final Group others;

    private BlockedWords(List<BlockedWord> words, long version) {
        this.words = List.copyOf(words);
        this.version = version;
        this.hangul = Group.of(words, true);
        this.others = Group.of(words, false);
    }

    /// The words of a list; what is no pattern in it counts nothing.
    ///
    /// @param version the room's version when they were changed
    public static BlockedWords of(List<BlockedWord> words, long version) {
        return words.isEmpty() && version == 0 ? NONE : new BlockedWords(words, version);
    }

    /// How many letters a pattern has, or 0 where it is none: no letter, too long, or `*` elsewhere than at
    /// its ends.
    public static int lettersOf(String pattern) {
        WordPattern parsed = WordPattern.parse(pattern);
        return parsed == null ? 0 : parsed.letters().length;
    }

    /// As moderators wrote them.
    public List<BlockedWord> words() {
        return words;
    }

    /// The room's version when they were changed last; 0 where they never were.
    public long version() {
        return version;
    }

    /// What becomes of a text.
    public WordVerdict judge(String text) {
        if (words.isEmpty()) {
            return WordVerdict.CLEAR;
        }
        FoldedText folded = FoldedText.of(text);
        Found ofHangul = hangul.find(Walk.ofHangul(folded));
        Found ofOthers = others.find(Walk.ofAll(folded, others.patterns()));
        if (ofHangul.has(WordAction.REFUSE) || ofOthers.has(WordAction.REFUSE)) {
            return new WordVerdict.Refused();
        }
        if (ofHangul.has(WordAction.HOLD) || ofOthers.has(WordAction.HOLD)) {
            return new WordVerdict.Held();
        }
        int masked = ofHangul.masked().cardinality() + ofOthers.masked().cardinality();
        if (masked == 0) {
            return WordVerdict.CLEAR;
        }
        var hidden = new BitSet(folded.length());
        if (masked > MASKED_MAX) {
            folded.allLetters(hidden);
        } else {
            hangul.trace(ofHangul, folded, hidden);
            others.trace(ofOthers, folded, hidden);
        }
        return new WordVerdict.Masked(folded.masked(hidden));
    }

    /// Whether a text has any of them, whatever would become of it.
    public boolean isIn(String text) {
        return !(judge(text) instanceof WordVerdict.Clear);
    }

    @Override
    public String toString() {
        return words.size() + " blocked words of version " + version;
    }

    /// Words that one walk over a text finds.
    private record Group(PatternBits patterns, List<WordAction> actions) {

        static Group of(List<BlockedWord> words, boolean ofHangul) {
            List<WordPattern> patterns = new ArrayList<>();
            List<WordAction> actions = new ArrayList<>();
            for (BlockedWord word : words) {
                WordPattern pattern = WordPattern.parse(word.pattern());
                if (pattern != null && pattern.isHangul() == ofHangul) {
                    patterns.add(pattern);
                    actions.add(word.action());
                }
            }
            return new Group(new PatternBits(patterns), List.copyOf(actions));
        }

        Found find(Walk walk) {
            Set<WordAction> found = EnumSet.noneOf(WordAction.class);
            var masked = new BitSet();
            patterns.find(walk, pattern -> {
                found.add(actions.get(pattern));
                if (actions.get(pattern) == WordAction.MASK) {
                    masked.set(pattern);
                }
            });
            return new Found(walk, found, masked);
        }

        void trace(Found found, FoldedText text, BitSet hidden) {
            found.masked().stream().forEach(pattern -> patterns.trace(found.walk(), pattern, text, hidden));
        }
    }

    private record Found(Walk walk, Set<WordAction> actions, BitSet masked) {

        boolean has(WordAction action) {
            return actions.contains(action);
        }
    }
}
