CREATE TABLE viewers (
    id            CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    handle        VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    display_name  VARCHAR(30)  NOT NULL,
    color         CHAR(7)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at    BIGINT       NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row for each sign-in. The refresh token rotates; only digests of the newest and of the one before it are kept.
CREATE TABLE sign_ins (
    id            CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    viewer_id     CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token_hash    CHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    previous_hash CHAR(43) CHARACTER SET ascii COLLATE ascii_bin NULL,
    rotation_salt CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NULL, -- with the previous token it gives the newest
    rotated_at    BIGINT   NOT NULL,
    created_at    BIGINT   NOT NULL,
    expires_at    BIGINT   NOT NULL,
    revoked_at    BIGINT   NULL,
    KEY sign_ins_by_viewer (viewer_id, rotated_at)
);

-- Events that must reach the log, written in the transaction of the change they tell of.
-- The row of the room is locked before its event is inserted, so the ids of one room ascend in the order of the commits.
CREATE TABLE outbox (
    id        BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    room_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id  CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    author_id CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NULL,
    at        BIGINT      NOT NULL,
    body      MEDIUMTEXT  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
);

-- Who may do what only one replica may do at a time.
CREATE TABLE leases (
    name       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    holder     CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    expires_at BIGINT      NOT NULL -- milliseconds since 1970 by the database's clock
);

INSERT INTO leases (name, holder, expires_at) VALUES ('outbox', '', 0);
