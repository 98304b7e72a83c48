package spate.bench.compare;

import java.util.Map;

/// What one run of one form came to.
///
/// @param form what was run
/// @param viewers sessions that received
/// @param nanos CPU of the server for each delivery, in nanoseconds
/// @param besideNanos CPU for each delivery of the processes beside it, by name
/// @param perSecond deliveries a second, over all viewers
/// @param cores CPU seconds of the server a second
/// @param perFrame messages in a frame
/// @param bytes bytes of text for each delivery
/// @param lost messages times viewers that did not arrive, for whatever reason
/// @param lostShare the same, as a share of what should have arrived
/// @param told deliveries that the viewer was told it missed; not lost
/// @param doubled deliveries of something that the viewer had already
/// @param threads of the server
/// @param rssMb memory of the server
/// @param threadCores CPU seconds a second of the server's threads, by name; none where they were not told apart
/// @param loadBefore load average of the machine before the run, over a minute
record Measured(
        String form,
        int viewers,
        double nanos,
        Map<String, Double> besideNanos,
        double perSecond,
        double cores,
        double perFrame,
        double bytes,
        long lost,
        double lostShare,
        long told,
        long doubled,
        long threads,
        long rssMb,
        Map<String, Double> threadCores,
        double loadBefore) {}
