-- Rooms are owned here; what changes in them reaches the replicas by events.
CREATE TABLE rooms (
    id          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    owner_id    CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title       VARCHAR(120) NOT NULL,
    description VARCHAR(2000) NOT NULL DEFAULT '',
    tags        TEXT         NOT NULL, -- JSON array of strings
    kind        VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'live',
    settings    TEXT         NOT NULL, -- JSON as in the settings event; "open" among it
    version     BIGINT       NOT NULL DEFAULT 1,
    created_at  BIGINT       NOT NULL,
    closed_at   BIGINT       NULL,
    KEY rooms_by_owner (owner_id, created_at),
    KEY rooms_by_age (created_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Incarnations of the topic in the order in which they were seen: offsets of different epochs do not compare, ordinals do.
CREATE TABLE log_epochs (
    ordinal INT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
    epoch   CHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE
);

-- The archive: every event once, in the order of the log. The body is the JSON to the byte.
CREATE TABLE room_events (
    room_id       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    epoch_ordinal INT         NOT NULL,
    log_offset    BIGINT      NOT NULL,
    event_id      CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author_id     VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin NULL,
    at            BIGINT      NOT NULL,
    body          MEDIUMTEXT  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (room_id, epoch_ordinal, log_offset),
    UNIQUE KEY room_events_once (room_id, event_id)
);

-- How far the archive has stored each partition without a gap: every record from gapless_from to below next_offset is
-- in room_events. gapless_from grows only where the log dropped records before the archive had read them.
CREATE TABLE archive_progress (
    epoch_ordinal INT    NOT NULL,
    partition_no  INT    NOT NULL,
    gapless_from  BIGINT NOT NULL,
    next_offset   BIGINT NOT NULL,
    PRIMARY KEY (epoch_ordinal, partition_no)
);
