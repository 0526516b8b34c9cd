-- Who is due: a row for each host, and lane, that something waits for. Finding work costs the same however much waits for a host that does not answer.
CREATE TABLE outbox_host (
    host TEXT NOT NULL,
    lane TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    PRIMARY KEY (host, lane)
);
CREATE INDEX outbox_host_due ON outbox_host (next_at);
INSERT INTO outbox_host (host, lane, next_at)
    SELECT host, lane, MIN(next_at) FROM outbox_message WHERE state IN ('waiting', 'parked') GROUP BY host, lane;
DROP INDEX outbox_message_due;
DROP INDEX outbox_message_host;
DROP INDEX outbox_message_partner;
-- Ids sort by time: this is a host's row of messages in the order in which they are sent.
CREATE INDEX outbox_message_queue ON outbox_message (host, lane, state, id);
CREATE INDEX outbox_message_partner ON outbox_message (partner_id, state, seq);
CREATE INDEX outbox_message_age ON outbox_message (created_at);
