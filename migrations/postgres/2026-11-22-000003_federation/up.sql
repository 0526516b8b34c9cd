-- Actors here and elsewhere, who follows whom, and what goes out and came in.
CREATE TABLE local_actor (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    restaurant_id TEXT UNIQUE REFERENCES restaurant (id),
    rsa_private BYTEA NOT NULL,
    rsa_public TEXT NOT NULL,
    ed25519_private BYTEA NOT NULL,
    ed25519_public TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    gone_at BIGINT
);
CREATE TABLE remote_actor (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    host TEXT NOT NULL,
    name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    url TEXT,
    inbox TEXT NOT NULL,
    shared_inbox TEXT,
    outbox TEXT,
    followers TEXT,
    document TEXT NOT NULL,
    musette BOOLEAN NOT NULL,
    fetched_at BIGINT NOT NULL,
    refreshed_at BIGINT,
    gone_at BIGINT
);
CREATE INDEX remote_actor_host ON remote_actor (host, name);
CREATE TABLE actor_key (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    fetched_at BIGINT NOT NULL
);
CREATE INDEX actor_key_owner ON actor_key (owner);
CREATE TABLE remote_coop (
    actor_id TEXT NOT NULL PRIMARY KEY,
    host TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    hue TEXT NOT NULL,
    desk_id TEXT,
    restaurants_url TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    timezone TEXT,
    fetched_at BIGINT NOT NULL,
    walked_at BIGINT,
    gone_at BIGINT
);
CREATE INDEX remote_coop_host ON remote_coop (host);
CREATE TABLE remote_restaurant (
    actor_id TEXT NOT NULL PRIMARY KEY,
    coop_id TEXT,
    host TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    cuisine TEXT NOT NULL,
    address TEXT NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    timezone TEXT,
    opening_hours TEXT NOT NULL,
    closed_until BIGINT,
    minimum BIGINT,
    currency TEXT,
    delivers BOOLEAN NOT NULL,
    collects BOOLEAN NOT NULL,
    zone TEXT NOT NULL,
    hue TEXT NOT NULL,
    weave TEXT NOT NULL,
    emblem TEXT NOT NULL,
    menu_url TEXT,
    specials_url TEXT,
    menu_revision BIGINT NOT NULL DEFAULT 0,
    menu_fetched_at BIGINT,
    fetched_at BIGINT NOT NULL,
    gone_at BIGINT
);
CREATE INDEX remote_restaurant_host ON remote_restaurant (host, handle);
CREATE TABLE remote_menu_item (
    id TEXT NOT NULL PRIMARY KEY,
    restaurant_id TEXT NOT NULL,
    section TEXT NOT NULL,
    section_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    price BIGINT NOT NULL,
    currency TEXT NOT NULL,
    allergens TEXT NOT NULL,
    sold_out BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX remote_menu_item_restaurant ON remote_menu_item (restaurant_id);
CREATE TABLE remote_special (
    id TEXT NOT NULL PRIMARY KEY,
    actor_id TEXT NOT NULL,
    content TEXT NOT NULL,
    item_id TEXT,
    url TEXT,
    published_at BIGINT NOT NULL,
    ends_at BIGINT,
    edited_at BIGINT,
    removed_at BIGINT,
    received_at BIGINT NOT NULL
);
CREATE INDEX remote_special_actor ON remote_special (actor_id, published_at);
CREATE TABLE follower (
    actor_name TEXT NOT NULL,
    follower_id TEXT NOT NULL,
    follow_id TEXT NOT NULL,
    inbox TEXT NOT NULL,
    shared_inbox TEXT,
    host TEXT NOT NULL,
    musette BOOLEAN NOT NULL,
    accepted_at BIGINT NOT NULL,
    PRIMARY KEY (actor_name, follower_id)
);
CREATE INDEX follower_follow ON follower (follow_id);
CREATE TABLE following (
    target_id TEXT NOT NULL PRIMARY KEY,
    follow_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    accepted_at BIGINT
);
CREATE TABLE restaurant_follow (
    user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    target_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, target_id)
);
CREATE INDEX restaurant_follow_target ON restaurant_follow (target_id);
CREATE TABLE outbox_activity (
    id TEXT NOT NULL PRIMARY KEY,
    actor_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    object_id TEXT,
    body TEXT NOT NULL,
    public BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX outbox_activity_actor ON outbox_activity (actor_id, created_at);
CREATE TABLE outbox_message (
    id TEXT NOT NULL PRIMARY KEY,
    activity_id TEXT NOT NULL REFERENCES outbox_activity (id) ON DELETE CASCADE,
    inbox TEXT NOT NULL,
    host TEXT NOT NULL,
    lane TEXT NOT NULL,
    partner_id TEXT,
    seq BIGINT,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    valid_through BIGINT,
    last_status INTEGER,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    UNIQUE (activity_id, inbox)
);
CREATE INDEX outbox_message_due ON outbox_message (state, next_at);
CREATE INDEX outbox_message_host ON outbox_message (host, state);
CREATE INDEX outbox_message_partner ON outbox_message (partner_id, seq);
CREATE TABLE peer_host (
    host TEXT NOT NULL PRIMARY KEY,
    software TEXT,
    signature_form TEXT NOT NULL,
    fails INTEGER NOT NULL DEFAULT 0,
    failing_since BIGINT,
    next_attempt_at BIGINT NOT NULL DEFAULT 0,
    last_ok_at BIGINT,
    blocked BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX peer_host_blocked ON peer_host (blocked);
CREATE TABLE inbox_seen (
    activity_id TEXT NOT NULL PRIMARY KEY,
    body_hash TEXT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX inbox_seen_age ON inbox_seen (received_at);
CREATE TABLE seen_nonce (
    key_id TEXT NOT NULL,
    nonce TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (key_id, nonce)
);
CREATE INDEX seen_nonce_age ON seen_nonce (expires_at);
