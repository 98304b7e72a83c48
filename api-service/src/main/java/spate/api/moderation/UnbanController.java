package spate.api.moderation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.PageCursor;
import spate.api.web.Problem;
import spate.api.web.Violations;
import spate.protocol.EventId;
import spate.rooms.policy.Right;

/// Requests to be let back in. A viewer has one open request in a room at most; the next can be made a day after
/// the last was refused.
@RestController
@Tag(name = "moderation")
final class UnbanController {

    private static final int LIMIT_MAX = 200;
    private static final int TEXT_MAX = 500;
    private static final int ANSWER_MAX = 300;
    private static final long PAUSE_MILLIS = 24 * 3_600_000L;

    private final Moderation moderation;
    private final UnbanRows rows;
    private final Restrictions restrictions;

    UnbanController(Moderation moderation, UnbanRows rows, Restrictions restrictions) {
        this.moderation = moderation;
        this.rows = rows;
        this.restrictions = restrictions;
    }

    @Operation(summary = "Ask to be let back in; by whoever is banned or timed out")
    @Needs(Right.ASK_UNBAN)
    @PostMapping("/api/rooms/{room}/unban-requests")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<UnbanRows.Request> ask(SignedIn viewer, @PathVariable("room") String room, @RequestBody Plea body) {
        String text = body.checked();
        String id = EventId.random().value();
        return moderation.act(
                viewer,
                room,
                Right.ASK_UNBAN,
                List.of(),
                act -> rows.newest(act.room().id(), viewer.id())
                        .doOnNext(last -> checkAgain(last, act.now()))
                        .then(rows.add(act.room().id(), id, viewer.id(), text, act.now()))
                        .then(rows.find(act.room().id(), id)));
    }

    private static void checkAgain(UnbanRows.Request last, long now) {
        if (last.isOpen()) {
            throw Problem.of(409, "already_asked", "the last request is not answered yet")
                    .toException();
        }
        Long answeredAt = last.answeredAt();
        if (last.state().equals("refused") && answeredAt != null && now - answeredAt < PAUSE_MILLIS) {
            throw Problem.of(409, "already_asked", "a request was refused within the last day")
                    .toException();
        }
    }

    @Operation(summary = "The own newest request; 404 where there is none")
    @Needs(Right.READ)
    @GetMapping("/api/rooms/{room}/unban-requests/mine")
    Mono<UnbanRows.Request> mine(SignedIn viewer, @PathVariable("room") String room) {
        return moderation.read(
                viewer,
                room,
                Right.READ,
                act -> rows.newest(act.room().id(), viewer.id()).switchIfEmpty(none()));
    }

    @Operation(summary = "Requests of a state, the oldest first; for moderators")
    @Needs(Right.ANSWER_UNBAN)
    @GetMapping("/api/rooms/{room}/unban-requests")
    Mono<Page> list(
            SignedIn viewer,
            @PathVariable("room") String room,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (!List.of("open", "approved", "refused").contains(state)) {
            throw Problem.invalidParameter("state", "state must be open, approved or refused")
                    .toException();
        }
        int rowsMax = PageCursor.limit(limit, LIMIT_MAX);
        PageCursor after = PageCursor.of(cursor);
        return moderation.read(
                viewer,
                room,
                Right.ANSWER_UNBAN,
                act -> rows.page(act.room().id(), state, after, rowsMax)
                        .map(found -> PageCursor.page(
                                found, rowsMax, each -> new PageCursor(each.createdAt(), each.id()), Page::new)));
    }

    @Operation(summary = "Approve or refuse a request; by moderators. Approving lifts the restriction")
    @Needs(Right.ANSWER_UNBAN)
    @PutMapping("/api/rooms/{room}/unban-requests/{request}")
    Mono<UnbanRows.Request> answer(
            SignedIn actor,
            @PathVariable("room") String room,
            @PathVariable("request") String request,
            @RequestBody Answer body) {
        Answer.Checked answer = body.checked();
        return moderation.act(
                actor,
                room,
                Right.ANSWER_UNBAN,
                List.of(),
                act -> rows.find(act.room().id(), request)
                        .switchIfEmpty(none())
                        .doOnNext(UnbanController::checkOpen)
                        .flatMap(found -> rows.answer(request, answer.state(), answer.text(), actor.id(), act.now())
                                .then(answered(act, found, answer)))
                        .then(rows.find(act.room().id(), request)));
    }

    private Mono<Void> answered(Act act, UnbanRows.Request request, Answer.Checked answer) {
        String viewer = request.viewer().id();
        return answer.isApproved()
                ? restrictions.lifted(act, viewer, "unban_approved", answer.text())
                : act.note("unban_refused", viewer, null, answer.text());
    }

    private static void checkOpen(UnbanRows.Request request) {
        if (!request.isOpen()) {
            throw Problem.of(409, "already_answered", "this request is answered already")
                    .toException();
        }
    }

    private static <T> Mono<T> none() {
        return Mono.error(
                () -> Problem.of(404, "request_unknown", "no such request").toException());
    }

    /// @param text 1 to 500 characters
    record Plea(@Nullable String text) {

        String checked() {
            var violations = new Violations();
            String checked = violations.text("text", violations.required("text", text), text == null ? 0 : 1, TEXT_MAX);
            violations.throwIfAny();
            return checked;
        }
    }

    /// @param decision `approve` or `refuse`
    /// @param answer up to 300 characters, for the viewer
    record Answer(@Nullable String decision, @Nullable String answer) {

        Checked checked() {
            var violations = new Violations();
            String decided = violations.word("decision", decision, "approve", "refuse");
            String text = violations.text("answer", answer == null ? "" : answer, 0, ANSWER_MAX);
            violations.throwIfAny();
            return new Checked(decided.equals("approve"), text);
        }

        record Checked(boolean isApproved, String text) {

            String state() {
                return isApproved ? "approved" : "refused";
            }
        }
    }

    /// A page of requests.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<UnbanRows.Request> requests, @Nullable String next) {}
}
