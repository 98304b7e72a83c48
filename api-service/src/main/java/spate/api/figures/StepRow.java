package spate.api.figures;

import spate.rooms.figures.ViewerSketch;

/// What stands in the tables of one step of a room.
///
/// @param at where the step begins, milliseconds since 1970
record StepRow(
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
        long removed,
        long timeouts,
        long bans,
        long clears,
        ViewerSketch sketch) {

    /// The same without donations that were given back since. What is given back before the archive has counted it
    /// makes nothing negative.
    StepRow without(Refunds refunds) {
        return new StepRow(
                at,
                viewers,
                peak,
                messages,
                chatters,
                reactions,
                Math.max(0, donations - refunds.donations()),
                Math.max(0, donated - refunds.donated()),
                joins,
                leaves,
                removed,
                timeouts,
                bans,
                clears,
                sketch);
    }

    /// Donations of a step that were given back since.
    ///
    /// @param donations how many
    /// @param donated their sum
    record Refunds(long donations, long donated) {

        static final Refunds NONE = new Refunds(0, 0);
    }

    long moderated() {
        return removed + timeouts + bans + clears;
    }

    Dashboard.Point point() {
        return new Dashboard.Point(
                at, viewers, peak, messages, chatters, reactions, donations, donated, joins, leaves, moderated());
    }
}
