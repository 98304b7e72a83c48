package spate.api.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Violations;

/// Where viewers "pay" in the sandbox.
@RestController
@Tag(name = "money")
final class SandboxController {

    private final TopUps topUps;
    private final Settlements settlements;
    private final SandboxProvider sandbox;

    SandboxController(TopUps topUps, Settlements settlements, SandboxProvider sandbox) {
        this.topUps = topUps;
        this.settlements = settlements;
        this.sandbox = sandbox;
    }

    @Operation(
            summary = "Say how a checkout of the sandbox ends; only where the sandbox is the provider",
            description = "The sandbox then hands its signed webhook to the same door as any provider does, and the"
                    + " answer is the top-up after it.")
    @ApiResponse(responseCode = "200", description = "The top-up after it")
    @ApiResponse(responseCode = "404", description = "`topup_unknown`: no top-up of one's own", content = @Content)
    @ApiResponse(responseCode = "422", description = "`invalid`: no outcome", content = @Content)
    @PostMapping("/api/payments/sandbox/checkouts/{topup}")
    Mono<TopUpView> end(SignedIn viewer, @PathVariable("topup") String id, @RequestBody Choice body) {
        PaymentEvent.Outcome outcome = body.checked();
        return topUps.find(viewer, id)
                .filter(topUp -> topUp.provider().equals(sandbox.name()))
                .switchIfEmpty(Mono.error(TopUps::unknown))
                .flatMap(topUp -> {
                    SandboxProvider.Webhook webhook = sandbox.webhook(topUp, outcome);
                    return settlements.take(sandbox.name(), webhook.headers(), webhook.body());
                })
                .then(Mono.defer(() -> topUps.find(viewer, id)))
                .map(TopUpView::of);
    }

    /// @param outcome `paid` or `failed`
    record Choice(
            @Schema(
                    example = "paid",
                    allowableValues = {"paid", "failed"},
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String outcome) {

        PaymentEvent.Outcome checked() {
            var violations = new Violations();
            String paid = PaymentEvent.Outcome.PAID.word();
            String word = violations.word("outcome", outcome, paid, PaymentEvent.Outcome.FAILED.word());
            violations.throwIfAny();
            return word.equals(paid) ? PaymentEvent.Outcome.PAID : PaymentEvent.Outcome.FAILED;
        }
    }
}
