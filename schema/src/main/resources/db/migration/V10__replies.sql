-- Which events quote the words of another message because they are replies, or replies that were pinned, written by the
-- archive. A row goes once nothing of the words is left in the event.
CREATE TABLE reply_events (
    room_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id  CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_id CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author_id VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin NULL, -- who wrote the answered message, where it is known
    PRIMARY KEY (room_id, event_id),
    KEY reply_events_by_target (room_id, target_id),
    KEY reply_events_by_author (room_id, author_id)
);

-- Replies of before. What they quote of messages that are hidden already goes at once, or with the next round of blanking.
INSERT INTO reply_events (room_id, event_id, target_id, author_id)
    SELECT e.room_id, e.event_id, t.event_id, t.author_id FROM room_events e JOIN room_events t ON t.room_id = e.room_id
        AND t.event_id = SUBSTRING(e.body, LOCATE('"replyTo":{"id":"', e.body) + 17, 22)
    WHERE e.type IN ('message', 'pinned', 'unpinned') AND e.hidden = 0
        AND LOCATE('"replyTo":{"id":"', e.body) > 0 AND LOCATE('"excerpt":""', e.body) = 0;
UPDATE room_events e JOIN reply_events q ON q.room_id = e.room_id AND q.event_id = e.event_id
    JOIN room_events t ON t.room_id = q.room_id AND t.event_id = q.target_id
    SET e.body = CONCAT(SUBSTRING_INDEX(e.body, '"excerpt":"', 1), '"excerpt":""}}', SUBSTRING_INDEX(e.body, '"}}', -1))
    WHERE t.hidden = 1;
DELETE q FROM reply_events q JOIN room_events t ON t.room_id = q.room_id AND t.event_id = q.target_id WHERE t.hidden = 1;
UPDATE clearings SET wiped = 0 WHERE wiped = 1;
