DELETE FROM reply WHERE restaurant_id IS NULL;
CREATE TABLE reply_old (
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
INSERT INTO reply_old (id, restaurant_id, special_id, in_reply_to, depth, author_id, author_handle, author_name, author_inbox, host, ours, public, summary, content, language, url, published_at, edited_at, hidden_at, removed_at, received_at)
    SELECT id, restaurant_id, special_id, in_reply_to, depth, author_id, author_handle, author_name, author_inbox, host, ours, public, summary, content, language, url, published_at, edited_at, hidden_at, removed_at, received_at FROM reply;
DROP TABLE reply;
ALTER TABLE reply_old RENAME TO reply;
CREATE INDEX reply_special ON reply (special_id, received_at);
CREATE INDEX reply_restaurant ON reply (restaurant_id, received_at);
CREATE INDEX reply_author ON reply (author_id, received_at);
CREATE INDEX reply_host ON reply (host, received_at);
CREATE INDEX reply_answered ON reply (in_reply_to, received_at);
CREATE INDEX reply_age ON reply (received_at);
