package spate.api.moderation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spate.api.web.Violations;
import spate.rooms.words.BlockedWord;
import spate.rooms.words.BlockedWords;
import spate.rooms.words.WordAction;

/// What a list of blocked words may consist of. Plain decisions.
final class WordFields {

    private WordFields() {}

    /// The list as it is kept.
    ///
    /// @throws spate.api.web.ProblemException 422 with everything that is wrong
    static List<BlockedWord> checked(@Nullable List<@Nullable Word> words) {
        var violations = new Violations();
        if (words == null) {
            violations.add("words", "required", "words is required");
        } else if (words.size() > BlockedWords.WORDS_MAX) {
            violations.add("words", "count", "at most " + BlockedWords.WORDS_MAX + " words");
        }
        violations.throwIfAny();

        List<BlockedWord> checked = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        int letters = 0;
        List<@Nullable Word> given = words == null ? List.of() : words;
        for (Word word : given) {
            String field = "words[" + checked.size() + "]";
            BlockedWord blocked = checked(violations, field, word);
            checked.add(blocked);
            letters += BlockedWords.lettersOf(blocked.pattern());
            if (!distinct.add(blocked.pattern())) {
                violations.add(field + ".pattern", "distinct", "patterns must differ");
            }
        }
        if (letters > BlockedWords.LETTERS_MAX) {
            violations.add(
                    "words",
                    "letters",
                    "at most " + BlockedWords.LETTERS_MAX + " letters in all, Hangul counted by its parts");
        }
        violations.throwIfAny();
        return checked;
    }

    private static BlockedWord checked(Violations violations, String field, @Nullable Word word) {
        String given = word == null ? null : word.pattern();
        String pattern = violations.text(
                field + ".pattern",
                violations.required(field + ".pattern", given),
                given == null ? 0 : 1,
                BlockedWords.PATTERN_MAX);
        boolean fits = pattern.codePointCount(0, pattern.length()) <= BlockedWords.PATTERN_MAX;
        if (!pattern.isEmpty() && fits && BlockedWords.lettersOf(pattern) == 0) {
            violations.add(
                    field + ".pattern", "form", "a pattern has letters, and * at its beginning or end if at all");
        }
        String action = violations.required(field + ".action", word == null ? null : word.action());
        if (!action.isEmpty() && WordAction.of(action).isEmpty()) {
            violations.add(field + ".action", "form", "action must be refuse, hold or mask");
        }
        return new BlockedWord(pattern, WordAction.of(action).orElse(WordAction.HOLD));
    }

    /// A word as it comes and goes.
    ///
    /// @param pattern 1 to 40 characters; Latin words whole, or with `*` where they may go on
    /// @param action `refuse`, `hold` or `mask`
    record Word(
            @Schema(example = "바보") @Nullable String pattern,

            @Schema(
                    example = "mask",
                    allowableValues = {"refuse", "hold", "mask"})
            @Nullable
            String action) {

        static Word of(BlockedWord word) {
            return new Word(word.pattern(), word.action().word());
        }
    }
}
