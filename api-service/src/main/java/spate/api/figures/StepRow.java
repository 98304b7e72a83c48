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

    long moderated() {
        return removed + timeouts + bans + clears;
    }

    Dashboard.Point point() {
        return new Dashboard.Point(
                at, viewers, peak, messages, chatters, reactions, donations, donated, joins, leaves, moderated());
    }
}
