DROP INDEX outbox_message_age;
DROP INDEX outbox_message_partner;
DROP INDEX outbox_message_queue;
CREATE INDEX outbox_message_due ON outbox_message (state, next_at);
CREATE INDEX outbox_message_host ON outbox_message (host, state);
CREATE INDEX outbox_message_partner ON outbox_message (partner_id, seq);
DROP TABLE outbox_host;
