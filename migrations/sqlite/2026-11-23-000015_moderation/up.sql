-- How we stand with other servers and their people, what moderators did, reports, advice from others' block lists, and refusals counted.
CREATE TABLE host_policy (
    host TEXT NOT NULL PRIMARY KEY,
    level TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_user TEXT,
    at BIGINT NOT NULL
);
INSERT INTO host_policy (host, level, reason, by_user, at)
    SELECT host, 'suspended', '', NULL, CAST(strftime('%s', 'now') AS INTEGER) * 1000 FROM peer_host WHERE blocked;
DROP INDEX peer_host_blocked;
ALTER TABLE peer_host DROP COLUMN blocked;
CREATE TABLE actor_policy (
    actor_id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    level TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_user TEXT,
    at BIGINT NOT NULL
);
CREATE TABLE moderation_entry (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    by_user TEXT,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX moderation_entry_at ON moderation_entry (at);
CREATE TABLE report (
    id TEXT NOT NULL PRIMARY KEY,
    direction TEXT NOT NULL,
    host TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    objects TEXT NOT NULL,
    content TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    forwarded_at BIGINT,
    closed_by TEXT,
    closed_at BIGINT,
    note TEXT NOT NULL
);
CREATE INDEX report_open ON report (closed_at, received_at);
CREATE INDEX report_host ON report (host, received_at);
CREATE TABLE block_advice (
    source TEXT NOT NULL,
    host TEXT NOT NULL,
    severity TEXT NOT NULL,
    comment TEXT NOT NULL,
    usable BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (source, host)
);
CREATE INDEX block_advice_host ON block_advice (host);
CREATE TABLE noise (
    host TEXT NOT NULL,
    reason TEXT NOT NULL,
    times BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (host, reason)
);
CREATE INDEX noise_last ON noise (last_at);
