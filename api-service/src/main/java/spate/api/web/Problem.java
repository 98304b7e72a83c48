package spate.api.web;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;

/// Why a request was not done; the content of an RFC 9457 body.
///
/// @param status HTTP status
/// @param code one word for programs: one of [ErrorCode] where one fits
/// @param detail one sentence for people, without details of the inside
/// @param errors the fields that are wrong, if it is about fields
/// @param retryAfter when trying again can help
public record Problem(
        int status,
        String code,
        String detail,
        List<FieldProblem> errors,
        @Nullable Duration retryAfter) {

    /// The word for input that breaks a rule which has no word of its own.
    public static final String INVALID = "invalid";

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, List.of(), null);
    }

    public static Problem of(ErrorCode code, String detail) {
        return of(code.status(), code.code(), detail);
    }

    /// The problem that a refusal of the room core becomes.
    public static Problem of(Refusal refusal) {
        ErrorCode code = refusal.code();
        List<FieldProblem> errors = refusal.field() == null
                ? List.of()
                : List.of(new FieldProblem(refusal.field(), code.code(), refusal.message()));
        Duration wait = refusal.retryAfterMillis() > 0 ? Duration.ofMillis(refusal.retryAfterMillis()) : null;
        return new Problem(code.status(), code.code(), refusal.message(), errors, wait);
    }

    /// A body whose fields break rules: 422.
    public static Problem invalidBody(List<FieldProblem> errors) {
        return new Problem(422, INVALID, "some fields are not valid", errors, null);
    }

    /// One query parameter that breaks a rule: 400.
    public static Problem invalidParameter(String field, String message) {
        return new Problem(400, INVALID, message, List.of(new FieldProblem(field, INVALID, message)), null);
    }

    /// Query parameters that break rules: 400.
    public static Problem invalidParameters(List<FieldProblem> errors) {
        return new Problem(400, INVALID, "some parameters are not valid", errors, null);
    }

    /// A conflict that lies in one field: 409.
    public static Problem conflict(String field, String code, String message) {
        return new Problem(409, code, message, List.of(new FieldProblem(field, code, message)), null);
    }

    /// Something that helps by waiting: 429 `rate_limited`.
    public static Problem rateLimited(Duration wait) {
        return new Problem(429, ErrorCode.RATE_LIMITED.code(), "too many requests", List.of(), wait);
    }

    /// A part that Spate needs does not answer now: 503.
    public static Problem unavailable(String detail) {
        return new Problem(503, ErrorCode.UNAVAILABLE.code(), detail, List.of(), Duration.ofSeconds(2));
    }

    /// No such room: 404.
    public static Problem roomUnknown() {
        return of(ErrorCode.ROOM_UNKNOWN, "no such room");
    }

    /// The same, and it lies in one field.
    public Problem about(String field) {
        return new Problem(status, code, detail, List.of(new FieldProblem(field, code, detail)), retryAfter);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
