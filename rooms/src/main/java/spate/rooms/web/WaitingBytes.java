package spate.rooms.web;

import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/// How many bytes a message adds to what waits for a socket. Netty counts a region of a file as nothing, since it
/// takes no memory; but a session that does not read must count as full all the same.
final class WaitingBytes {

    static final MessageSizeEstimator ESTIMATOR = () -> {
        MessageSizeEstimator.Handle others = DefaultMessageSizeEstimator.DEFAULT.newHandle();
        return message -> message instanceof FileRegion region ? waiting(region) : others.size(message);
    };

    private WaitingBytes() {}

    private static int waiting(FileRegion region) {
        return (int) Math.min(Integer.MAX_VALUE, region.count());
    }
}
