package spate.load.fake;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One room in memory behind the protocol's three doors, on one thread.
@SuppressWarnings("FutureReturnValueIgnored") // A write that fails ends the session, which the listener hears.
public final class FakeChat implements AutoCloseable {

    static final int FAULT_AT = 5;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Channel listening;
    private final Set<Fault> faults;
    private final Map<String, String> idsByKey = new HashMap<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    final List<String> events = new ArrayList<>();
    private int sent;
    private int victimsMade;
    private int refusalsLeft;
    private @Nullable String lost;

    /// @param faults the promises to break
    public FakeChat(Fault... faults) {
        this.faults = faults.length == 0 ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(List.of(faults));
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(65536),
                                        new WebSocketServerExtensionHandler(
                                                new PerMessageDeflateServerExtensionHandshaker(
                                                        6, true, 15, true, true, 0)),
                                        new FakeHttp(FakeChat.this));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        loop.scheduleAtFixedRate(this::tick, 5, 5, TimeUnit.MILLISECONDS);
    }

    /// Where it answers.
    public String url() {
        return "http://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// Cuts every session, as a killed server does; what is stored stays.
    public void cutAll() {
        loop.execute(
                () -> List.copyOf(sessions).forEach(session -> session.channel().close()));
    }

    /// Tells every WebSocket session to go elsewhere, which is here too.
    ///
    /// @param refusals how many of them are refused first, as by a proxy that still sends them to who drains
    public void drainAll(int refusals) {
        loop.execute(() -> {
            refusalsLeft = refusals;
            sessions.stream()
                    .filter(session -> !session.isSse())
                    .forEach(session -> session.channel()
                            .writeAndFlush(new TextWebSocketFrame("{\"type\":\"drain\",\"reconnectWithinMs\":300}")));
        });
    }

    /// Whether a session that wants to open is refused.
    boolean refuses() {
        return refusalsLeft > 0 && refusalsLeft-- > 0;
    }

    /// Messages stored so far.
    public int stored() {
        try {
            return loop.submit(events::size).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /// A session joins; the first guest of each kind is the victim of faults.
    void join(Session session) {
        boolean isVictim = session.isSse() ? has(Fault.LOSE_SSE) : session.isGuest() && !has(Fault.LOSE_SSE);
        session.isVictim = isVictim && victimsMade++ == 0;
        sessions.add(session);
    }

    void leave(Session session) {
        sessions.remove(session);
    }

    /// Appends a post and gives its event id; the same key gives the same event.
    String post(String text, String key) {
        var known = idsByKey.get(key);
        if (known != null && !has(Fault.SAME_AGAIN)) {
            return known;
        }
        String id = "id-" + idsByKey.size() + (known == null ? "" : "-again");
        idsByKey.put(key, id);
        if (has(Fault.ACK_ONLY) && idsByKey.size() == FAULT_AT) {
            return id;
        }
        events.add(message(id, text));
        if (has(Fault.SAME_AGAIN) && events.size() == FAULT_AT) {
            post(text, key);
        }
        return id;
    }

    static String message(String id, String text) {
        return "{\"id\":\"" + id + "\",\"type\":\"message\",\"at\":1,\"by\":{\"id\":\"not-this-id\",\"name\":\"x\"},"
                + "\"text\":" + spate.load.wire.JsonText.of(text) + "}";
    }

    /// The history as the REST door shows it.
    List<String> history() {
        var history = new ArrayList<>(events);
        if (has(Fault.UNSTORED) && history.size() > FAULT_AT) {
            history.remove(FAULT_AT);
        }
        if (has(Fault.STORED_TWICE) && history.size() > FAULT_AT) {
            history.add(history.get(FAULT_AT));
        }
        return history;
    }

    private void tick() {
        int to = events.size();
        // A batch of at least three where a fault needs neighbours.
        if (to == sent || (has(Fault.REORDER) && to - sent < 3 && to < FAULT_AT + 3)) {
            return;
        }
        for (var session : sessions) {
            if (session.position() == sent) {
                send(session, sent, to);
            }
        }
        sent = to;
    }

    /// Where live events go on for a session that joins now.
    int tail() {
        return sent;
    }

    void send(Session session, int from, int to) {
        var batch = new ArrayList<>(events.subList(from, to));
        int prev = from;
        boolean isNow = session.isVictim && lost == null && from < FAULT_AT + 3 && to > FAULT_AT;
        if (isNow) {
            lost = "done";
            int at = Math.max(0, FAULT_AT - from);
            if (has(Fault.LOSE) || has(Fault.LOSE_SSE)) {
                batch.remove(at);
            }
            if (has(Fault.DOUBLE)) {
                batch.add(batch.get(at));
            }
            if (has(Fault.REORDER)) {
                batch.add(batch.removeFirst());
            }
            if (has(Fault.FOREIGN)) {
                batch.add(message("foreign", "nobody of the run sent this"));
            }
            if (has(Fault.BREAK_CHAIN)) {
                prev = from + 1;
            }
            if (has(Fault.TELL_MISSED)) {
                session.missed(from, to);
                return;
            }
        }
        session.events(prev, to, batch);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /// One joined session.
    abstract static class Session {

        boolean isVictim;

        abstract Channel channel();

        abstract boolean isSse();

        abstract boolean isGuest();

        abstract int position();

        abstract void events(int prev, int position, List<String> batch);

        abstract void missed(int prev, int position);
    }
}
