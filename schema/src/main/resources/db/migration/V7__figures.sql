-- What happened in a room, one row for each step of time in which anything did. Steps of 10 s are counted by the archive
-- in the transaction that stores the events; coarser ones are folded from finer ones.
CREATE TABLE room_steps (
    room_id   VARCHAR(40)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    step      SMALLINT       NOT NULL, -- seconds: 10, 60, 300 or 3600
    at        BIGINT         NOT NULL, -- where it begins, milliseconds since 1970, a multiple of the step
    messages  BIGINT         NOT NULL DEFAULT 0,
    chatters  INT            NOT NULL DEFAULT 0, -- how many viewers the sketch holds
    reactions BIGINT         NOT NULL DEFAULT 0,
    donations INT            NOT NULL DEFAULT 0,
    donated   BIGINT         NOT NULL DEFAULT 0,
    removed   INT            NOT NULL DEFAULT 0,
    timeouts  INT            NOT NULL DEFAULT 0,
    bans      INT            NOT NULL DEFAULT 0,
    clears    INT            NOT NULL DEFAULT 0,
    viewers   INT            NOT NULL DEFAULT 0,
    peak      INT            NOT NULL DEFAULT 0,
    joins     INT            NOT NULL DEFAULT 0,
    leaves    INT            NOT NULL DEFAULT 0,
    sketch    VARBINARY(2100) NULL, -- who wrote, as spate.rooms.figures.ViewerSketch
    version   INT            NOT NULL DEFAULT 0, -- grows with each change
    folded    TINYINT        NOT NULL DEFAULT 0, -- whether the coarser step knows this version
    PRIMARY KEY (room_id, step, at),
    KEY room_steps_to_fold (folded, step, at),
    KEY room_steps_by_age (step, at)
);

-- Who wrote and donated most, by the hour. Of hours that are over, the first hundred of each stay.
CREATE TABLE room_viewer_hours (
    room_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at        BIGINT      NOT NULL, -- where the hour begins, milliseconds since 1970
    viewer_id VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    messages  BIGINT      NOT NULL DEFAULT 0,
    donations INT         NOT NULL DEFAULT 0,
    donated   BIGINT      NOT NULL DEFAULT 0,
    PRIMARY KEY (room_id, at, viewer_id),
    KEY room_viewer_hours_by_age (at, room_id),
    KEY room_viewer_hours_by_viewer (viewer_id)
);

-- All taps of a room, ever.
CREATE TABLE room_reactions (
    room_id  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reaction VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    taps     BIGINT      NOT NULL,
    PRIMARY KEY (room_id, reaction)
);

-- Held while steps are folded, so that one replica does it at a time.
INSERT INTO leases (name, holder, expires_at) VALUES ('figures', '', 0);
