package spate.stream.hotwords;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer.DecompoundMode;
import org.apache.lucene.analysis.ko.POS;
import org.apache.lucene.analysis.ko.dict.UserDictionary;
import org.apache.lucene.analysis.ko.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;
import spate.rooms.hotwords.HotWordCounts;

/// Finds the nouns of a text: Korean ones by morphology, with a small dictionary of chat words; English ones
/// as what is left when words that are rarely nouns are taken out, in the singular. Laughter, tears and the
/// like are no words.
///
/// Costs a bounded part of a text. For one thread.
final class Nouns implements AutoCloseable {

    /// So much of a text is looked at, in characters.
    static final int TEXT_MAX = 300;

    /// So many different nouns of a text count.
    static final int OF_TEXT_MAX = 12;

    private static final int KOREAN_LEAST = 2;
    private static final int ENGLISH_LEAST = 3;

    private final Analyzer korean = korean(dictionary());
    private final Analyzer english = english(words("english-other-words.txt"));
    private final CharArraySet koreanOthers = words("korean-other-words.txt");

    /// The nouns of a text, each once, in the order of the text within each language.
    Set<String> of(String text) {
        String part = text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
        Set<String> nouns = new LinkedHashSet<>();
        try {
            koreanOf(part, nouns);
            if (part.chars().anyMatch(Nouns::isLatin)) {
                englishOf(part, nouns);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
        return nouns;
    }

    private void koreanOf(String text, Set<String> nouns) throws IOException {
        try (TokenStream tokens = korean.tokenStream("", text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            var speech = tokens.addAttribute(PartOfSpeechAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && nouns.size() < OF_TEXT_MAX) {
                POS.Tag tag = speech.getLeftPOS();
                if ((tag == POS.Tag.NNG || tag == POS.Tag.NNP) && isKoreanWord(term) && !isOther(term)) {
                    nouns.add(term.toString());
                }
            }
            tokens.end();
        }
    }

    private void englishOf(String text, Set<String> nouns) throws IOException {
        try (TokenStream tokens = english.tokenStream("", text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && nouns.size() < OF_TEXT_MAX) {
                if (isEnglishWord(term)) {
                    nouns.add(term.toString().toLowerCase(Locale.ROOT));
                }
            }
            tokens.end();
        }
    }

    private boolean isOther(CharTermAttribute term) {
        return koreanOthers.contains(term.buffer(), 0, term.length());
    }

    /// Whole syllables, and not one of them again and again: `하하하` is a noun to nobody.
    private static boolean isKoreanWord(CharSequence term) {
        boolean isLongEnough = term.length() >= KOREAN_LEAST && term.length() <= HotWordCounts.WORD_CHARS_MAX;
        return isLongEnough
                && term.chars().allMatch(c -> c >= '가' && c <= '힣')
                && term.chars().distinct().count() > 1;
    }

    private static boolean isEnglishWord(CharSequence term) {
        boolean isLongEnough = term.length() >= ENGLISH_LEAST && term.length() <= HotWordCounts.WORD_CHARS_MAX;
        return isLongEnough
                && term.chars().allMatch(Nouns::isLatin)
                && term.chars().distinct().count() > 2;
    }

    private static boolean isLatin(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static Analyzer korean(@Nullable UserDictionary dictionary) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                var tokenizer = new KoreanTokenizer(
                        TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY, dictionary, DecompoundMode.NONE, false);
                return new TokenStreamComponents(tokenizer);
            }
        };
    }

    private static Analyzer english(CharArraySet others) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                var tokenizer = new StandardTokenizer();
                TokenStream plain = new LowerCaseFilter(new EnglishPossessiveFilter(tokenizer));
                TokenStream nouns = new EnglishMinimalStemFilter(new StopFilter(plain, others));
                return new TokenStreamComponents(tokenizer, new StopFilter(nouns, others));
            }
        };
    }

    private static @Nullable UserDictionary dictionary() {
        try (var lines = reader("chat-words.txt")) {
            return UserDictionary.open(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("the dictionary of chat words cannot be read", e);
        }
    }

    private static CharArraySet words(String name) {
        try (var lines = reader(name)) {
            var words = new CharArraySet(512, true);
            for (String line : WordlistLoader.getWordSet(lines, "#").stream()
                    .map(word -> new String((char[]) word))
                    .toList()) {
                words.addAll(Arrays.asList(line.split(" ", -1)));
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("a list of words cannot be read", e);
        }
    }

    private static InputStreamReader reader(String name) throws IOException {
        var stream = Nouns.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no resource " + name);
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        korean.close();
        english.close();
    }
}
