CREATE TABLE room_likes (
    room_id   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    liked_at  BIGINT      NOT NULL,
    PRIMARY KEY (room_id, viewer_id)
);

CREATE TABLE room_follows (
    room_id     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    viewer_id   CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    followed_at BIGINT      NOT NULL,
    PRIMARY KEY (room_id, viewer_id),
    KEY room_follows_by_viewer (viewer_id, room_id)
);

-- Counted in the transaction of the like or follow.
ALTER TABLE rooms
    ADD COLUMN likes BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN followers BIGINT NOT NULL DEFAULT 0,
    ADD KEY rooms_by_likes (likes, created_at, id);
