-- What is said to the co-op itself belongs to no restaurant; an answer may carry its approval. SQLite changes a column by copying the table.
CREATE TABLE reply_new (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT REFERENCES restaurant (id),
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
    received_at BIGINT NOT NULL,
    approved_by TEXT
);
INSERT INTO reply_new (id, restaurant_id, special_id, in_reply_to, depth, author_id, author_handle, author_name, author_inbox, host, ours, public, summary, content, language, url, published_at, edited_at, hidden_at, removed_at, received_at)
    SELECT id, restaurant_id, special_id, in_reply_to, depth, author_id, author_handle, author_name, author_inbox, host, ours, public, summary, content, language, url, published_at, edited_at, hidden_at, removed_at, received_at FROM reply;
DROP TABLE reply;
ALTER TABLE reply_new RENAME TO reply;
CREATE INDEX reply_special ON reply (special_id, received_at);
CREATE INDEX reply_restaurant ON reply (restaurant_id, received_at);
CREATE INDEX reply_author ON reply (author_id, received_at);
CREATE INDEX reply_host ON reply (host, received_at);
CREATE INDEX reply_answered ON reply (in_reply_to, received_at);
CREATE INDEX reply_age ON reply (received_at);
