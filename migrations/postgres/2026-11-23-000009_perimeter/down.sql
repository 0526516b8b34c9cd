DROP INDEX follower_repeated;
ALTER TABLE follower DROP COLUMN repeated_id;
DROP INDEX remote_actor_age;
DROP TABLE undone;
