package spate.rooms.replay;

/// Statements that read a room's events from a place on, over all incarnations of its log.
///
/// One condition for "this log from here, and all logs beyond it" makes the database look at every event of the room;
/// two ranges of the primary key, each with its own end, make it look at no more than it gives. On 1.6 million events
/// a page took 4.8 s the one way and a few milliseconds the other.
public final class EventPages {

    private EventPages() {}

    /// The newest events before a place, newest first. To bind: `ordinal` and `offset` of the place.
    ///
    /// @param select a statement over rows `e` of `room_events` whose last condition names the room, and that
    ///     selects `epoch_ordinal` and `log_offset` among others
    /// @param limit most rows: a number, or the name of a parameter
    public static String before(String select, String limit) {
        return page(select, "<", "DESC", limit);
    }

    /// The oldest events after a place, oldest first; see [#before].
    public static String after(String select, String limit) {
        return page(select, ">", "ASC", limit);
    }

    private static String page(String select, String beyond, String direction, String limit) {
        String order = " ORDER BY epoch_ordinal " + direction + ", log_offset " + direction + " LIMIT " + limit;
        return "(" + select + " AND e.epoch_ordinal = :ordinal AND e.log_offset " + beyond + " :offset" + order
                + ") UNION ALL (" + select + " AND e.epoch_ordinal " + beyond + " :ordinal" + order + ")" + order;
    }
}
