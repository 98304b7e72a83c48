package spate.rooms.database;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import reactor.util.retry.Retry;

/// A connection of the pool that died while nobody used it is noticed by whoever uses it next. Asking again
/// meets another one, or one that is opened for it.
public final class BrokenConnection {

    /// Several connections of a pool die at the same time; the next ones are found dead before they are given
    /// out, but for those that nothing was heard of yet.
    private static final int AGAIN_MAX = 3;

    private BrokenConnection() {}

    /// For a look-up: makes it again, at most three times and at once, where its connection broke. Any other
    /// failure passes, and so does time that runs out: the look-up's time-out belongs behind this. Only for what
    /// reads, so that doing it twice changes nothing.
    public static Retry again() {
        return Retry.max(AGAIN_MAX).filter(BrokenConnection::is).onRetryExhaustedThrow((_, last) -> last.failure());
    }

    /// Whether a failure says that a connection broke, or that none could be opened.
    static boolean is(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            boolean isBroken = switch (cause) {
                case IOException _,
                        R2dbcTransientResourceException _,
                        R2dbcNonTransientResourceException _,
                        TransientDataAccessResourceException _,
                        DataAccessResourceFailureException _ -> true;
                default -> false;
            };
            if (isBroken) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
