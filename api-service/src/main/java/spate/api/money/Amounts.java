package spate.api.money;

import org.jspecify.annotations.Nullable;
import spate.api.web.Violations;
import tools.jackson.databind.JsonNode;

/// Amounts in requests. Plain decisions.
public final class Amounts {

    private Amounts() {}

    /// The amount in a field; 0 and a violation where it is no JSON integer from `min` to `max`. A fraction
    /// is not cut off, and a text that looks like a number is none.
    public static long of(Violations violations, String field, @Nullable JsonNode value, long min, long max) {
        if (value == null || value.isNull()) {
            violations.add(field, "required", field + " is required");
            return 0;
        }
        if (!value.isIntegralNumber()) {
            violations.add(field, "form", field + " must be a whole number");
            return 0;
        }
        if (!value.canConvertToLong() || value.asLong() < min || value.asLong() > max) {
            violations.add(field, "range", field + " must be " + min + " to " + max);
            return 0;
        }
        return value.asLong();
    }
}
