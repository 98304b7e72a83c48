package spate.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What each second of a run brought. Confined to one thread.
public final class Timeline {

    private final List<Second> seconds = new ArrayList<>();
    private Histogram before = new Tally().timing(Timing.DELIVERY);
    private long deliveriesBefore;
    private long ackedBefore;

    /// One second of the run.
    ///
    /// @param at seconds since the start
    /// @param deliveries deliveries a second
    /// @param acked acknowledgements a second
    /// @param p50Millis median of the deliveries of that second
    /// @param p99Millis 99th percentile of them
    /// @param serverCores CPU of the servers, in cores
    public record Second(
            double at, double deliveries, double acked, double p50Millis, double p99Millis, double serverCores) {}

    /// Adds what came since the last time.
    ///
    /// @param at seconds since the start
    /// @param span seconds since the last time
    public Second add(double at, double span, Tally tally, double serverCores) {
        var now = tally.timing(Timing.DELIVERY);
        var difference = now.copy();
        difference.subtract(before);
        before = now.copy();
        long deliveries = deliveries(tally);
        long acked = tally.get(Count.ACKED);
        var second = new Second(
                at,
                (deliveries - deliveriesBefore) / span,
                (acked - ackedBefore) / span,
                Figures.millis(difference.getValueAtPercentile(50)),
                Figures.millis(difference.getValueAtPercentile(99)),
                serverCores);
        deliveriesBefore = deliveries;
        ackedBefore = acked;
        seconds.add(second);
        return second;
    }

    /// All seconds so far.
    public List<Second> seconds() {
        return seconds;
    }

    /// The seconds as plain values.
    public static List<Map<String, Object>> asMaps(List<Second> seconds) {
        var maps = new ArrayList<Map<String, Object>>();
        for (var second : seconds) {
            var map = new LinkedHashMap<String, Object>();
            map.put("at", second.at());
            map.put("deliveries", second.deliveries());
            map.put("acked", second.acked());
            map.put("p50Ms", second.p50Millis());
            map.put("p99Ms", second.p99Millis());
            map.put("serverCores", second.serverCores());
            maps.add(map);
        }
        return maps;
    }

    /// Deliveries to sessions of every group.
    public static long deliveries(Tally tally) {
        return tally.get(Count.VIEWER_DELIVERIES)
                + tally.get(Count.SENDER_DELIVERIES)
                + tally.get(Count.READER_DELIVERIES)
                + tally.get(Count.STALLED_DELIVERIES);
    }
}
