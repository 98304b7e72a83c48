package spate.api.room;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import spate.api.hot.HotRooms;
import spate.api.token.Bearer;
import spate.api.token.SignedIn;
import spate.api.web.IfMatch;
import spate.api.web.Needs;
import spate.api.web.Violations;
import spate.protocol.RoomId;
import spate.protocol.event.RoomSettings;
import spate.rooms.policy.Right;

/// Rooms: create, list, read, change, close.
@RestController
@Tag(name = "rooms")
final class RoomController {

    private final Rooms rooms;
    private final RoomRights rights;
    private final RoomChanges changes;
    private final DirectRooms direct;
    private final RoomList list;
    private final Audience audience;
    private final Favours favours;
    private final HotRooms hot;
    private final Bearer bearer;
    private final Clock clock;

    RoomController(
            Rooms rooms,
            RoomRights rights,
            RoomChanges changes,
            DirectRooms direct,
            RoomList list,
            Audience audience,
            Favours favours,
            HotRooms hot,
            Bearer bearer,
            Clock clock) {
        this.rooms = rooms;
        this.rights = rights;
        this.changes = changes;
        this.direct = direct;
        this.list = list;
        this.audience = audience;
        this.favours = favours;
        this.hot = hot;
        this.bearer = bearer;
        this.clock = clock;
    }

