-- Counts what moderators decide in a room, as `version` counts its settings.
ALTER TABLE rooms ADD COLUMN moderation BIGINT NOT NULL DEFAULT 0;

-- Who is more than a viewer in a room. The owner stands in rooms.
CREATE TABLE room_roles (
    room_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role      VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- moderator, vip or member
    version   BIGINT      NOT NULL,
    given_by  CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    given_at  BIGINT      NOT NULL,
    PRIMARY KEY (room_id, viewer_id),
    KEY room_roles_by_role (room_id, role, viewer_id)
);

-- Who is kept from writing in a room, as it was decided last. Timeouts that are over stay until they are replaced.
CREATE TABLE restrictions (
    room_id    VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id  CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    until      BIGINT       NOT NULL, -- milliseconds since 1970; the largest number for a ban
    reason     VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    version    BIGINT       NOT NULL,
    decided_by CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    decided_at BIGINT       NOT NULL,
    PRIMARY KEY (room_id, viewer_id),
    KEY restrictions_by_age (room_id, decided_at, viewer_id)
);

-- Messages that were removed, from the moment of the decision: the archive learns of it by the log.
CREATE TABLE removals (
    room_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id   CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    removed_at BIGINT      NOT NULL,
    PRIMARY KEY (room_id, event_id)
);

CREATE TABLE pins (
    room_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    event_id  CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author_id VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body      MEDIUMTEXT  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    version   BIGINT      NOT NULL
);

-- Which events quote a message because it was pinned: they are hidden with it.
CREATE TABLE pin_events (
    room_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_id CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id  CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author_id VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- who wrote the message
    PRIMARY KEY (room_id, target_id, event_id),
    KEY pin_events_by_author (room_id, author_id)
);

CREATE TABLE audit (
    id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    room_id   VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at        BIGINT       NOT NULL,
    actor_id  CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    action    VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NULL,
    event_id  CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NULL,
    detail    VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    KEY audit_by_room (room_id, id)
);

-- One open request of a viewer in a room at a time.
CREATE TABLE unban_requests (
    id          CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    room_id     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id   CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    text        VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    state       VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- open, approved, refused
    answer      VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    answered_by CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at  BIGINT       NOT NULL,
    answered_at BIGINT       NULL,
    KEY unban_requests_by_age (room_id, state, created_at, id),
    KEY unban_requests_by_viewer (room_id, viewer_id, created_at)
);

-- From which place in the log on a viewer's messages are shown in a room, written by the archive as it reads the
-- log: those before the place are hidden, and so are later ones that were accepted before `until`.
CREATE TABLE clearings (
    room_id       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id     VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    epoch_ordinal INT         NOT NULL,
    log_offset    BIGINT      NOT NULL,
    until         BIGINT      NOT NULL,
    version       BIGINT      NOT NULL,
    read_at       BIGINT      NOT NULL, -- by the archive's clock
    wiped         TINYINT     NOT NULL, -- whether what it hides was blanked since
    PRIMARY KEY (room_id, viewer_id),
    KEY clearings_in_force (room_id, until),
    KEY clearings_to_wipe (wiped, read_at)
);

-- Hidden events keep their row, so that a repeat of them stays a repeat, but not their text.
ALTER TABLE room_events
    ADD COLUMN hidden TINYINT NOT NULL DEFAULT 0,
    ADD KEY room_events_by_author (room_id, author_id);
