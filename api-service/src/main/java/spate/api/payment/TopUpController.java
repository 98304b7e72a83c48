package spate.api.payment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.money.Amounts;
import spate.api.money.RequestKey;
import spate.api.token.SignedIn;
import spate.api.web.Violations;
import tools.jackson.databind.JsonNode;

/// Top-ups, and what providers tell of them.
@RestController
@Tag(name = "money")
final class TopUpController {

    private final TopUps topUps;
    private final Settlements settlements;
    private final PaymentProperties properties;

    TopUpController(TopUps topUps, Settlements settlements, PaymentProperties properties) {
        this.topUps = topUps;
        this.settlements = settlements;
        this.properties = properties;
    }

    @Operation(
            summary = "Begin a top-up; the wallet has the money once the provider tells that it was paid",
            description = "Sent again under the same key with the same amount it gives the same answer, and the money"
                    + " is asked for once.")
    @ApiResponse(responseCode = "201", description = "Begun; pay at `checkout`")
    @ApiResponse(responseCode = "400", description = "`invalid`: no `Idempotency-Key`", content = @Content)
    @ApiResponse(responseCode = "409", description = "`topups_off`: nobody takes payments here", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "`invalid`: no amount within the bounds; `key_reused`: the key was used for another amount",
            content = @Content)
    @PostMapping("/api/wallet/topups")
    Mono<ResponseEntity<TopUpView>> begin(
            SignedIn viewer,
            @Parameter(
                            description = "1 to 100 visible ASCII characters, new for each top-up",
                            required = true,
                            example = "topup-5f0c2a")
                    @RequestHeader(name = RequestKey.HEADER, required = false)
                    @Nullable
                    String key,
            @RequestBody NewTopUp body) {
        RequestKey checked = RequestKey.of(key);
        return topUps.begin(viewer, body.checked(properties), checked)
                .map(topUp -> ResponseEntity.created(URI.create("/api/wallet/topups/" + topUp.id()))
                        .body(TopUpView.of(topUp)));
    }

    @Operation(summary = "A top-up of one's own, as it stands now")
    @ApiResponse(responseCode = "200", description = "The top-up")
    @ApiResponse(responseCode = "404", description = "`topup_unknown`", content = @Content)
    @GetMapping("/api/wallet/topups/{topup}")
    Mono<TopUpView> find(SignedIn viewer, @PathVariable("topup") String id) {
        return topUps.find(viewer, id).map(TopUpView::of);
    }

    @Operation(
            summary = "Told by a payment provider how a checkout ended",
            description = "Signed by the provider. The sandbox signs with the header `Spate-Signature`:"
                    + " `t=<seconds since 1970>,v1=<hex of HMAC-SHA256 over \"t.body\">`, and its body is"
                    + " `{\"id\",\"topup\",\"outcome\":\"paid\"|\"failed\",\"amount\",\"currency\"}`. The same event may"
                    + " be told any number of times.")
    @ApiResponse(responseCode = "204", description = "Known now, or before")
    @ApiResponse(
            responseCode = "400",
            description = "`signature_expired`: not of this time; `bad_frame`: cannot be read",
            content = @Content)
    @ApiResponse(
            responseCode = "401",
            description = "`signature_invalid`: not signed by the provider",
            content = @Content)
    @ApiResponse(responseCode = "404", description = "`provider_unknown`, `topup_unknown`", content = @Content)
    @ApiResponse(responseCode = "422", description = "`amount_differs`", content = @Content)
    @PostMapping("/api/payments/{provider}/webhooks")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> webhook(
            @Parameter(example = "sandbox") @PathVariable("provider") String provider,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            @Schema(type = "object") @RequestBody(required = false) byte @Nullable [] body) {
        return settlements.take(provider, headers, body == null ? new byte[0] : body);
    }

    /// @param amount whole units of the currency
    record NewTopUp(
            @Schema(
                    description = "Whole units of the currency",
                    type = "integer",
                    format = "int64",
                    example = "20000",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            JsonNode amount) {

        long checked(PaymentProperties bounds) {
            var violations = new Violations();
            long checked = Amounts.of(violations, "amount", amount, bounds.topupMin(), bounds.topupMax());
            violations.throwIfAny();
            return checked;
        }
    }
}
