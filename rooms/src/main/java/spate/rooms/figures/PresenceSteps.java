package spate.rooms.figures;

import java.time.Duration;

/// How the replicas tell in Redis what came of presence in a step of time: a hash for each step, with the fields
/// `room` (`viewers:peak` over all replicas) and `room/replica` (`joins:leaves` of one replica). Everything in it is
/// told anew rather than added to, so telling it twice changes nothing. Plain names.
public final class PresenceSteps {

    /// How long a step waits in Redis to be taken to MySQL; what is not taken by then is not in the figures.
    public static final Duration LIFE = Duration.ofMinutes(3);

    /// After a step's end, how long its last tellings may take.
    public static final Duration GRACE = Duration.ofSeconds(7);

    private PresenceSteps() {}

    /// The hash of the step that begins at a time, milliseconds since 1970.
    public static String key(long at) {
        return "spate:presence-steps:" + at;
    }
}
