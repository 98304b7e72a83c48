package spate.api.payment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import spate.api.web.Problem;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A provider that takes no money: whoever topped up says how the checkout ends. For trying out, and an
/// example of an adapter. Thread-safe.
final class SandboxProvider implements PaymentProvider {

    static final String NAME = "sandbox";
    static final String SIGNATURE = "Spate-Signature";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private final WebhookSignature signature;
    private final Clock clock;

    SandboxProvider(WebhookSignature signature, Clock clock) {
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mono<String> checkout(TopUp topUp) {
        return Mono.just("/api/payments/" + NAME + "/checkouts/" + topUp.id());
    }

    @Override
    public PaymentEvent read(HttpHeaders headers, byte[] body) {
        long now = clock.millis() / 1_000;
        switch (signature.check(headers.getFirst(SIGNATURE), body, now)) {
            case VALID -> {}
            case INVALID ->
                throw Problem.of(401, "signature_invalid", SIGNATURE + " does not fit this body")
                        .toException();
            case EXPIRED ->
                throw Problem.of(400, "signature_expired", SIGNATURE + " is not of this time")
                        .toException();
        }
        try {
            return JSON.readValue(body, Notice.class).event();
        } catch (JacksonException | IllegalArgumentException _) {
            throw Problem.of(ErrorCode.BAD_FRAME, "this is no event of the sandbox")
                    .toException();
        }
    }

    /// The webhook that tells how a checkout ended, signed now.
    Webhook webhook(TopUp topUp, PaymentEvent.Outcome outcome) {
        byte[] body = JSON.writeValueAsBytes(
                new Notice(EventId.random().value(), topUp.id(), outcome.word(), topUp.amount(), topUp.currency()));
        var headers = new HttpHeaders();
        headers.set(SIGNATURE, signature.header(clock.millis() / 1_000, body));
        return new Webhook(headers, body);
    }

    /// A request as the sandbox makes it.
    record Webhook(HttpHeaders headers, byte[] body) {}

    /// The body of a webhook.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Notice(
            @Nullable String id,
            @Nullable String topup,
            @Nullable String outcome,
            @Nullable Long amount,
            @Nullable String currency) {

        /// @throws IllegalArgumentException where something is missing
        PaymentEvent event() {
            if (id == null || !ID.matcher(id).matches() || topup == null || amount == null || currency == null) {
                throw new IllegalArgumentException();
            }
            return new PaymentEvent(id, topup, ending(), amount, currency);
        }

        private PaymentEvent.Outcome ending() {
            for (var each : PaymentEvent.Outcome.values()) {
                if (each.word().equals(outcome)) {
                    return each;
                }
            }
            throw new IllegalArgumentException();
        }
    }
}
