package spate.stream.archive;

import io.r2dbc.spi.R2dbcException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a slice could not be stored.
enum StoreFailure {
    /// The rows themselves are refused and would be each time.
    DATA,
    /// Anything else: MySQL is away, slow, read-only, not migrated yet; worth trying again for ever.
    OUTAGE;

    /// 1153 packet too large, 1264 out of range, 1366 wrong string, 1406 too long.
    private static final Set<Integer> DATA_CODES = Set.of(1153, 1264, 1366, 1406);

    /// Rows that MySQL took only changed or not at all.
    static final class RefusedException extends RuntimeException {

        RefusedException(String message) {
            super(message);
        }
    }

    static StoreFailure of(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException
                    || (cause instanceof R2dbcException told && isData(told.getSqlState(), told.getErrorCode()))) {
                return DATA;
            }
        }
        return OUTAGE;
    }

    /// Classes 22 and 23 of SQLSTATE are "data exception" and "integrity constraint violation".
    private static boolean isData(@Nullable String state, int code) {
        return DATA_CODES.contains(code) || (state != null && (state.startsWith("22") || state.startsWith("23")));
    }
}
