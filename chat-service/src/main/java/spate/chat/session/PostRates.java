package spate.chat.session;

import java.util.concurrent.ConcurrentHashMap;

/// How fast each viewer may post on this replica, over all sessions of the viewer. Thread-safe; holds at most
/// one bucket for each viewer who posted lately.
final class PostRates {

    private final int perSecond;
    private final int burst;
    private final ConcurrentHashMap<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    PostRates(int perSecond, int burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /// Counts a post.
    ///
    /// @return 0 where it may be, else how many milliseconds to wait
    long take(String viewer, long nowNanos) {
        var wait = new long[1];
        buckets.compute(viewer, (_, known) -> {
            TokenBucket bucket = known == null ? new TokenBucket(perSecond, burst, nowNanos) : known;
            wait[0] = bucket.take(nowNanos);
            return bucket;
        });
        return wait[0];
    }

    /// Forgets the viewers whose buckets are full again: they have nothing to remember.
    void sweep(long nowNanos) {
        buckets.keySet()
                .forEach(viewer ->
                        buckets.computeIfPresent(viewer, (_, bucket) -> bucket.isFull(nowNanos) ? null : bucket));
    }

    int size() {
        return buckets.size();
    }
}
