-- An id is taken once of each actor: whoever shares a server with another must not use up its ids. SQLite changes a key by copying the table.
CREATE TABLE inbox_seen_new (
    activity_id TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    actor_id TEXT NOT NULL,
    PRIMARY KEY (activity_id, actor_id)
);
-- Whose the earlier ones are was not written down.
INSERT INTO inbox_seen_new (activity_id, body_hash, received_at, actor_id)
    SELECT activity_id, body_hash, received_at, '' FROM inbox_seen;
DROP TABLE inbox_seen;
ALTER TABLE inbox_seen_new RENAME TO inbox_seen;
CREATE INDEX inbox_seen_age ON inbox_seen (received_at);
