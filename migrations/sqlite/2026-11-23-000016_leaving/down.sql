DROP TABLE actor_move;
ALTER TABLE coop DROP COLUMN closed_at;
ALTER TABLE coop DROP COLUMN closes_at;
ALTER TABLE local_actor DROP COLUMN also_known_as;
ALTER TABLE local_actor DROP COLUMN moved_at;
ALTER TABLE local_actor DROP COLUMN moved_to;
