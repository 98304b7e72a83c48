package spate.api.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what is wrong with the fields of one body. For one request, not thread-safe.
public final class Violations {

    private final List<FieldProblem> found = new ArrayList<>();

    /// Notes that a field breaks a rule.
    public void add(String field, String code, String message) {
        found.add(new FieldProblem(field, code, message));
    }

    /// The value, or the empty string and a violation where it is absent.
    public String required(String field, @Nullable String value) {
        if (value == null) {
            add(field, "required", field + " is required");
            return "";
        }
        return value;
    }

    /// One of some words, or the empty string and a violation where it is absent or another one.
    public String word(String field, @Nullable String value, String first, String second) {
        String word = required(field, value);
        if (value != null && !word.equals(first) && !word.equals(second)) {
            add(field, "form", field + " must be " + first + " or " + second);
            return "";
        }
        return word;
    }

    /// The text without white space at its ends; a violation where it has not `min` to `max` code points, shows
    /// nothing, has control characters other than line ends, or is no Unicode text.
    public String text(String field, String value, int min, int max) {
        String text = value.strip();
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            add(field, "length", field + " must have " + min + " to " + max + " characters");
        } else if (!Text.isWellFormed(text) || Text.hasControls(text)) {
            add(field, "characters", field + " has characters that cannot be shown");
        } else if (min > 0 && !Text.isVisible(text)) {
            add(field, "length", field + " shows nothing");
        }
        return text;
    }

    /// Whether nothing was wrong up to here.
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /// What ends the request: 422 with every violation.
    public ProblemException toException() {
        return Problem.invalidBody(List.copyOf(found)).toException();
    }

    /// Ends the request where anything was wrong.
    ///
    /// @throws ProblemException 422 with every violation, if there is one
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw toException();
        }
    }

    /// Ends the request where anything was wrong with its parameters.
    ///
    /// @throws ProblemException 400 with every violation, if there is one
    public void throwIfAnyParameter() {
        if (!found.isEmpty()) {
            throw Problem.invalidParameters(List.copyOf(found)).toException();
        }
    }
}
