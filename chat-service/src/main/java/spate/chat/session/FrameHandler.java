package spate.chat.session;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import spate.protocol.CloseReason;
import spate.protocol.ErrorCode;
import spate.protocol.EventId;
import spate.protocol.Position;
import spate.protocol.Refusal;
import spate.protocol.frame.ClientFrame;
import spate.protocol.frame.Decoded;
import spate.protocol.frame.FrameId;
import spate.protocol.frame.ServerFrames;
import spate.rooms.overload.Overload;
import spate.rooms.posting.Draft;
import spate.rooms.posting.Messages;
import spate.rooms.posting.Poster;
import spate.rooms.room.JoinOutcome;
import spate.rooms.room.LogEvent;
import spate.rooms.room.Room;
import spate.rooms.room.Rooms;
import spate.rooms.token.Tokens;
import spate.rooms.token.Verified;

/// Does what frames ask for. Stateless; each session's frames come one after the other on its event loop.
///
/// Handling has two steps. The outer publisher ends when the frame has taken effect, so that the session's next
/// frame finds it done; the inner one brings the answer, which for a post is only there once the log has it.
final class FrameHandler {

    private static final long RETRY_MILLIS = 1_000;

    private final SessionProperties properties;
    private final Tokens tokens;
    private final Rooms rooms;
    private final Posting posting;
    private final Reactions reactions;
    private final LoopSchedulers loops;
    private final SessionMeters meters;
    private final Overload overload;

    FrameHandler(
            SessionProperties properties,
            Tokens tokens,
            Rooms rooms,
            Posting posting,
            Reactions reactions,
            LoopSchedulers loops,
            SessionMeters meters,
            Overload overload) {
        this.properties = properties;
        this.tokens = tokens;
        this.rooms = rooms;
        this.posting = posting;
        this.reactions = reactions;
        this.loops = loops;
        this.meters = meters;
        this.overload = overload;
    }

    Mono<Mono<Reply>> handle(ViewerSession session, Decoded decoded) {
        long wait = session.takeFrame();
        return switch (decoded) {
            case Decoded.NotJson _ -> {
                session.endNext(CloseReason.BAD_FRAME);
                yield Mono.empty();
            }
            case Decoded.Refused(FrameId re, Refusal refusal) -> done(session.refuse(re, refusal));
            case Decoded.Frame(ClientFrame frame)
            when wait > 0 ->
                done(session.refuse(frame.id(), Refusal.retryAfter(ErrorCode.RATE_LIMITED, "too many frames", wait)));
            case Decoded.Frame(ClientFrame frame) ->
                switch (frame) {
                    case ClientFrame.Hello hello -> hello(session, hello).map(Mono::just);
                    case ClientFrame.Join join -> join(session, join).map(Mono::just);
                    case ClientFrame.Leave leave -> done(leave(session, leave));
                    case ClientFrame.Post post -> post(session, post);
                    case ClientFrame.React react -> done(react(session, react));
                    case ClientFrame.Ping ping -> done(Reply.of(ServerFrames.pong(ping.id())));
                };
        };
    }

    private static Mono<Mono<Reply>> done(Reply reply) {
        return Mono.just(Mono.just(reply));
    }

    private Mono<Reply> hello(ViewerSession session, ClientFrame.Hello hello) {
        if (hello.token() == null) {
            return Mono.just(welcome(session, hello.id()));
        }
        return tokens.verify(hello.token())
                .publishOn(loops.of(session.loop()))
                .map(verified -> greet(session, hello.id(), verified));
    }

    private Reply greet(ViewerSession session, @Nullable FrameId re, Verified verified) {
        return switch (verified) {
            case Verified.Good good -> {
                session.speaksFor(good.viewer(), good.signIn(), good.expiresAt());
                yield welcome(session, re);
            }
            case Verified.Expired _ ->
                session.refuse(re, Refusal.of(ErrorCode.TOKEN_EXPIRED, "the token is over: sign in again"))
                        .then(() -> session.end(CloseReason.TOKEN_EXPIRED));
            case Verified.Invalid _ ->
                session.refuse(re, Refusal.of(ErrorCode.TOKEN_INVALID, "the token is not valid"))
                        .then(() -> session.end(CloseReason.TOKEN_INVALID));
            case Verified.Unknown _ -> session.refuse(re, unavailable("the token cannot be checked now"));
        };
    }

    private Reply welcome(ViewerSession session, @Nullable FrameId re) {
        int heartbeat = (int) properties.heartbeat().toSeconds();
        Poster known = session.viewer();
        var viewer = known == null
                ? null
                : new ServerFrames.Viewer(
                        known.id(), known.name(), known.handle(), known.color(), Messages.badges(known));
        return Reply.of(ServerFrames.welcome(re, session.id(), viewer, heartbeat, properties.limits()));
    }