    @Operation(
            summary = "Create a room; its chat is open from the start",
            description = "With `kind` `direct` it is the conversation with the viewer whose handle is in `with`, which"
                    + " nobody else can see. There is one for each pair: where there is one already, it is the answer,"
                    + " with 200 in the place of 201.")
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "200",
            description = "The direct room with this viewer, which was there",
            useReturnTypeSchema = true)
    @PostMapping("/api/rooms")
    Mono<ResponseEntity<RoomView>> create(SignedIn viewer, @RequestBody NewRoom body) {
        if (body.isDirect()) {
            return direct.begin(viewer, body.toPartner(viewer))
                    .map(begun -> ResponseEntity.status(begun.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                            .location(URI.create("/api/rooms/" + begun.room().id()))
                            .eTag(IfMatch.tag(begun.room().version()))
                            .body(RoomView.whole(begun.room(), 0)
                                    .talkingWith(begun.room().partnerOf(viewer.id()))));
        }
        return changes.create(body.toRoom(viewer, clock.millis()))
                .map(room -> ResponseEntity.created(URI.create("/api/rooms/" + room.id()))
                        .eTag(IfMatch.tag(room.version()))
                        .body(RoomView.whole(room, 0)));
    }

    @Operation(
            summary = "List open rooms, or with mine=true all of the own ones, with followed=true those one follows",
            description = "A query finds rooms whose id, title or description has each of its words, in any spelling of"
                    + " upper and lower case.")
    @GetMapping("/api/rooms")
    Mono<Page> list(
            @RequestParam(defaultValue = "viewers") String sort,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "false") boolean followed,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") int limit,
            ServerHttpRequest request) {
        String owner = mine ? bearer.require(request).id() : null;
        String follower = followed ? bearer.require(request).id() : null;
        var asked = ListQuery.of(sort, query, tag, owner, follower, cursor, limit);
        return list.page(asked).map(found -> Page.of(found, asked));
    }

    @Operation(summary = "One room, with its settings; for a signed-in viewer also whether it is liked and followed")
    @Needs(Right.READ)
    @GetMapping("/api/rooms/{room}")
    Mono<ResponseEntity<RoomView>> read(@PathVariable("room") String id, ServerHttpRequest request) {
        Optional<SignedIn> viewer = bearer.find(request);
        return rooms.require(id, viewer.map(SignedIn::id).orElse(null))
                .flatMap(room ->
                        rights.require(room, viewer.orElse(null), Right.READ).thenReturn(room))
                .flatMap(room -> viewer.isEmpty()
                        ? view(room).map(view -> answer(room, view))
                        : favours.of(room.id(), viewer.get().id())
                                .flatMap(own -> view(room)
                                        .map(view -> view.with(own)
                                                .talkingWith(room.partnerOf(
                                                        viewer.get().id())))
                                        .map(view -> answer(room, view))));
    }

    @Operation(summary = "Change title, description, tags, settings, or open and close the chat; by the owner")
    @Needs(Right.CHANGE_ROOM)
    @PatchMapping("/api/rooms/{room}")
    Mono<ResponseEntity<RoomView>> change(
            SignedIn viewer,
            @PathVariable("room") String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody RoomChange body) {
        return changes.change(viewer, id, IfMatch.of(ifMatch), body)
                .flatMap(room -> view(room).map(view -> answer(room, view)));
    }

    @Operation(summary = "Close the chat of a room; by the owner")
    @Needs(Right.CHANGE_ROOM)
    @DeleteMapping("/api/rooms/{room}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<ResponseEntity<Void>> close(SignedIn viewer, @PathVariable("room") String id) {
        return changes.change(viewer, id, IfMatch.ANY, RoomChange.CLOSE)
                .thenReturn(ResponseEntity.noContent().build());
    }

    private Mono<RoomView> view(Room room) {
        return Mono.zip(
                audience.of(room.id()),
                hot.isHot(room.id()),
                (viewers, isHot) -> RoomView.whole(room, viewers).with(isHot));
    }

    private static ResponseEntity<RoomView> answer(Room room, RoomView view) {
        return ResponseEntity.ok().eTag(IfMatch.tag(room.version())).body(view);
    }

    /// A room to be created.
    ///
    /// @param id 3 to 40 of `a-z`, `0-9` and `-`
    /// @param title 1 to 120 characters
    /// @param description up to 2000 characters
    /// @param tags at most 10, each of 1 to 30 characters
    /// @param kind `live`, or `direct` for a conversation, which has nothing but `with`
    /// @param with handle of the other viewer
    record NewRoom(
            @Nullable String id,
            @Nullable String title,
            @Nullable String description,
            @Nullable List<@Nullable String> tags,
            @Nullable String kind,
            @Schema(example = "mina") @Nullable String with) {

        boolean isDirect() {
            return Room.DIRECT.equals(kind);
        }

        /// The handle of the other viewer.
        String toPartner(SignedIn viewer) {
            var violations = new Violations();
            String handle = violations.required("with", with);
            if (handle.equals(viewer.handle())) {
                violations.add("with", "self", "a conversation needs another viewer");
            }
            if (id != null) {
                violations.add("id", "given", "a direct room is given its id");
            }
            if (title != null || description != null || tags != null) {
                violations.add("title", "direct", "a direct room has neither title, description nor tags");
            }
            violations.throwIfAny();
            return handle;
        }

        Room toRoom(SignedIn owner, long now) {
            var violations = new Violations();
            String newId = RoomFields.id(violations, violations.required("id", id));
            String newTitle = RoomFields.title(violations, violations.required("title", title));
            String newDescription = RoomFields.description(violations, description == null ? "" : description);
            List<String> newTags = RoomFields.tags(violations, tags == null ? List.of() : tags);
            String newKind = RoomFields.kind(violations, kind);
            if (with != null) {
                violations.add("with", "direct", "only a direct room is with somebody");
            }
            violations.throwIfAny();
            return new Room(
                    new RoomId(newId),
                    new Room.Owner(owner.id(), owner.handle(), owner.name()),
                    newTitle,
                    newDescription,
                    newTags,
                    newKind,
                    RoomSettings.DEFAULTS,
                    1,
                    now,
                    0,
                    0);
        }
    }

    /// A page of rooms.
    ///
    /// @param next the cursor of the next page, null where this is the last
    record Page(List<RoomView> rooms, @Nullable String next) {

        /// @param found the rooms of the page, and one more where there are more
        static Page of(List<RoomList.Listed> found, ListQuery query) {
            var shown = found.subList(0, Math.min(found.size(), query.limit()));
            String next = found.size() > query.limit()
                    ? cursor(shown.getLast(), query).toString()
                    : null;
            return new Page(
                    shown.stream()
                            .map(listed -> RoomView.listed(listed.room(), listed.viewers()))
                            .toList(),
                    next);
        }

        private static ListCursor cursor(RoomList.Listed last, ListQuery query) {
            Room room = last.room();
            long first = switch (query.sort()) {
                case VIEWERS -> last.viewers();
                case LIKES -> room.likes();
                case RECENT -> 0;
            };
            return new ListCursor(first, room.createdAt(), room.id().value());
        }
    }
}
