-- The blocked words of rooms, as a whole: they are read and changed as one. A JSON list of {pattern, action}.
CREATE TABLE blocked_words (
    room_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    version    BIGINT      NOT NULL, -- the room's version at the change
    words      MEDIUMTEXT  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    changed_by CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_at BIGINT      NOT NULL
);

-- Messages that wait for a moderator's decision; the event appears under the same id when it is approved. The text is
-- blanked with the decision, and the row goes some time after it was held.
CREATE TABLE held_messages (
    room_id      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id     CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author_id    CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author_name  VARCHAR(80)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    author_color CHAR(7)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    text         TEXT         CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    reply_to     TEXT         CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL, -- JSON of what it answers
    held_at      BIGINT       NOT NULL,
    state        VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- open, approved, refused
    decided_by   CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NULL,
    decided_at   BIGINT       NULL,
    PRIMARY KEY (room_id, event_id),
    KEY held_messages_by_state (room_id, state, held_at, event_id),
    KEY held_messages_by_author (room_id, author_id, held_at),
    KEY held_messages_by_age (held_at)
);
