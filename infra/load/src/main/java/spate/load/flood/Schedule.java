package spate.load.flood;

/// When each message of each sender is due: an open loop, which does not wait for answers. Senders are spread
/// evenly over the interval. Times are nanoseconds from the start.
record Schedule(long startNanos, long phaseNanos, double intervalNanos) {

    /// The schedule of one sender.
    ///
    /// @param rate messages a second of each sender, above 0
    static Schedule of(long startNanos, int sender, int senders, double rate) {
        double interval = 1e9 / rate;
        return new Schedule(startNanos, (long) (interval * sender / senders), interval);
    }

    /// When a message is due.
    long dueNanos(int message) {
        return startNanos + phaseNanos + (long) (message * intervalNanos);
    }
}
