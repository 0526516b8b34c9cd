-- An id is taken once of each actor: whoever shares a server with another must not use up its ids.
-- Whose the earlier ones are was not written down.
ALTER TABLE inbox_seen ADD COLUMN actor_id TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox_seen ALTER COLUMN actor_id DROP DEFAULT;
ALTER TABLE inbox_seen DROP CONSTRAINT inbox_seen_pkey;
ALTER TABLE inbox_seen ADD PRIMARY KEY (activity_id, actor_id);
