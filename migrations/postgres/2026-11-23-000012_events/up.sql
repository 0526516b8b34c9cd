-- Assemblies of the co-op and evenings of its restaurants, as everybody may read them.
CREATE TABLE event (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT REFERENCES restaurant (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    place TEXT NOT NULL,
    address TEXT NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    edited_at BIGINT,
    cancelled_at BIGINT
);
CREATE INDEX event_time ON event (ends_at);