    private Mono<Reply> join(ViewerSession session, ClientFrame.Join join) {
        if (!session.mayJoin(join.room())) {
            int most = properties.roomsPerSession();
            return Mono.just(session.refuse(
                    join.id(), Refusal.of(ErrorCode.TOO_MANY_ROOMS, "at most " + most + " rooms for one session")));
        }
        if (overload.sheds()) {
            return Mono.just(session.refuse(
                    join.id(),
                    Refusal.retryAfter(
                            ErrorCode.UNAVAILABLE, "this server has too much to do now", overload.shed("join"))));
        }
        Poster viewer = session.viewer();
        return rooms.join(join.room(), viewer == null ? null : viewer.id(), join.after(), join.history())
                .publishOn(loops.of(session.loop()))
                .map(outcome -> joined(session, join, outcome));
    }

    private Reply joined(ViewerSession session, ClientFrame.Join join, JoinOutcome outcome) {
        return switch (outcome) {
            case JoinOutcome.Joined joined
            when !posting.mayRead(joined.room(), session.viewer()) ->
                session.refuse(join.id(), Refusal.of(ErrorCode.FORBIDDEN, "this room is not yours to read"));
            case JoinOutcome.Joined joined -> {
                var membership = new Membership(joined);
                session.joins(membership);
                meters.joined();
                yield Reply.of(ServerFrames.joined(join.id(), shown(session, joined), true))
                        .then(() -> session.begins(membership));
            }
            case JoinOutcome.RoomUnknown _ ->
                session.refuse(join.id(), Refusal.ofField(ErrorCode.ROOM_UNKNOWN, "room", "no such room"));
            case JoinOutcome.RoomClosed _ ->
                session.refuse(join.id(), Refusal.of(ErrorCode.ROOM_CLOSED, "the chat of this room is closed"));
            case JoinOutcome.Unavailable _ -> session.refuse(join.id(), unavailable("the room cannot be joined now"));
        };
    }

    private static ServerFrames.Joined shown(ViewerSession session, JoinOutcome.Joined joined) {
        Room room = joined.room();
        var viewer = session.viewer();
        return new ServerFrames.Joined(
                room.id(),
                joined.position(),
                joined.recovered(),
                joined.history().stream().map(LogEvent::body).toList(),
                room.policy().settings(),
                room.viewers() + 1,
                viewer == null ? "viewer" : room.policy().roleOf(viewer.id()).word(),
                room.pinned());
    }

    private Reply leave(ViewerSession session, ClientFrame.Leave leave) {
        if (session.in(leave.room()) == null) {
            return session.refuse(leave.id(), notJoined());
        }
        session.leaves(leave.room());
        return Reply.of(ServerFrames.left(leave.id(), leave.room()));
    }

    private Mono<Mono<Reply>> post(ViewerSession session, ClientFrame.Post post) {
        Membership membership = session.in(post.room());
        if (session.viewer() == null) {
            return done(session.refuse(post.id(), signInRequired()));
        }
        if (membership == null) {
            return done(session.refuse(post.id(), notJoined()));
        }
        var draft = new Draft(post.text(), post.key(), post.replyTo());
        return posting.post(membership.room(), session.viewer(), draft, session.loop())
                // Redis, or where the answered message is kept, was asked; the next frame belongs to the session's
                // loop again.
                .publishOn(loops.of(session.loop()))
                .map(outcome -> outcome.map(done -> posted(session, post.id(), done)));
    }

    private Reply posted(ViewerSession session, @Nullable FrameId re, PostOutcome outcome) {
        return switch (outcome) {
            case PostOutcome.Posted(EventId event, Position position) -> {
                meters.posted();
                yield Reply.of(ServerFrames.posted(re, event, position));
            }
            case PostOutcome.Refused(Refusal refusal) -> session.refuse(re, refusal);
        };
    }

    private Reply react(ViewerSession session, ClientFrame.React react) {
        Membership membership = session.in(react.room());
        if (session.viewer() == null) {
            return session.refuse(react.id(), signInRequired());
        }
        if (membership == null) {
            return session.refuse(react.id(), notJoined());
        }
        Refusal refusal = posting.reacting(membership.room(), session.viewer());
        if (refusal != null) {
            return session.refuse(react.id(), refusal);
        }
        if (!membership.room().policy().settings().reactions().contains(react.reaction())) {
            return session.refuse(
                    react.id(), Refusal.ofField(ErrorCode.REACTION_UNKNOWN, "reaction", "not a reaction of this room"));
        }
        reactions.tap(react.room(), react.reaction(), react.count());
        return Reply.NONE;
    }

    private static Refusal signInRequired() {
        return Refusal.of(ErrorCode.SIGN_IN_REQUIRED, "sign in to write");
    }

    private static Refusal notJoined() {
        return Refusal.of(ErrorCode.NOT_JOINED, "join the room first");
    }

    private static Refusal unavailable(String message) {
        return Refusal.retryAfter(ErrorCode.UNAVAILABLE, message, RETRY_MILLIS);
    }
}
