-- Where a restaurant of ours has moved, and which accounts elsewhere are its own as well.
ALTER TABLE local_actor ADD COLUMN moved_to TEXT;
ALTER TABLE local_actor ADD COLUMN moved_at BIGINT;
ALTER TABLE local_actor ADD COLUMN also_known_as TEXT NOT NULL DEFAULT '[]';
-- When the co-op closes for good, and when it did.
ALTER TABLE coop ADD COLUMN closes_at BIGINT;
ALTER TABLE coop ADD COLUMN closed_at BIGINT;
-- Actors elsewhere that have moved, with where to: each at most once in a week.
CREATE TABLE actor_move (
    actor_id TEXT PRIMARY KEY NOT NULL,
    target_id TEXT NOT NULL,
    moved_at BIGINT NOT NULL
);
