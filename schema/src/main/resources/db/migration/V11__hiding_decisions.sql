-- The newest decision to hide all messages of a viewer in a room. Until `clearings` has its version, the archive has
-- not read it, and may show messages that it hides.
CREATE TABLE hiding_decisions (
    room_id    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id  VARCHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version    BIGINT      NOT NULL,
    decided_at BIGINT      NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (room_id, viewer_id)
);
