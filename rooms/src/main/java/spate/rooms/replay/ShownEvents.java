package spate.rooms.replay;

/// Which stored events are shown.
public final class ShownEvents {

    /// Condition on rows `e` of `room_events`: neither hidden by themselves nor a message that was cleared. The
    /// archive writes both in the transaction of the events that say so, so whatever is complete up to an offset
    /// shows nothing that was hidden up to there.
    public static final String CONDITION = """
            e.hidden = 0 AND NOT EXISTS (SELECT 1 FROM clearings c
                WHERE e.type = 'message' AND c.room_id = e.room_id AND c.viewer_id = e.author_id
                AND (e.epoch_ordinal < c.epoch_ordinal OR e.at < c.until
                    OR (e.epoch_ordinal = c.epoch_ordinal AND e.log_offset < c.log_offset)))""";

    private ShownEvents() {}
}
