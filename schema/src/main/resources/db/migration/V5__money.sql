-- How much is whose, in whole units. A viewer's balance cannot fall below zero; a provider's mirrors what came in by it.
CREATE TABLE wallets (
    holder   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- a viewer's id, or 'provider:' and its name
    currency CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    balance  BIGINT      NOT NULL DEFAULT 0,
    PRIMARY KEY (holder, currency),
    CONSTRAINT wallets_covered CHECK (balance >= 0 OR holder LIKE 'provider:%')
);

-- Every change of a balance, never changed itself. The entries of one cause and kind of transfer sum to zero. Written
-- while the wallet is locked, so the ids of one wallet ascend in the order of its changes.
CREATE TABLE ledger_entries (
    id       BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    holder   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    currency CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind     VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- charge, topup; donation, received; returned, refund
    cause_id CHAR(22)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- the top-up or the donation
    room_id  VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    amount   BIGINT      NOT NULL,
    balance  BIGINT      NOT NULL, -- of the wallet after it
    at       BIGINT      NOT NULL,
    UNIQUE KEY ledger_entries_once (cause_id, kind),
    KEY ledger_entries_by_wallet (holder, currency, id),
    KEY ledger_entries_by_room (room_id, holder, currency, at, id),
    CONSTRAINT ledger_entries_change CHECK (amount <> 0)
);

CREATE TABLE topups (
    id          CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    viewer_id   CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount      BIGINT       NOT NULL,
    currency    CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider    VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state       VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- pending, paid, failed
    checkout    VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NULL, -- where the viewer pays, once the provider said so
    request_key VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at  BIGINT       NOT NULL,
    settled_at  BIGINT       NULL,
    UNIQUE KEY topups_once (viewer_id, request_key)
);

-- What providers told, each once.
CREATE TABLE payment_events (
    provider VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    topup_id CHAR(22)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome  VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- paid, failed
    at       BIGINT       NOT NULL,
    PRIMARY KEY (provider, event_id)
);

-- The id is that of the event which tells the room.
CREATE TABLE donations (
    id             CHAR(22)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    room_id        VARCHAR(40)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    donor_id       CHAR(22)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owner_id       CHAR(22)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- who received it
    amount         BIGINT        NOT NULL,
    currency       CHAR(3)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    tier           INT           NOT NULL,
    text           VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    balance        BIGINT        NOT NULL, -- of the donor after it
    state          VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- paid, refunded
    at             BIGINT        NOT NULL,
    refunded_at    BIGINT        NULL,
    request_key    VARCHAR(100)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_digest CHAR(43)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- of what was asked for under the key
    UNIQUE KEY donations_once (donor_id, request_key),
    KEY donations_by_age (room_id, at, id),
    KEY donations_for_ranking (room_id, currency, state, at, donor_id, amount)
);
