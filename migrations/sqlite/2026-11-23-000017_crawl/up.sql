-- What another server said of a document's age when it was last read in full, so that it is not sent again unchanged.
CREATE TABLE fetch_state (
    url TEXT NOT NULL PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    read_at BIGINT NOT NULL
);
CREATE INDEX fetch_state_read ON fetch_state (read_at);
-- Since when a customer wants letters about a restaurant's new specials, and what they have heard of those that they follow.
ALTER TABLE restaurant_follow ADD COLUMN notify_since BIGINT;
CREATE TABLE news_reader (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES user_account (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    letter_at BIGINT,
    seen_at BIGINT,
    seen_before BIGINT
);
CREATE UNIQUE INDEX news_reader_code ON news_reader (code);
-- Collections elsewhere that may show one of our restaurants.
CREATE TABLE feature_stamp (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id),
    collection TEXT NOT NULL,
    requester TEXT NOT NULL,
    requester_handle TEXT NOT NULL,
    inbox TEXT NOT NULL,
    host TEXT NOT NULL,
    stamped_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX feature_stamp_collection ON feature_stamp (restaurant_id, collection);
