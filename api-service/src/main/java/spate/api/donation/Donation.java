package spate.api.donation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A donation, as everyone may see it.
///
/// @param id that of the room's event, too
/// @param amount whole units of the currency
/// @param tier 0 for the smallest amounts
/// @param at milliseconds since 1970
/// @param state `paid` or `refunded`
@JsonInclude(JsonInclude.Include.NON_NULL)
record Donation(
        @Schema(description = "Also the id of the room's event", example = "aaaaaaaaaaaaaaaaaaaaag")
        String id,

        @Schema(example = "mina-live") String room,
        By by,
        @Schema(example = "5000") long amount,
        @Schema(example = "KRW") String currency,
        @Schema(example = "2") int tier,
        @Schema(example = "응원합니다") @Nullable String text,
        @Schema(example = "1790000000300") long at,

        @Schema(
                example = "paid",
                allowableValues = {"paid", "refunded"})
        String state) {

    static final String PAID = "paid";
    static final String REFUNDED = "refunded";

    private boolean isRefunded() {
        return state.equals(REFUNDED);
    }

    /// As everyone sees it later: what was given back has no text any more.
    Donation shown() {
        return isRefunded() ? new Donation(id, room, by, amount, currency, tier, null, at, state) : this;
    }

    Donation withState(String newState) {
        return new Donation(id, room, by, amount, currency, tier, text, at, newState);
    }

    /// Who gave; without a name where the account is gone.
    record By(
            @Schema(example = "Vd83kfLm20xPqz71aaaaag") String id,
            @Schema(example = "미나") String name) {}
}
