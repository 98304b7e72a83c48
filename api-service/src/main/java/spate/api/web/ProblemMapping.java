package spate.api.web;

import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import spate.protocol.ErrorCode;
import spate.rooms.log.LogUnavailableException;

/// Says which problem an error of a request is. Plain decisions.
final class ProblemMapping {

    private ProblemMapping() {}

    static Problem of(Throwable error) {
        return switch (error) {
            case ProblemException e -> e.problem();
            case LogUnavailableException _ -> Problem.unavailable("the log cannot take it now; nothing was promised");
            case DataAccessResourceFailureException _,
                    NonTransientDataAccessResourceException _,
                    TransientDataAccessException _,
                    TransactionException _,
                    R2dbcException _,
                    TimeoutException _,
                    IOException _ -> Problem.unavailable("the database does not answer now");
            case DataBufferLimitException _ -> tooLarge();
            case ServerWebInputException e
            when e.getMostSpecificCause() instanceof DataBufferLimitException -> tooLarge();
            case ServerWebInputException e
            when e.getMostSpecificCause() instanceof ProblemException cause -> cause.problem();
            case MissingRequestValueException e -> Problem.invalidParameter(e.getName(), e.getName() + " is required");
            case ServerWebInputException e
            when e.getCause() instanceof TypeMismatchException -> ofOtherForm(e.getMethodParameter());
            case ServerWebInputException e
            when e.getStatusCode().value() == 400 ->
                Problem.of(ErrorCode.BAD_FRAME, "the request is not of the form that is expected here");
            case ResponseStatusException e -> byStatus(e.getStatusCode());
            default -> Problem.of(ErrorCode.INTERNAL, "something went wrong here");
        };
    }

    private static Problem ofOtherForm(@Nullable MethodParameter parameter) {
        String name = parameter == null ? null : parameter.getParameterName();
        return name == null
                ? Problem.of(400, Problem.INVALID, "a parameter is not of the form that is expected here")
                : Problem.invalidParameter(name, name + " is not of the form that is expected here");
    }

    static Problem tooLarge() {
        return Problem.of(413, "too_large", "the body is too large");
    }

    private static Problem byStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> Problem.of(400, Problem.INVALID, "the request is not valid");
            case 404 -> Problem.of(404, "not_found", "there is nothing here");
            case 405 -> Problem.of(405, "method_not_allowed", "this method is not served here");
            case 406 -> Problem.of(406, "not_acceptable", "only JSON is served here");
            case 413 -> tooLarge();
            case 415 -> Problem.of(415, "unsupported_media_type", "the body must be application/json");
            case 503 -> Problem.unavailable("not now");
            default ->
                status.is4xxClientError()
                        ? Problem.of(status.value(), Problem.INVALID, "the request is not valid")
                        : Problem.of(ErrorCode.INTERNAL, "something went wrong here");
        };
    }
}
