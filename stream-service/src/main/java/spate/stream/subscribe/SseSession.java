package spate.stream.subscribe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.netty.NettyPipeline;
import spate.protocol.CloseReason;
import spate.protocol.frame.ServerFrames;
import spate.rooms.log.LogIdentity;
import spate.rooms.room.Batch;
import spate.rooms.room.Encoding;
import spate.rooms.room.JoinOutcome;
import spate.rooms.room.Room;
import spate.rooms.room.RoomCursor;
import spate.rooms.room.RoomReader;
import spate.rooms.room.SseFraming;
import spate.rooms.token.Verified;

/// One SSE subscriber. What the response asks for and the socket takes is what the room's cursor gives, so nothing
/// is queued here. The response alone would ask for a hundred batches ahead, however full the socket is. On its
/// event loop only.
final class SseSession implements RoomReader {

    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final String HANDLER = "spate.sse";
    private static final int RETRY_LEAST_MILLIS = 1_000;
    private static final int RETRY_MOST_MILLIS = 4_000;

    private final JoinOutcome.Joined joined;
    private final Bearers.Claim claim;
    private final Channel channel;
    private final EventExecutor loop;
    private final NettyDataBufferFactory buffers;
    private final SubscribeProperties properties;
    private final SseSessions sessions;
    private final Bearers bearers;
    private @Nullable FluxSink<DataBuffer> sink;
    private @Nullable RoomCursor cursor;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> tokenTimer;
    private boolean begun;
    /// Offset of the position that the other side holds.
    private long told;
    private long tookAt = System.nanoTime();

    SseSession(
            JoinOutcome.Joined joined,
            Bearers.Claim claim,
            Channel channel,
            NettyDataBufferFactory buffers,
            SubscribeProperties properties,
            SseSessions sessions,
            Bearers bearers) {
        this.joined = joined;
        this.claim = claim;
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.buffers = buffers;
        this.properties = properties;
        this.sessions = sessions;
        this.bearers = bearers;
        this.told = joined.position().offset();
    }

    /// What the response is made of, until either side ends it.
    Flux<DataBuffer> body() {
        return Flux.create(this::begin, FluxSink.OverflowStrategy.ERROR);
    }

    private void begin(FluxSink<DataBuffer> opened) {
        sink = opened;
        sessions.add(this);
        long every = properties.comment().toMillis();
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, HANDLER, new Writable());
        timer = loop.scheduleAtFixedRate(this::check, every, every, TimeUnit.MILLISECONDS);
        if (claim instanceof Bearers.Claim.Signed(Verified.Good token)) {
            tokenTimer = loop.scheduleAtFixedRate(() -> checkToken(token), 1, 1, TimeUnit.SECONDS);
        }
        opened.onDispose(() -> onLoop(this::gone));
        opened.onRequest(_ -> onLoop(this::drain));
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void drain() {
        if (!canTake()) {
            return;
        }
        if (!begun) {
            begun = true;
            write(head());
            Optional<RoomCursor> seated = joined.seat(this);
            if (seated.isEmpty()) {
                end(CloseReason.RESTART);
                return;
            }
            cursor = seated.get();
        }
        if (cursor != null) {
            cursor.drain();
        }
    }

    /// How long to wait before coming back, `joined`, and the history as ordinary events. `joined` carries a
    /// position only where no event of the history follows that would carry one.
    private byte[] head() {
        Room room = joined.room();
        String role = claim.viewer()
                .map(viewer -> room.policy().roleOf(viewer).word())
                .orElse("viewer");
        var shown = new ServerFrames.Joined(
                room.id(),
                joined.position(),
                joined.recovered(),
                List.of(),
                room.policy().settings(),
                room.viewers() + 1,
                role,
                room.pinned());
        int retry = ThreadLocalRandom.current().nextInt(RETRY_LEAST_MILLIS, RETRY_MOST_MILLIS);
        var head = new ByteArrayOutputStream();
        head.writeBytes(("retry: " + retry + "\n").getBytes(StandardCharsets.US_ASCII));
        if (joined.history().isEmpty()) {
            head.writeBytes(("id: " + joined.position() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        head.writeBytes(SseFraming.frame("joined", ServerFrames.joined(null, shown, false)));
        head.writeBytes(SseFraming.events(room.log(), joined.history()));
        return head.toByteArray();
    }

    /// Whoever came with a token goes with it.
    private void checkToken(Verified.Good token) {
        if (bearers.isOver(token)) {
            end(CloseReason.TOKEN_EXPIRED);
        }
    }

    private void check() {
        if (canTake()) {
            write(COMMENT);
        } else if (System.nanoTime() - tookAt > properties.slow().toNanos()) {
            end(CloseReason.TOO_SLOW);
        }
    }

    private void write(byte[] bytes) {
        if (sink != null) {
            tookAt = System.nanoTime();
            sink.next(buffers.wrap(bytes));
        }
    }

    private void gone() {
        if (timer != null) {
            timer.cancel(false);
        }
        if (tokenTimer != null) {
            tokenTimer.cancel(false);
        }
        if (cursor != null) {
            cursor.leave();
        }
        if (channel.pipeline().get(HANDLER) != null) {
            channel.pipeline().remove(HANDLER);
        }
        sessions.remove(this);
    }

    /// Tells that this replica is about to stop.
    void drain(long reconnectWithinMillis) {
        onLoop(() -> {
            if (canTake()) {
                write(SseFraming.frame("drain", ServerFrames.drain(reconnectWithinMillis)));
            }
        });
    }

    @Override
    public EventExecutor loop() {
        return loop;
    }

    @Override
    public boolean canTake() {
        return sink != null && sink.requestedFromDownstream() > 0 && channel.isWritable();
    }

    @Override
    public boolean take(Batch batch) {
        ByteBuf events = batch.encoded(Encoding.SSE);
        if (events == null) {
            return false;
        }
        // Nothing is left of a batch whose events are all hidden.
        if (sink == null || sink.isCancelled() || !events.isReadable()) {
            events.release();
        } else {
            tookAt = System.nanoTime();
            told = batch.events().getLast().offset();
            sink.next(buffers.wrap(events));
        }
        return true;
    }

    /// Begins where the other side is: batches of which nothing is shown have told it no position.
    @Override
    public void missed(Room room, long prev, long last) {
        LogIdentity log = room.log();
        byte[] missed = ServerFrames.missed(room.id(), log.position(told), log.position(last));
        told = last;
        write(SseFraming.frame("missed", missed));
    }

    @Override
    public void audience(Room room) {
        if (canTake()) {
            write(SseFraming.frame("audience", ServerFrames.audience(room.id(), room.viewers())));
        }
    }

    /// Each buffer is flushed by itself: it holds a whole batch.
    @Override
    public void flush() {}

    @Override
    public void end(CloseReason reason) {
        if (sink != null) {
            sink.complete();
        }
    }

    /// Goes on where the socket takes more again.
    private final class Writable extends ChannelInboundHandlerAdapter {

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (context.channel().isWritable()) {
                // Not at once: this may come in the middle of a write.
                loop.execute(SseSession.this::drain);
            }
            context.fireChannelWritabilityChanged();
        }
    }
}
