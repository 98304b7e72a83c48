-- Who has a conversation with whom: two rows for each direct room, so that a pair has one, whoever began it.
CREATE TABLE conversation_seats (
    room_id      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id    CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    other_id     CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    last_at      BIGINT      NOT NULL, -- when the newest message was accepted, written by the archive
    read_ordinal INT         NOT NULL DEFAULT 0, -- up to where in the log the viewer has read
    read_offset  BIGINT      NOT NULL DEFAULT -1,
    PRIMARY KEY (room_id, viewer_id),
    UNIQUE KEY conversation_seats_once (viewer_id, other_id),
    KEY conversation_seats_by_age (viewer_id, last_at, room_id)
);

-- Whom viewers want to hear nothing from in direct rooms.
CREATE TABLE blocks (
    viewer_id  CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blocked_id CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    blocked_at BIGINT   NOT NULL,
    PRIMARY KEY (viewer_id, blocked_id),
    KEY blocks_of (blocked_id)
);

-- How long a room keeps its events; null for ever. The same as in its settings.
ALTER TABLE rooms
    ADD COLUMN retention_days INT NULL,
    ADD KEY rooms_by_retention (retention_days, id);

-- What is somebody's must be found by whose it is.
ALTER TABLE room_events
    DROP KEY room_events_by_author,
    ADD KEY room_events_by_author (author_id, room_id);
ALTER TABLE room_likes ADD KEY room_likes_by_viewer (viewer_id, room_id);
ALTER TABLE room_roles ADD KEY room_roles_by_viewer (viewer_id, room_id);
ALTER TABLE restrictions ADD KEY restrictions_by_viewer (viewer_id, room_id);
ALTER TABLE unban_requests ADD KEY unban_requests_by_person (viewer_id, id);
ALTER TABLE held_messages ADD KEY held_messages_by_person (author_id);
ALTER TABLE audit ADD KEY audit_by_actor (actor_id, action, id);

-- Viewers who left, until nothing of theirs is found any more.
CREATE TABLE erasures (
    viewer_id CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    asked_at  BIGINT   NOT NULL,
    looks     INT      NOT NULL DEFAULT 0, -- how often everything was looked through
    next_at   BIGINT   NOT NULL, -- when to go on
    KEY erasures_by_turn (next_at)
);

-- Rooms in which they did something, and up to where each was looked through for their name.
CREATE TABLE erasure_rooms (
    viewer_id     CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    room_id       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    epoch_ordinal INT         NOT NULL DEFAULT 0,
    log_offset    BIGINT      NOT NULL DEFAULT -1,
    done          TINYINT     NOT NULL DEFAULT 0,
    PRIMARY KEY (viewer_id, room_id),
    KEY erasure_rooms_to_do (viewer_id, done, room_id)
);

INSERT INTO leases (name, holder, expires_at) VALUES ('erasure', '', 0), ('retention', '', 0);
