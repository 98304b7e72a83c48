package spate.api.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A top-up as its viewer sees it.
///
/// @param checkout where the viewer pays
/// @param at milliseconds since 1970
@JsonInclude(JsonInclude.Include.NON_NULL)
record TopUpView(
        @Schema(example = "aaaaaaaaaaaaaaaaaaaabg") String id,
        @Schema(example = "20000") long amount,
        @Schema(example = "KRW") String currency,

        @Schema(
                example = "pending",
                allowableValues = {"pending", "paid", "failed"})
        String state,

        @Schema(example = "sandbox") String provider,

        @Schema(
                description = "Where the viewer pays: an address, or a path of this server",
                example = "/api/payments/sandbox/checkouts/aaaaaaaaaaaaaaaaaaaabg")
        @Nullable
        String checkout,

        @Schema(example = "1790000000300") long at) {

    static TopUpView of(TopUp topUp) {
        return new TopUpView(
                topUp.id(),
                topUp.amount(),
                topUp.currency(),
                topUp.state(),
                topUp.provider(),
                topUp.checkout(),
                topUp.at());
    }
}
