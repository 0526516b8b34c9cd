CREATE TABLE inbox_seen_old (
    activity_id TEXT NOT NULL PRIMARY KEY,
    body_hash TEXT NOT NULL,
    received_at BIGINT NOT NULL
);
INSERT OR IGNORE INTO inbox_seen_old (activity_id, body_hash, received_at)
    SELECT activity_id, body_hash, received_at FROM inbox_seen;
DROP TABLE inbox_seen;
ALTER TABLE inbox_seen_old RENAME TO inbox_seen;
CREATE INDEX inbox_seen_age ON inbox_seen (received_at);
