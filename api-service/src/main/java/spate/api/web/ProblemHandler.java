package spate.api.web;

import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Answers every error of a request to this service as RFC 9457 problem+json. Requests for other paths of the
/// same process are none of its business.
final class ProblemHandler implements WebExceptionHandler, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public int getOrder() {
        return -10; // before the one that Spring Boot brings
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (!ApiPaths.isServed(exchange) || exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        Problem problem = ProblemMapping.of(error);
        String trace = problem.status() >= 500 ? log(exchange, problem, error) : null;
        return write(exchange, problem, error, trace);
    }

    private static String log(ServerWebExchange exchange, Problem problem, Throwable error) {
        String trace = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        String method = exchange.getRequest().getMethod().name();
        String path = exchange.getRequest().getPath().value();
        if (problem.status() == 503) {
            LOG.warn("{} {} is unavailable [trace {}]: {}", method, path, trace, error.toString());
        } else {
            LOG.error("{} {} failed [trace {}]", method, path, trace, error);
        }
        return trace;
    }

    private static Mono<Void> write(
            ServerWebExchange exchange, Problem problem, Throwable error, @Nullable String trace) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        HttpHeaders headers = response.getHeaders();
        if (error instanceof ErrorResponse answer) {
            headers.putAll(answer.getHeaders()); // Allow, Accept
        }
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        Duration wait = problem.retryAfter();
        if (wait != null) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(secondsUp(wait)));
        }
        if (problem.status() == 401) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"spate\"");
        }
        byte[] body = JSON.writeValueAsBytes(body(exchange, problem, trace));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static Map<String, Object> body(ServerWebExchange exchange, Problem problem, @Nullable String trace) {
        Map<String, Object> body = new LinkedHashMap<>();
        HttpStatus status = HttpStatus.resolve(problem.status());
        body.put("type", "about:blank");
        body.put("title", status == null ? "Error" : status.getReasonPhrase());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        body.put("instance", exchange.getRequest().getPath().value());
        body.put("code", problem.code());
        if (problem.errors().size() == 1) {
            body.put("field", problem.errors().getFirst().field());
        }
        if (!problem.errors().isEmpty()) {
            body.put("errors", problem.errors());
        }
        Duration wait = problem.retryAfter();
        if (wait != null) {
            body.put("retryAfterMs", wait.toMillis());
        }
        if (trace != null) {
            body.put("trace", trace);
        }
        return body;
    }

    private static long secondsUp(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
