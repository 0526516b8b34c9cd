DELETE FROM inbox_seen AS later USING inbox_seen AS first
    WHERE later.activity_id = first.activity_id AND later.actor_id > first.actor_id;
ALTER TABLE inbox_seen DROP CONSTRAINT inbox_seen_pkey;
ALTER TABLE inbox_seen DROP COLUMN actor_id;
ALTER TABLE inbox_seen ADD PRIMARY KEY (activity_id);
