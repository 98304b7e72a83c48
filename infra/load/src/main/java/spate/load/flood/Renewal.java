package spate.load.flood;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import spate.load.rest.Account;
import spate.load.rest.RestApi;
import spate.load.rest.RestFailedException;

/// Signs senders in again before their tokens end, beside the flood.
final class Renewal {

    private final RestApi api;
    private final List<Account> accounts;
    private final LocalCrew crew;
    private final long everyNanos;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private long dueNanos;

    Renewal(RestApi api, List<Account> accounts, LocalCrew crew) {
        this.api = api;
        this.accounts = accounts;
        this.crew = crew;
        long shortest =
                accounts.stream().mapToLong(Account::expiresInSeconds).min().orElse(900);
        everyNanos = Math.max(10, shortest * 6 / 10) * 1_000_000_000L;
        dueNanos = System.nanoTime() + everyNanos;
    }

    /// Starts a round of sign-ins where it is time for one and none is on its way.
    void renewWhereDue() {
        if (System.nanoTime() - dueNanos < 0 || !isRunning.compareAndSet(false, true)) {
            return;
        }
        dueNanos = System.nanoTime() + everyNanos;
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < accounts.size(); i++) {
                    crew.renew(i, api.signIn(accounts.get(i)).token());
                }
            } catch (RestFailedException e) {
                System.err.println("sign-in again failed: " + e.getMessage());
            } finally {
                isRunning.set(false);
            }
        });
    }
}
