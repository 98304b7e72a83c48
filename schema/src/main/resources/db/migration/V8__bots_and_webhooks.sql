-- Programs that act in a room. Of the token only a digest is kept; token_id is the sign-in that its sessions name.
CREATE TABLE bots (
    number     BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    id         CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    room_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name       VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    token_hash CHAR(43)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    token_id   CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_by CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at BIGINT      NOT NULL,
    rotated_at BIGINT      NOT NULL,
    used_at    BIGINT      NULL,
    KEY bots_by_room (room_id, number)
);

-- Where events of a room are sent to. A webhook reads the archive as a session reads a room: it stands at a place, and
-- what lies behind that place is still to be sent.
CREATE TABLE webhooks (
    number        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    id            CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    room_id       VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    url           VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    types         VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- separated by commas
    secret        CHAR(43)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state         VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- active, paused or disabled
    version       BIGINT       NOT NULL,
    created_by    CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at    BIGINT       NOT NULL,
    epoch_ordinal INT          NOT NULL,
    log_offset    BIGINT       NOT NULL,
    failures      INT          NOT NULL DEFAULT 0, -- deliveries that failed one after the other
    next_at       BIGINT       NOT NULL DEFAULT 0,
    leased_until  BIGINT       NOT NULL DEFAULT 0, -- by the database's clock; also says whose the lease is
    KEY webhooks_by_room (room_id, number),
    KEY webhooks_due (state, next_at)
);

-- One request to a webhook: the events of some types behind one place up to another. The events themselves stay in the
-- archive, so that what is removed there is sent to nobody.
CREATE TABLE webhook_deliveries (
    number       BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    id           CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
    webhook_id   CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state        VARCHAR(9)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- pending, delivered or failed
    types        VARCHAR(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_ordinal INT          NOT NULL,
    from_offset  BIGINT       NOT NULL,
    to_ordinal   INT          NOT NULL,
    to_offset    BIGINT       NOT NULL,
    events       INT          NOT NULL,
    attempts     INT          NOT NULL DEFAULT 0,
    status       INT          NULL,
    error        VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at   BIGINT       NOT NULL,
    attempted_at BIGINT       NULL,
    took_millis  BIGINT       NULL,
    KEY webhook_deliveries_by_webhook (webhook_id, number),
    KEY webhook_deliveries_waiting (webhook_id, state, number),
    KEY webhook_deliveries_by_age (created_at)
);
