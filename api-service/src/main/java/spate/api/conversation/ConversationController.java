package spate.api.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.room.RoomRights;
import spate.api.room.Rooms;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.api.web.Problem;
import spate.api.web.Violations;
import spate.protocol.Position;
import spate.rooms.policy.Right;

/// The own conversations.
@RestController
@Tag(name = "conversations")
final class ConversationController {

    private static final int LIMIT_MAX = 50;

    private final Rooms rooms;
    private final RoomRights rights;
    private final ConversationRows seats;
    private final TalkRows talk;

    ConversationController(Rooms rooms, RoomRights rights, ConversationRows seats, TalkRows talk) {
        this.rooms = rooms;
        this.rights = rights;
        this.seats = seats;
        this.talk = talk;
    }

    @Operation(
            summary = "The own conversations, the last active first",
            description = "Each with its newest message, and with how many messages of the other viewer stand behind"
                    + " what was read: at most 100 are counted. What was posted a moment ago may not be counted yet.")
    @GetMapping("/api/conversations")
    Mono<Page> list(
            SignedIn viewer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit) {
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        return seats.page(viewer.id(), PageCursor.of(cursor), rowsMax)
                .map(found -> PageCursor.page(
                        found,
                        rowsMax,
                        seat -> new PageCursor(seat.at(), seat.room().value()),
                        Found::new))
                .flatMap(found -> told(viewer, found));
    }

    private Mono<Page> told(SignedIn viewer, Found found) {
        return Mono.zip(talk.newest(found.seats()), talk.unread(viewer.id(), found.seats()), (newest, unread) -> {
            List<Conversation> shown = found.seats().stream()
                    .map(seat -> new Conversation(
                            seat.room().value(),
                            seat.with(),
                            newest.get(seat.room()),
                            unread.getOrDefault(seat.room(), 0L),
                            seat.read() == null ? null : seat.read().toString(),
                            seat.at(),
                            seat.isBlocked()))
                    .toList();
            return new Page(shown, found.next());
        });
    }

    @Operation(
            summary = "Note up to where a direct room was read",
            description = "A position behind the one that is known changes nothing.")
    @Needs(Right.READ)
    @PutMapping("/api/rooms/{room}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> read(SignedIn viewer, @PathVariable("room") String room, @RequestBody Read body) {
        Position position = body.checked();
        return rooms.require(room, viewer.id())
                .flatMap(found -> rights.require(found, viewer, Right.READ).thenReturn(found))
                .filter(found -> found.id().isDirect())
                .switchIfEmpty(
                        Mono.error(() -> Problem.of(409, "not_direct", "read positions are kept of direct rooms only")
                                .toException()))
                .flatMap(found -> seats.read(found.id(), viewer.id(), position))
                .filter(isKnown -> isKnown)
                .switchIfEmpty(Mono.error(ConversationController::otherLog))
                .then();
    }

    private static RuntimeException otherLog() {
        var violations = new Violations();
        violations.add("position", "log", "this position is of another log");
        return violations.toException();
    }

    /// @param position of the newest event that was read
    record Read(@Schema(example = "q1Zx0aBc.1041") @Nullable String position) {

        Position checked() {
            var violations = new Violations();
            String text = violations.required("position", position);
            @Nullable Position parsed = Position.parse(text).orElse(null);
            if (parsed == null && position != null) {
                violations.add("position", "form", "this is no position");
            }
            violations.throwIfAny();
            return Objects.requireNonNull(parsed);
        }
    }

    private record Found(
            List<ConversationRows.Seat> seats, @Nullable String next) {}

    /// A page of conversations.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<Conversation> conversations, @Nullable String next) {}

    /// A conversation as one of the two sees it.
    ///
    /// @param room id of the direct room
    /// @param with the other one; without handle and name where the account is gone
    /// @param last the newest message event; absent where there is none
    /// @param unread messages of the other one that were not read, at most 100
    /// @param readPosition up to where it was read; absent where nothing was
    /// @param at when the newest message was accepted, or else when the conversation was begun, milliseconds since
    ///     1970
    /// @param blocked whether one blocks the other one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Conversation(
            String room,
            ConversationRows.Partner with,
            @Schema(type = "object") @JsonRawValue @Nullable String last,
            long unread,
            @Nullable String readPosition,
            long at,
            boolean blocked) {}
}
