package spate.api.webhook;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import reactor.core.scheduler.Scheduler;

/// Looks names up and gives addresses that may be connected to, or none. Whoever connects does so to what
/// is given here, so there is no second look-up that could say something else. One address that may not be
/// is enough to refuse the name, and addresses that stand in a URL as such are looked at as well.
final class CheckedAddresses extends AddressResolverGroup<InetSocketAddress> {

    private final Predicate<InetAddress> allowed;
    private final Scheduler lookUps;

    /// @param lookUps where the platform's look-ups may block
    CheckedAddresses(Predicate<InetAddress> allowed, Scheduler lookUps) {
        this.allowed = allowed;
        this.lookUps = lookUps;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Checked(executor);
    }

    private List<InetSocketAddress> find(InetSocketAddress wanted)
            throws UnknownHostException, AddressRefusedException {
        InetAddress literal = wanted.getAddress();
        InetAddress[] found =
                literal == null ? InetAddress.getAllByName(wanted.getHostString()) : new InetAddress[] {literal};
        if (found.length == 0 || !Arrays.stream(found).allMatch(allowed)) {
            throw new AddressRefusedException(wanted.getHostString());
        }
        return Arrays.stream(found)
                .map(address -> new InetSocketAddress(address, wanted.getPort()))
                .toList();
    }

    private final class Checked extends AbstractAddressResolver<InetSocketAddress> {

        Checked(EventExecutor executor) {
            super(executor, InetSocketAddress.class);
        }

        /// Nothing goes past this, whatever it is made of.
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress wanted, Promise<InetSocketAddress> promise) {
            Promise<List<InetSocketAddress>> all = executor().newPromise();
            all.addListener(done -> {
                if (done.isSuccess()) {
                    promise.trySuccess(all.getNow().getFirst());
                } else {
                    promise.tryFailure(done.cause());
                }
            });
            doResolveAll(wanted, all);
        }

        @Override
        protected void doResolveAll(InetSocketAddress wanted, Promise<List<InetSocketAddress>> promise) {
            try {
                var _ = lookUps.schedule(() -> {
                    try {
                        promise.trySuccess(find(wanted));
                    } catch (UnknownHostException | AddressRefusedException e) {
                        promise.tryFailure(e);
                    }
                });
            } catch (RejectedExecutionException e) {
                promise.tryFailure(e);
            }
        }
    }
}
