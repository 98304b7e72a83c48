package spate.api.web;

import java.util.concurrent.TimeoutException;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Bounds what one request may name (404) and bring (413) and how long it may take until its answer begins (503). What
/// streams its answer bounds itself.
final class RequestBounds implements WebFilter, Ordered {

    private final WebProperties bounds;

    RequestBounds(WebProperties bounds) {
        this.bounds = bounds;
    }

    @Override
    public int getOrder() {
        return -100;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!ApiPaths.isServed(exchange)) {
            return chain.filter(exchange);
        }
        if (!ApiPaths.isPlain(exchange)) {
            // The database would refuse to compare it with the ids that it has.
            return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        long bytesMax = bounds.bodyMax().toBytes();
        if (exchange.getRequest().getHeaders().getContentLength() > bytesMax) {
            return Mono.error(ProblemMapping.tooLarge().toException());
        }
        var bounded = exchange.mutate()
                .request(new BoundedRequest(exchange.getRequest(), bytesMax))
                .build();
        return chain.filter(bounded).timeout(tooLate(exchange.getResponse()), Mono.error(TimeoutException::new));
    }

    /// Comes when the time is over and no answer has begun.
    private Mono<Boolean> tooLate(ServerHttpResponse response) {
        return Mono.delay(bounds.requestTimeout())
                .flatMap(_ -> response.isCommitted() ? Mono.never() : Mono.just(true));
    }

    /// A request whose body ends in an error where it is longer than it may be, whatever it said of itself.
    private static final class BoundedRequest extends ServerHttpRequestDecorator {
        private final long bytesMax;

        BoundedRequest(ServerHttpRequest request, long bytesMax) {
            super(request);
            this.bytesMax = bytesMax;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                var seen = new long[1];
                return super.getBody().<DataBuffer>handle((buffer, sink) -> {
                    seen[0] += buffer.readableByteCount();
                    if (seen[0] > bytesMax) {
                        DataBufferUtils.release(buffer);
                        sink.error(ProblemMapping.tooLarge().toException());
                    } else {
                        sink.next(buffer);
                    }
                });
            });
        }
    }
}
