-- Carts, orders, and the addresses that only one desk may read.
CREATE TABLE cart (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT REFERENCES user_account (id) ON DELETE CASCADE,
    restaurant TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX cart_age ON cart (updated_at);
CREATE TABLE cart_line (
    id TEXT NOT NULL PRIMARY KEY,
    cart_id TEXT NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    count INTEGER NOT NULL,
    UNIQUE (cart_id, item)
);
CREATE TABLE orders (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    side TEXT NOT NULL,
    restaurant TEXT NOT NULL,
    restaurant_id TEXT REFERENCES restaurant (id),
    restaurant_name TEXT NOT NULL,
    user_id TEXT REFERENCES user_account (id) ON DELETE SET NULL,
    partner_id TEXT REFERENCES partner (desk_id),
    form_key TEXT UNIQUE,
    state TEXT NOT NULL,
    revision BIGINT NOT NULL,
    reason TEXT,
    fulfilment TEXT NOT NULL,
    payment TEXT NOT NULL,
    currency TEXT NOT NULL,
    items_total BIGINT NOT NULL,
    delivery_fee BIGINT NOT NULL,
    total BIGINT NOT NULL,
    restaurant_share BIGINT NOT NULL,
    courier_share BIGINT NOT NULL,
    coop_share BIGINT NOT NULL,
    window_from BIGINT NOT NULL,
    window_to BIGINT NOT NULL,
    prepare_at BIGINT NOT NULL,
    pickup_at BIGINT NOT NULL,
    answer_by BIGINT NOT NULL,
    zone TEXT,
    distance INTEGER,
    duration INTEGER,
    context TEXT,
    offer_id TEXT UNIQUE,
    agreement_id TEXT UNIQUE,
    pin_check TEXT,
    handoff_url TEXT,
    carrier_desk TEXT,
    carrier_name TEXT,
    eta BIGINT,
    cell TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX orders_restaurant ON orders (restaurant_id, state);
CREATE INDEX orders_user ON orders (user_id, created_at);
CREATE INDEX orders_partner ON orders (partner_id, state);
CREATE TABLE order_line (
    order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    item TEXT NOT NULL,
    item_revision BIGINT NOT NULL,
    name TEXT NOT NULL,
    allergens TEXT NOT NULL,
    count INTEGER NOT NULL,
    price BIGINT NOT NULL,
    PRIMARY KEY (order_id, position)
);
CREATE TABLE order_event (
    order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (order_id, revision)
);
CREATE TABLE address_release (
    id TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL UNIQUE REFERENCES orders (id) ON DELETE CASCADE,
    recipient_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    access_notes TEXT NOT NULL,
    latitude DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    pin TEXT NOT NULL,
    readable_by TEXT,
    reader_key TEXT,
    fulfills TEXT,
    epoch BIGINT,
    opened_at BIGINT,
    purge_at BIGINT NOT NULL
);
CREATE INDEX address_release_purge ON address_release (purge_at);
CREATE TABLE address_reading (
    id TEXT NOT NULL PRIMARY KEY,
    release_id TEXT NOT NULL REFERENCES address_release (id) ON DELETE CASCADE,
    reader TEXT NOT NULL,
    allowed BOOLEAN NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX address_reading_release ON address_reading (release_id);
