package spate.rooms.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedWordsTests {

    private static final long SEED = 20_261_121;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "바보",
                "이 바보야",
                "왕바보들아",
                "ㅂ ㅏ ㅂ ㅗ",
                "바 보",
                "바.보",
                "바......보",
                "바보",
                "ㅂㅏㅂㅗ",
                "바ㅂㅗ",
                "바아아보",
                "바ㅏㅏ보오오",
                "바\u200b보",
                "ﾊﾞ 바~보",
                "ﾓ바1보",
                "바x보",
                "빠뽀",
                "바\n보",
                "ㅋㅋ바 보",
                "바😀보",
                "(바)(보)",
                "바본데",
                "Ba 바 ♥ 보",
            })
    void koreanIsFoundHoweverItIsSpaced(String text) {
        assertThat(list("바보").isIn(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            시발,       다시 발표하자
            밥,         바보
            시발,       시바라
            ㅅㅂ,       굿밤
            ㅅㅂ,       십
            ㅗ,         고고
            바보,       바다에서 보자
            바보,       바 hello 보
            년,         녀나
            bad,        tab ad
            ass,        class as sure
            ass,        as
            shit,       it's hit me
            bad,        badminton
            bad,        a bad-ish ab ad
            """)
    void innocentTextsAreLeftAlone(String pattern, String text) {
        boolean isInnocent = !text.contains("bad-ish");
        assertThat(list(pattern).isIn(text)).isEqualTo(!isInnocent);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ㅅㅂ,       아 ㅅㅂ 뭐야
            ㅅㅂ,       ㅅ1ㅂ
            ㅅㅂ,       ㅆㅂ
            ㅗ,         ㅗㅗㅗ
            시발,       씨빨
            시발,       십알
            시발,       시1발
            시발,       시바알
            시발,       ㅅㅣㅂㅏㄹ
            밥,         밥을 먹자
            bad,        you BAD!
            bad,        b4d
            bad,        ＢＡＤ
            bad,        b a d
            bad,        b.a.d
            bad,        baaaaad
            bad,        bаd
            bad,        bäd
            bad,        𝓫𝓪𝓭
            bad,        bad이야
            bad*,       badminton
            *bad,       toobad
            ass,        a$$
            kill,       k1ll
            kill,       ki||
            18년,       18년
            18,         18 18
            🖕,         go 🖕!
            바보,       ㉳㉯ 바보
            傻逼,       你傻逼吗
            """)
    void wordsAreFoundInDisguise(String pattern, String text) {
        assertThat(list(pattern).isIn(text)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void everyDisguiseOfRandomWordsIsSeenThrough(Disguise disguise) {
        var random = new Random(SEED);
        for (int n = 0; n < 2_000; n++) {
            String word = word(random);
            BlockedWords words = of(WordAction.MASK, random, word);
            String shown = disguise.of(word, random);
            String before = random.nextBoolean() ? "" : filler(random) + " ";
            String after = random.nextBoolean() ? "" : " " + filler(random);
            String text = before + shown + after;
            WordVerdict verdict = words.judge(text);
            assertThat(verdict)
                    .as("%s in %s, word %s of seed %s", word, text, n, SEED)
                    .isInstanceOf(WordVerdict.Masked.class);
            String masked = ((WordVerdict.Masked) verdict).text();
            assertThat(masked.codePointCount(0, masked.length())).isEqualTo(text.codePointCount(0, text.length()));
            assertThat(words.isIn(masked)).as("%s of %s", masked, text).isFalse();
        }
    }

    @Test
    void masksKeepLengthAndChangeOnlyToStars() {
        var random = new Random(SEED);
        int masks = 0;
        for (int n = 0; n < 20_000; n++) {
            BlockedWords words = of(WordAction.MASK, random, word(random), word(random), shortWord(random));
            String text = garbage(random);
            if (words.judge(text) instanceof WordVerdict.Masked(String masked)) {
                masks++;
                int[] before = text.codePoints().toArray();
                int[] after = masked.codePoints().toArray();
                assertThat(after).hasSameSizeAs(before);
                for (int i = 0; i < after.length; i++) {
                    assertThat(after[i] == before[i] || after[i] == '*').isTrue();
                }
                assertThat(masked).contains("*");
            }
        }
        assertThat(masks).isGreaterThan(500);
    }

    @Test
    void aMaskCoversTheWordAndNothingElse() {
        BlockedWords words = of(WordAction.MASK, new Random(1), "바보", "bad");
        assertThat(words.judge("너 진짜 바.보야")).isEqualTo(new WordVerdict.Masked("너 진짜 ***야"));
        assertThat(words.judge("a bad bad day")).isEqualTo(new WordVerdict.Masked("a *** *** day"));
        assertThat(words.judge("👨‍👩‍👧 ㅂㅂㅏㅂㅗ!")).isEqualTo(new WordVerdict.Masked("👨‍👩‍👧 *****!"));
        assertThat(words.judge("바보")).isEqualTo(new WordVerdict.Masked("*".repeat("바보".length())));
    }

    @Test
    void theStrictestActionCounts() {
        var list = List.of(
                new BlockedWord("apple", WordAction.MASK),
                new BlockedWord("pear", WordAction.HOLD),
                new BlockedWord("plum", WordAction.REFUSE));
        BlockedWords words = BlockedWords.of(list, 1);
        assertThat(words.judge("an apple")).isInstanceOf(WordVerdict.Masked.class);
        assertThat(words.judge("apple and pear")).isInstanceOf(WordVerdict.Held.class);
        assertThat(words.judge("apple, pear, plum")).isInstanceOf(WordVerdict.Refused.class);
        assertThat(words.judge("nothing")).isInstanceOf(WordVerdict.Clear.class);
    }

    @Test
    void manyDifferentWordsAreMaskedAsOne() {
        String[] many = IntStream.range(0, BlockedWords.MASKED_MAX + 1)
                .mapToObj(n -> "w" + (char) ('a' + n) + "x")
                .toArray(String[]::new);
        BlockedWords words = of(WordAction.MASK, new Random(1), many);
        String text = String.join(" ", many) + " end";
        assertThat(words.judge(text)).isEqualTo(new WordVerdict.Masked(text.replaceAll("[a-z]", "*")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "**", "a*b", "...", "\u200b", "*!*"})
    void whatHasNoLetterIsNoPattern(String pattern) {
        assertThat(BlockedWords.lettersOf(pattern)).isZero();
    }

    @Test
    void lettersAreCounted() {
        assertThat(BlockedWords.lettersOf("바보")).isEqualTo(4);
        assertThat(BlockedWords.lettersOf("닭")).isEqualTo(4);
        assertThat(BlockedWords.lettersOf("*bad*")).isEqualTo(3);
        assertThat(BlockedWords.lettersOf("가".repeat(41))).isZero();
    }

    /// The worst lists and the worst texts that the bounds allow: every pattern nearly fits everywhere.
    @Test
    void theCostIsBoundedWhateverTheWordsAndTexts() {
        List<List<BlockedWord>> lists = List.of(
                full(n -> "ㅋ".repeat(1 + n % 40), WordAction.MASK),
                full(n -> "가".repeat(1 + n % 20) + "나", WordAction.MASK),
                full(n -> "a".repeat(1 + n % 39) + "b", WordAction.MASK),
                full(n -> "*" + "ab".repeat(1 + n % 19) + "*", WordAction.MASK));
        for (List<BlockedWord> list : lists) {
            BlockedWords words = BlockedWords.of(list, 1);
            for (String text : List.of(
                    "ㅋ".repeat(2_000), "가".repeat(2_000), "a".repeat(2_000), "ab".repeat(1_000), "꿹".repeat(2_000))) {
                words.judge(text);
                long began = System.nanoTime();
                words.judge(text);
                // A hundred times what it takes: what goes back over the text would take seconds.
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void anyTextIsJudged() {
        var random = new Random(SEED);
        BlockedWords words = of(WordAction.MASK, random, "바보", "bad", "*x*", "ㅅㅂ", "🖕");
        for (int n = 0; n < 20_000; n++) {
            String text = random.ints(random.nextInt(60), 0, 0x11_0000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            if (words.judge(text) instanceof WordVerdict.Masked(String masked)) {
                assertThat(masked.codePointCount(0, masked.length())).isEqualTo(text.codePointCount(0, text.length()));
            }
        }
    }

    private static List<BlockedWord> full(java.util.function.IntFunction<String> pattern, WordAction action) {
        List<BlockedWord> list = new ArrayList<>();
        int letters = 0;
        for (int n = 0; n < BlockedWords.WORDS_MAX; n++) {
            int more = BlockedWords.lettersOf(pattern.apply(n));
            if (letters + more <= BlockedWords.LETTERS_MAX) {
                letters += more;
                list.add(new BlockedWord(pattern.apply(n), action));
            }
        }
        return list;
    }

    private static BlockedWords list(String pattern) {
        return BlockedWords.of(List.of(new BlockedWord(pattern, WordAction.REFUSE)), 1);
    }

    private static BlockedWords of(WordAction action, Random random, String... patterns) {
        var list = java.util.Arrays.stream(patterns)
                .map(pattern -> new BlockedWord(pattern, action))
                .collect(Collectors.toCollection(ArrayList::new));
        java.util.Collections.shuffle(list, random);
        return BlockedWords.of(list, 1);
    }

    /// Two to five letters of one script.
    private static String word(Random random) {
        int length = 2 + random.nextInt(4);
        return random.nextBoolean() ? letters(random, length, 'a', 'z') : letters(random, length, 0xAC00, 0xD7A3);
    }

    private static String shortWord(Random random) {
        return "*" + letters(random, 1, 'a', 'd') + "*";
    }

    private static String filler(Random random) {
        return letters(random, 1 + random.nextInt(5), 0x3042, 0x3090);
    }

    private static String letters(Random random, int length, int from, int to) {
        return random.ints(length, from, to + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String garbage(Random random) {
        String alphabet = "abcd 바보나.\u200b👍ㅂㅏ\u0301é１";
        int[] these = alphabet.codePoints().toArray();
        return random.ints(random.nextInt(40), 0, these.length)
                .map(i -> these[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
