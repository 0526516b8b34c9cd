-- What people elsewhere say to our restaurants and what these answer, who likes, boosts and blocks, and whom a hint was sent.
CREATE TABLE reply (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id),
    special_id TEXT REFERENCES special (id),
    in_reply_to TEXT,
    depth INTEGER NOT NULL,
    author_id TEXT NOT NULL,
    author_handle TEXT NOT NULL,
    author_name TEXT NOT NULL,
    author_inbox TEXT NOT NULL,
    host TEXT NOT NULL,
    ours BOOLEAN NOT NULL,
    public BOOLEAN NOT NULL,
    summary TEXT,
    content TEXT NOT NULL,
    language TEXT,
    url TEXT,
    published_at BIGINT NOT NULL,
    edited_at BIGINT,
    hidden_at BIGINT,
    removed_at BIGINT,
    received_at BIGINT NOT NULL
);
CREATE INDEX reply_special ON reply (special_id, received_at);
CREATE INDEX reply_restaurant ON reply (restaurant_id, received_at);
CREATE INDEX reply_author ON reply (author_id, received_at);
CREATE INDEX reply_host ON reply (host, received_at);
CREATE INDEX reply_answered ON reply (in_reply_to, received_at);
CREATE INDEX reply_age ON reply (received_at);
CREATE TABLE reaction (
    kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    object_id TEXT NOT NULL,
    activity_id TEXT NOT NULL,
    host TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (kind, actor_id, object_id)
);
CREATE INDEX reaction_object ON reaction (object_id, kind, host);
CREATE INDEX reaction_activity ON reaction (activity_id);
CREATE INDEX reaction_actor ON reaction (actor_id);
CREATE INDEX reaction_age ON reaction (received_at);
CREATE TABLE hint (
    author_id TEXT NOT NULL PRIMARY KEY,
    sent_at BIGINT NOT NULL
);
CREATE INDEX hint_age ON hint (sent_at);
