-- The co-op itself, its restaurants, their menus and specials.
CREATE TABLE coop (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    about TEXT NOT NULL,
    hue TEXT NOT NULL,
    latitude DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    currency TEXT NOT NULL,
    timezone TEXT NOT NULL,
    locale TEXT NOT NULL,
    phone TEXT,
    mail TEXT,
    tariff_base BIGINT NOT NULL,
    tariff_per_km BIGINT NOT NULL,
    courier_share BIGINT NOT NULL,
    commission BIGINT NOT NULL,
    pickup_delay INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE restaurant (
    id TEXT NOT NULL PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    cuisine TEXT NOT NULL,
    street TEXT NOT NULL,
    housenumber TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    latitude DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    phone TEXT,
    website TEXT,
    opening_hours TEXT NOT NULL,
    hue TEXT NOT NULL,
    weave TEXT NOT NULL,
    emblem TEXT NOT NULL,
    minimum BIGINT NOT NULL,
    currency TEXT NOT NULL,
    delivers BOOLEAN NOT NULL,
    collects BOOLEAN NOT NULL,
    busy_until BIGINT,
    ordering_delay INTEGER NOT NULL DEFAULT 0,
    zone TEXT NOT NULL,
    state TEXT NOT NULL,
    closed_until BIGINT,
    closed_reason TEXT,
    osm_ref TEXT UNIQUE,
    menu_revision BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX restaurant_state ON restaurant (state);
CREATE TABLE restaurant_staff (
    user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, restaurant_id)
);
CREATE TABLE menu_section (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL
);
CREATE INDEX menu_section_restaurant ON menu_section (restaurant_id);
CREATE TABLE menu_item (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id) ON DELETE CASCADE,
    section_id TEXT NOT NULL REFERENCES menu_section (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    price BIGINT NOT NULL,
    allergens TEXT NOT NULL,
    sold_out BOOLEAN NOT NULL DEFAULT FALSE,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX menu_item_restaurant ON menu_item (restaurant_id);
CREATE TABLE special (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL REFERENCES restaurant (id) ON DELETE CASCADE,
    menu_item_id TEXT REFERENCES menu_item (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    price BIGINT,
    allergens TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    edited_at BIGINT,
    removed_at BIGINT
);
CREATE INDEX special_restaurant ON special (restaurant_id, ends_at);
