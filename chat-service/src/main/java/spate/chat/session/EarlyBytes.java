package spate.chat.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Ends a connection that sends bytes before its handshake is answered. Nobody behind takes them, and nobody would
/// release them: whoever sent enough of them could use up the memory of the replica.
final class EarlyBytes extends ChannelInboundHandlerAdapter {

    static final String NAME = "spate.early";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            bytes.release();
            context.close();
        } else {
            context.fireChannelRead(message);
        }
    }
}
