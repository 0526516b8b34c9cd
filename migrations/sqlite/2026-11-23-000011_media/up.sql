-- Pictures of restaurants and specials; hashtags, selling out and closures as specials; specials that are planned.
CREATE TABLE media (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    media_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    alt TEXT NOT NULL,
    bytes BLOB NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX media_restaurant ON media (restaurant_id, purpose);
ALTER TABLE special ADD COLUMN kind TEXT NOT NULL DEFAULT 'special';
ALTER TABLE special ADD COLUMN hashtags TEXT NOT NULL DEFAULT '[]';
-- The picture may be gone before the special is: no reference.
ALTER TABLE special ADD COLUMN photo_id TEXT;
ALTER TABLE special ADD COLUMN sold_out BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE special ADD COLUMN changed_at BIGINT;
CREATE TABLE special_plan (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id) ON DELETE CASCADE,
    menu_item_id TEXT REFERENCES menu_item (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    price BIGINT,
    allergens TEXT NOT NULL,
    hashtags TEXT NOT NULL,
    photo_id TEXT,
    first_day TEXT NOT NULL,
    weekdays TEXT NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    next_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX special_plan_restaurant ON special_plan (restaurant_id);
