-- Deliveries and their tasks, offers to neighbours and from neighbours, receipts.
CREATE TABLE delivery (
    id TEXT NOT NULL PRIMARY KEY,
    side TEXT NOT NULL,
    order_id TEXT UNIQUE REFERENCES orders (id),
    partner_id TEXT REFERENCES partner (desk_id),
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    carrier TEXT,
    fee BIGINT NOT NULL,
    collect BIGINT NOT NULL,
    currency TEXT NOT NULL,
    pickup_name TEXT NOT NULL,
    pickup_address TEXT NOT NULL,
    pickup_latitude DOUBLE PRECISION NOT NULL,
    pickup_longitude DOUBLE PRECISION NOT NULL,
    zone TEXT NOT NULL,
    distance INTEGER,
    duration INTEGER,
    pickup_at BIGINT NOT NULL,
    window_from BIGINT NOT NULL,
    window_to BIGINT NOT NULL,
    pickup_code TEXT,
    epoch BIGINT NOT NULL DEFAULT 0,
    code_tries INTEGER NOT NULL DEFAULT 0,
    pin_tries INTEGER NOT NULL DEFAULT 0,
    reported_revision BIGINT NOT NULL DEFAULT 0,
    eta BIGINT,
    cell TEXT,
    trouble TEXT,
    vouched TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX delivery_state ON delivery (state, pickup_at);
CREATE TABLE task (
    id TEXT NOT NULL PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    courier_id TEXT REFERENCES user_account (id) ON DELETE SET NULL,
    position INTEGER NOT NULL,
    window_from BIGINT NOT NULL,
    window_to BIGINT NOT NULL,
    accepted_at BIGINT,
    done_at BIGINT,
    UNIQUE (delivery_id, kind)
);
CREATE INDEX task_courier ON task (courier_id, state, position);
CREATE TABLE delivery_offer (
    id TEXT NOT NULL PRIMARY KEY,
    delivery_id TEXT NOT NULL UNIQUE REFERENCES delivery (id),
    context TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    machine TEXT NOT NULL,
    window_ends_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE delivery_bid (
    activity_id TEXT NOT NULL PRIMARY KEY,
    offer_id TEXT NOT NULL REFERENCES delivery_offer (id) ON DELETE CASCADE,
    partner_id TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    eta BIGINT NOT NULL,
    valid_through BIGINT NOT NULL,
    state TEXT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX delivery_bid_offer ON delivery_bid (offer_id, epoch);
CREATE TABLE delivery_award (
    agreement_id TEXT NOT NULL PRIMARY KEY,
    offer_id TEXT NOT NULL REFERENCES delivery_offer (id) ON DELETE CASCADE,
    partner_id TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    bid_id TEXT NOT NULL,
    award_id TEXT NOT NULL,
    under TEXT,
    delivery_url TEXT,
    pickup_code TEXT NOT NULL,
    ack_by BIGINT NOT NULL,
    acknowledged_at BIGINT,
    state TEXT NOT NULL,
    reason TEXT,
    created_at BIGINT NOT NULL,
    UNIQUE (offer_id, epoch)
);
CREATE INDEX delivery_award_award ON delivery_award (award_id);
CREATE TABLE delivery_offer_received (
    proposal_id TEXT NOT NULL PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partner (desk_id),
    context TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    state TEXT NOT NULL,
    machine TEXT NOT NULL,
    fee BIGINT NOT NULL,
    collect BIGINT NOT NULL,
    currency TEXT NOT NULL,
    pickup_actor TEXT NOT NULL,
    pickup_name TEXT NOT NULL,
    pickup_address TEXT NOT NULL,
    pickup_latitude DOUBLE PRECISION NOT NULL,
    pickup_longitude DOUBLE PRECISION NOT NULL,
    zone TEXT NOT NULL,
    pickup_at BIGINT NOT NULL,
    arrive_by BIGINT NOT NULL,
    valid_through BIGINT NOT NULL,
    courier_id TEXT,
    bid_id TEXT UNIQUE,
    award_id TEXT,
    under TEXT,
    agreement_id TEXT,
    ack_by BIGINT,
    pickup_code TEXT,
    handoff_url TEXT,
    delivery_id TEXT REFERENCES delivery (id),
    delivery_url TEXT UNIQUE,
    received_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX delivery_offer_received_state ON delivery_offer_received (state, valid_through);
CREATE INDEX delivery_offer_received_agreement ON delivery_offer_received (agreement_id);
CREATE TABLE address_copy (
    delivery_id TEXT NOT NULL PRIMARY KEY REFERENCES delivery (id) ON DELETE CASCADE,
    recipient_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    access_notes TEXT NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    read_at BIGINT NOT NULL,
    purge_at BIGINT NOT NULL
);
CREATE INDEX address_copy_purge ON address_copy (purge_at);
CREATE TABLE receipt (
    id TEXT NOT NULL PRIMARY KEY,
    delivery_id TEXT NOT NULL REFERENCES delivery (id),
    partner_id TEXT NOT NULL REFERENCES partner (desk_id),
    direction TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    activity_id TEXT NOT NULL,
    amount BIGINT NOT NULL,
    collected BIGINT NOT NULL,
    tip BIGINT NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX receipt_delivery ON receipt (delivery_id);
