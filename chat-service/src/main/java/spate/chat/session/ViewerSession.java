package spate.chat.session;

import io.netty.channel.Channel;
import io.netty.util.ReferenceCounted;
import io.netty.util.concurrent.EventExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import spate.protocol.CloseReason;
import spate.protocol.ErrorCode;
import spate.protocol.Refusal;
import spate.protocol.RoomId;
import spate.protocol.frame.FrameId;
import spate.protocol.frame.ServerFrames;
import spate.rooms.limit.TokenBucket;
import spate.rooms.log.LogIdentity;
import spate.rooms.posting.Poster;
import spate.rooms.room.Batch;
import spate.rooms.room.Encoding;
import spate.rooms.room.Room;
import spate.rooms.room.RoomReader;
import spate.rooms.room.WebSocketFraming;

/// One open WebSocket: who it speaks for, which rooms it is in, what it may still do. On its event loop only.
final class ViewerSession implements RoomReader {

    private final String id;
    private final String address;
    private final SessionChannel channel;
    private final SessionProperties properties;
    private final SessionMeters meters;
    private final Encoding encoding;
    private final TokenBucket frames;
    private final Map<RoomId, Membership> memberships = new HashMap<>(2);
    private @Nullable Poster viewer;
    private String signIn = "";
    private Instant expiresAt = Instant.MAX;
    private boolean gone;
    private int badFrames;
    private int flooded;
    private long pingedAt;
    /// Index in the registry's list of its loop.
    int place;

    ViewerSession(
            String id,
            String address,
            Channel socket,
            boolean deflates,
            SessionProperties properties,
            SessionMeters meters) {
        this.id = id;
        this.address = address;
        this.channel = new SessionChannel(socket, this::drain);
        this.encoding = deflates ? Encoding.WEBSOCKET_DEFLATED : Encoding.WEBSOCKET;
        this.properties = properties;
        this.meters = meters;
        long now = System.nanoTime();
        this.frames = new TokenBucket(properties.framesPerSecond(), properties.framesBurst(), now);
        this.pingedAt = now;
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    SessionChannel channel() {
        return channel;
    }

    /// Who it speaks for; null for a guest.
    @Nullable
    Poster viewer() {
        return viewer;
    }

    /// From now on it speaks for a viewer, and is in no room that is not for that viewer.
    void speaksFor(Poster known, String from, Instant until) {
        if (viewer != null && !viewer.id().equals(known.id())) {
            memberships.values().stream()
                    .map(Membership::room)
                    .filter(room -> !room.policy().isOpenTo(known.id()))
                    .map(Room::id)
                    .toList()
                    .forEach(this::leaves);
        }
        viewer = known;
        signIn = from;
        expiresAt = until;
    }

    /// Counts a frame.
    ///
    /// @return 0 where it may be handled, else how many milliseconds to wait; a session that goes on all the
    ///     same ends
    long takeFrame() {
        long wait = frames.take(System.nanoTime());
        if (wait > 0 && ++flooded >= properties.floodMax()) {
            endNext(CloseReason.FLOOD);
        }
        return wait;
    }

    /// The answer to a frame that is not done. A session that sends many of those that are none ends.
    Reply refuse(@Nullable FrameId re, Refusal refusal) {
        meters.refused(refusal.code());
        Reply reply = Reply.of(ServerFrames.error(re, refusal));
        boolean isBad = refusal.code() == ErrorCode.BAD_FRAME || refusal.code() == ErrorCode.UNKNOWN_TYPE;
        if (isBad && ++badFrames >= properties.badFramesMax()) {
            return reply.then(() -> end(CloseReason.BAD_FRAME));
        }
        return reply;
    }

    @Nullable
    Membership in(RoomId room) {
        return memberships.get(room);
    }

    boolean mayJoin(RoomId room) {
        return memberships.size() < properties.roomsPerSession() || memberships.containsKey(room);
    }

    /// Is in a room from now on, in the place of an earlier membership of the same room.
    void joins(Membership membership) {
        if (gone) {
            membership.leave();
            return;
        }
        Membership before = memberships.put(membership.room().id(), membership);
        if (before != null) {
            before.leave();
        }
    }

    /// Reads a room from now on. Where the room was dropped between the join and here, the session starts over.
    void begins(Membership membership) {
        if (!membership.begin(this)) {
            end(CloseReason.RESTART);
        }
    }

    void leaves(RoomId room) {
        Membership membership = memberships.remove(room);
        if (membership != null) {
            membership.leave();
        }
    }

    void leavesAll() {
        new ArrayList<>(memberships.keySet()).forEach(this::leaves);
    }

    /// The socket is closed: a join that is decided only now takes no seat.
    void socketClosed() {
        gone = true;
        leavesAll();
    }

    void write(Reply reply) {
        if (reply.frame().length > 0) {
            channel.writeText(reply.frame());
        }
        reply.then().run();
    }

    private void drain() {
        memberships.values().forEach(Membership::drain);
    }

    /// Ends the session where it has been silent, stuck or without a valid token for too long, or its sign-in was
    /// ended.
    void check(long nowNanos, Instant now, Predicate<String> isRevoked) {
        long silent = nowNanos - channel.heardAt();
        long heartbeat = properties.heartbeat().toNanos();
        long fullSince = channel.fullSince();
        if (fullSince != 0 && nowNanos - fullSince > properties.slow().toNanos()) {
            end(CloseReason.TOO_SLOW);
        } else if (silent > heartbeat * 5 / 2) {
            end(CloseReason.HEARTBEAT_MISSED);
        } else if (expiresAt.isBefore(now)) {
            end(CloseReason.TOKEN_EXPIRED);
        } else if (viewer != null && isRevoked.test(signIn)) {
            end(CloseReason.TOKEN_INVALID);
        } else if (silent > heartbeat && nowNanos - pingedAt > heartbeat) {
            pingedAt = nowNanos;
            channel.ping();
        }
    }

    // A reader of rooms

    @Override
    public EventExecutor loop() {
        return channel.channel().eventLoop();
    }

    @Override
    public boolean canTake() {
        return channel.isWritable();
    }

    @Override
    public boolean take(Batch batch) {
        ReferenceCounted frame = channel.takesRegions() ? batch.framed(encoding) : batch.encoded(encoding);
        if (frame == null) {
            return false;
        }
        channel.writeFrame(frame);
        return true;
    }

    @Override
    public void missed(Room room, long prev, long last) {
        LogIdentity log = room.log();
        channel.writeFrame(
                WebSocketFraming.text(ServerFrames.missed(room.id(), log.position(prev), log.position(last))));
    }

    @Override
    public void audience(Room room) {
        if (channel.isWritable()) {
            channel.writeText(ServerFrames.audience(room.id(), room.viewers()));
        }
    }

    @Override
    public void flush() {
        channel.flush();
    }

    /// Ends the session once what waits to be written is written.
    void endNext(CloseReason reason) {
        loop().execute(() -> end(reason));
    }

    @Override
    public void end(CloseReason reason) {
        if (!channel.isClosing()) {
            meters.closed(reason);
            leavesAll();
            channel.close(reason);
        }
    }
}
