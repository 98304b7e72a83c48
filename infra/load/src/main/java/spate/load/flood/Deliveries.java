package spate.load.flood;

import spate.load.report.Timing;
import spate.load.wire.Frame;

/// Times the deliveries of one frame to one session.
final class Deliveries {

    private Deliveries() {}

    /// Records for each event of this run how long ago it was scheduled.
    ///
    /// @param sampled whether to record also how long ago it was really sent
    static void time(Part part, Frame frame, boolean sampled) {
        long now = part.nowMicros();
        long[] scheduled = frame.scheduledMicros();
        for (long micros : scheduled) {
            if (micros >= 0) {
                part.tally.record(Timing.DELIVERY, now - micros);
            }
        }
        if (sampled) {
            long[] delays = frame.delayMicros();
            for (int i = 0; i < scheduled.length; i++) {
                if (scheduled[i] >= 0) {
                    part.tally.record(Timing.DELIVERY_FROM_SEND, now - scheduled[i] - delays[i]);
                }
            }
        }
    }
}
