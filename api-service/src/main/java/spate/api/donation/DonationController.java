package spate.api.donation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.money.Amounts;
import spate.api.money.RequestKey;
import spate.api.room.Admission;
import spate.api.token.Bearer;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.api.web.Violations;
import spate.rooms.policy.Right;
import tools.jackson.databind.JsonNode;

/// Donations: given, listed, given back.
@RestController
@Tag(name = "money")
final class DonationController {

    private static final int LIMIT_MAX = 200;
    private static final int TEXT_MAX = 2000;

    private final Donations donations;
    private final DonationRows rows;
    private final Admission admission;
    private final Bearer bearer;
    private final DonationProperties properties;

    DonationController(
            Donations donations, DonationRows rows, Admission admission, Bearer bearer, DonationProperties properties) {
        this.donations = donations;
        this.rows = rows;
        this.admission = admission;
        this.bearer = bearer;
        this.properties = properties;
    }

    @Needs(Right.DONATE)
    @Operation(
            summary = "Donate to the owner of a room, from the own wallet",
            description = "Everyone in the room sees a `donation` event. Sent again under the same key with the same"
                    + " body it gives the same answer, and is paid once; a refusal is not remembered. The room's rules"
                    + " for messages hold for the text: closed, paused, timed out, banned, length, links, followers or"
                    + " members only. Blocked words are shown as `*` where messages have them so, and refused where"
                    + " messages are refused or held.")
    @ApiResponse(responseCode = "201", description = "Paid; `balance` is what is left in the wallet")
    @ApiResponse(responseCode = "400", description = "`invalid`: no `Idempotency-Key`", content = @Content)
    @ApiResponse(
            responseCode = "403",
            description = "`banned`, `timed_out`, `followers_only`, `members_only`; `forbidden` for the owner",
            content = @Content)
    @ApiResponse(responseCode = "404", description = "`room_unknown`", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "`balance_too_low`, `room_closed`, `room_shielded`",
            content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "`invalid`: no amount within the bounds; `key_reused`: the key was used for another"
                    + " donation; `text_too_long`, `links_forbidden`, `blocked_word`",
            content = @Content)
    @PostMapping("/api/rooms/{room}/donations")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Given> donate(
            SignedIn viewer,
            @PathVariable("room") String room,
            @Parameter(
                            description = "1 to 100 visible ASCII characters, new for each donation",
                            required = true,
                            example = "donation-91b7")
                    @RequestHeader(name = RequestKey.HEADER, required = false)
                    @Nullable
                    String key,
            @RequestBody NewDonation body) {
        RequestKey checkedKey = RequestKey.of(key);
        NewDonation.Checked checked = body.checked(properties);
        return donations
                .donate(viewer, room, checked.amount(), checked.text(), checkedKey)
                .map(kept -> new Given(kept.donation(), kept.balance()));
    }

    @Needs(Right.READ)
    @Operation(summary = "The donations of a room, newest first; refunded ones too, without their text")
    @GetMapping("/api/rooms/{room}/donations")
    Mono<Page> list(
            @PathVariable("room") String room,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            ServerHttpRequest request) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor before = PageCursor.of(cursor);
        return admission
                .admit(bearer.find(request).orElse(null), room, Right.READ)
                .flatMap(found -> rows.page(found.id(), before, rowsMax))
                .map(found -> Page.of(found, rowsMax));
    }

    @Needs(Right.REFUND)
    @Operation(
            summary = "Give a donation back, out of the own wallet; by the owner",
            description =
                    "Its event goes from the chat and its history, by a `removed` event, and its text from the list;"
                            + " the figures count it no more. The second time changes nothing and gives the same answer.")
    @ApiResponse(responseCode = "200", description = "The donation, refunded")
    @ApiResponse(responseCode = "403", description = "`forbidden`: not the owner", content = @Content)
    @ApiResponse(responseCode = "404", description = "`room_unknown`, `donation_unknown`", content = @Content)
    @ApiResponse(responseCode = "409", description = "`balance_too_low`", content = @Content)
    @PostMapping("/api/rooms/{room}/donations/{donation}/refund")
    Mono<Donation> refund(
            SignedIn viewer, @PathVariable("room") String room, @PathVariable("donation") String donation) {
        return donations.refund(viewer, room, donation);
    }

    /// @param amount whole units of the currency
    /// @param text what everyone is to see
    record NewDonation(
            @Schema(
                    description = "Whole units of the currency",
                    implementation = Long.class,
                    example = "5000",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            JsonNode amount,

            @Schema(description = "As long as a message in this room may be", example = "응원합니다") @Nullable
            String text) {

        Checked checked(DonationProperties bounds) {
            var violations = new Violations();
            long checked = Amounts.of(violations, "amount", amount, bounds.min(), bounds.max());
            String shown = text == null ? "" : violations.text("text", text, 0, TEXT_MAX);
            violations.throwIfAny();
            return new Checked(checked, shown.isEmpty() ? null : shown);
        }

        record Checked(long amount, @Nullable String text) {}
    }

    /// A donation that was given.
    ///
    /// @param balance what is left in the wallet
    record Given(
            @JsonUnwrapped Donation donation,
            @Schema(example = "15000") long balance) {}

    /// A page of donations.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<Donation> donations, @Nullable String next) {

        static Page of(List<DonationRows.Kept> found, int limit) {
            return PageCursor.page(
                    found,
                    limit,
                    kept -> new PageCursor(kept.donation().at(), kept.donation().id()),
                    (rows, next) -> new Page(
                            rows.stream().map(kept -> kept.donation().shown()).toList(), next));
        }
    }
}
