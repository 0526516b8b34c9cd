DROP TABLE noise;
DROP TABLE block_advice;
DROP TABLE report;
DROP TABLE moderation_entry;
DROP TABLE actor_policy;
ALTER TABLE peer_host ADD COLUMN blocked BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE peer_host SET blocked = TRUE WHERE host IN (SELECT host FROM host_policy WHERE level = 'suspended');
CREATE INDEX peer_host_blocked ON peer_host (blocked);
DROP TABLE host_policy;
