package spate.rooms.replay;

/// Which stored events are shown, and what of them.
public final class ShownEvents {

    /// Condition on rows `e` of `room_events`: neither hidden by themselves nor a message that was cleared. The
    /// archive writes both in the transaction of the events that say so, so whatever is complete up to an offset
    /// shows nothing that was hidden up to there.
    public static final String CONDITION = """
            e.hidden = 0 AND NOT EXISTS (SELECT 1 FROM clearings c
                WHERE e.type = 'message' AND c.room_id = e.room_id AND c.viewer_id = e.author_id
                AND (e.epoch_ordinal < c.epoch_ordinal OR e.at < c.until
                    OR (e.epoch_ordinal = c.epoch_ordinal AND e.log_offset < c.log_offset)))""";

    /// The body of a row `e` that has a row in `reply_events`, without the words that it quotes: the rule of
    /// [spate.protocol.event.Quote].
    public static final String WITHOUT_QUOTE = """
            CONCAT(SUBSTRING_INDEX(e.body, '"excerpt":"', 1), '"excerpt":""}}', SUBSTRING_INDEX(e.body, '"}}', -1))""";

    /// Condition on rows `q` of `reply_events`: the message whose words they quote is not shown.
    public static final String QUOTES_HIDDEN = "NOT EXISTS (SELECT 1 FROM room_events e WHERE e.room_id = q.room_id"
            + " AND e.event_id = q.target_id AND " + CONDITION + ")";

    /// What is shown of a row `e`, named `body`: a reply quotes a message as long as that is shown.
    public static final String BODY = "CASE WHEN EXISTS (SELECT 1 FROM reply_events q WHERE q.room_id = e.room_id"
            + " AND q.event_id = e.event_id AND " + QUOTES_HIDDEN + ") THEN " + WITHOUT_QUOTE
            + " ELSE e.body END AS body";

    private ShownEvents() {}
}
