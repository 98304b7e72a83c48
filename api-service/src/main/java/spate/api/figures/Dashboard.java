package spate.api.figures;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// What the streamer sees of a stretch of time.
///
/// @param from where the first step begins, milliseconds since 1970
/// @param to where the last one ends
/// @param step length of a step in seconds
/// @param now how it is just now
/// @param totals of the whole stretch
/// @param series each step that has begun, oldest first; steps in which nothing happened hold zeros
/// @param topChatters who wrote most in the hours that the stretch touches, at most ten
/// @param topDonors who donated most in those hours, at most ten
/// @param hotWords words of the last minute, most used first
/// @param moderation what moderators did in the stretch
record Dashboard(
        String room,
        long from,
        long to,
        int step,
        Now now,
        Totals totals,
        List<Point> series,
        List<Chatter> topChatters,
        List<Donor> topDonors,
        List<HotWords.Word> hotWords,
        Moderation moderation) {

    /// @param at milliseconds since 1970
    /// @param viewers sessions over all replicas; 0 while nobody can say
    /// @param peak the most viewers at once in the stretch, or now
    /// @param hot whether history is fetched so much that snapshots answer
    @Schema(name = "DashboardNow")
    record Now(long at, long viewers, long peak, boolean hot) {}

    /// @param chatters different viewers who wrote: exact up to 250, else within a few percent
    /// @param reactions taps
    /// @param donations how many, without those that were given back since
    /// @param donated their sum, in whole units of the currency
    /// @param joins sessions that came; who reconnects comes again
    /// @param moderated messages removed, viewers timed out, banned and cleared
    @Schema(name = "DashboardTotals")
    record Totals(
            long messages,
            long chatters,
            long reactions,
            long donations,
            long donated,
            long joins,
            long leaves,
            long moderated) {}

    /// One step. The figures are those of [Totals].
    ///
    /// @param at where it begins, milliseconds since 1970
    /// @param viewers as counted last in the step
    /// @param peak the most that were counted in it
    @Schema(name = "DashboardPoint")
    record Point(
            long at,
            long viewers,
            long peak,
            long messages,
            long chatters,
            long reactions,
            long donations,
            long donated,
            long joins,
            long leaves,
            long moderated) {}

    /// @param name empty where the account is gone
    record Chatter(String viewer, String name, long messages) {}

    /// @param name empty where the account is gone
    /// @param amount in whole units of the currency
    record Donor(String viewer, String name, long amount, long count) {}

    /// @param removed messages, one by one
    /// @param timeouts viewers timed out
    /// @param bans viewers banned
    /// @param clears viewers whose messages were cleared
    /// @param held messages that wait for a decision now, 1,000 at most
    @Schema(name = "DashboardModeration")
    record Moderation(long removed, long timeouts, long bans, long clears, long held) {}
}
