-- What was taken back before it came, a Follow that was repeated, and how old what we know of others is.
CREATE TABLE undone (
    id TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (id, actor_id)
);
CREATE INDEX undone_age ON undone (at);
CREATE INDEX remote_actor_age ON remote_actor (fetched_at);
ALTER TABLE follower ADD COLUMN repeated_id TEXT;
CREATE INDEX follower_repeated ON follower (repeated_id);
