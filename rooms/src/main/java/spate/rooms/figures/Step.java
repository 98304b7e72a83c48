package spate.rooms.figures;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// How long the steps are that figures are told in. Each but the finest is a whole number of the one before it, so
/// what a coarser step holds is what its finer ones hold.
public enum Step {
    FINEST(10, Duration.ofDays(2)),
    MINUTE(60, Duration.ofDays(8)),
    FIVE_MINUTES(300, Duration.ofDays(35)),
    HOUR(3600, Duration.ofDays(400));

    private final int seconds;
    private final Duration kept;

    Step(int seconds, Duration kept) {
        this.seconds = seconds;
        this.kept = kept;
    }

    /// The step of so many seconds, or empty where there is none.
    public static Optional<Step> ofSeconds(int seconds) {
        return Arrays.stream(values()).filter(step -> step.seconds == seconds).findFirst();
    }

    /// Its length in seconds; also its name in the tables and on the wire.
    public int seconds() {
        return seconds;
    }

    /// Its length in milliseconds.
    public long millis() {
        return seconds * 1000L;
    }

    /// How long its figures are kept.
    public Duration kept() {
        return kept;
    }

    /// Where the step begins that a time lies in; both milliseconds since 1970, the time not negative.
    public long floor(long at) {
        return at - at % millis();
    }

    /// Where the first step begins that does not begin before a time; both milliseconds since 1970.
    public long ceil(long at) {
        return floor(at + millis() - 1);
    }

    /// The next coarser step, or empty where this is the coarsest.
    public Optional<Step> coarser() {
        return switch (this) {
            case FINEST -> Optional.of(MINUTE);
            case MINUTE -> Optional.of(FIVE_MINUTES);
            case FIVE_MINUTES -> Optional.of(HOUR);
            case HOUR -> Optional.empty();
        };
    }
}
