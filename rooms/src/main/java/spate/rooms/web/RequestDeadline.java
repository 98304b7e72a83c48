package spate.rooms.web;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection that does not send a request in time: the first one whole within the deadline, however
/// slowly its bytes drip, and each further one likewise after the answer before it. Says nothing about requests
/// that are being answered, and goes away where the connection becomes a WebSocket. On its event loop only.
final class RequestDeadline extends ChannelDuplexHandler {

    private final Duration deadline;
    private final Runnable closed;
    private @Nullable ScheduledFuture<?> timer;

    /// @param closed told of each connection that was closed
    RequestDeadline(Duration deadline, Runnable closed) {
        this.deadline = deadline;
        this.closed = closed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            begin(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin(context);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            end();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean upgrades = message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        if (message instanceof LastHttpContent && !upgrades) {
            begin(context);
        }
        context.write(message, promise);
        if (upgrades) {
            end();
            context.pipeline().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    private void begin(ChannelHandlerContext context) {
        end();
        timer = context.executor()
                .schedule(
                        () -> {
                            closed.run();
                            context.close();
                        },
                        deadline.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void end() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
