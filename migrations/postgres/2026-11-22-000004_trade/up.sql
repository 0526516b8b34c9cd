-- Partners, agreements, the exchange log, capacity and the ledger.
CREATE TABLE partner (
    desk_id TEXT NOT NULL PRIMARY KEY,
    coop_id TEXT NOT NULL,
    host TEXT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    hue TEXT NOT NULL,
    inbox TEXT NOT NULL,
    quote_url TEXT,
    log_url TEXT,
    capacity_url TEXT,
    key_id TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    agreement_id TEXT,
    state TEXT NOT NULL,
    sent_seq BIGINT NOT NULL DEFAULT 0,
    received_seq BIGINT NOT NULL DEFAULT 0,
    acknowledged_seq BIGINT NOT NULL DEFAULT 0,
    last_contact_at BIGINT,
    silent_since BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX partner_host ON partner (host);
CREATE TABLE trade_agreement (
    id TEXT NOT NULL PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partner (desk_id),
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    offered_by_us BOOLEAN NOT NULL,
    offer_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    credit_limit BIGINT NOT NULL,
    wasted_trip_fee BIGINT NOT NULL,
    settlement_period TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_through BIGINT NOT NULL,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT
);
CREATE INDEX trade_agreement_partner ON trade_agreement (partner_id, state);
CREATE INDEX trade_agreement_offer ON trade_agreement (offer_id);
CREATE TABLE exchange_entry (
    partner_id TEXT NOT NULL REFERENCES partner (desk_id),
    direction TEXT NOT NULL,
    seq BIGINT NOT NULL,
    activity_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    context TEXT,
    body TEXT,
    body_hash TEXT NOT NULL,
    valid_through BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (partner_id, direction, seq)
);
CREATE INDEX exchange_entry_activity ON exchange_entry (activity_id);
CREATE TABLE availability (
    id TEXT NOT NULL PRIMARY KEY,
    courier_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    neighbours BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX availability_courier ON availability (courier_id, ends_at);
CREATE TABLE published_capacity (
    id TEXT NOT NULL PRIMARY KEY,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    zone TEXT NOT NULL,
    available INTEGER NOT NULL,
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE partner_capacity (
    id TEXT NOT NULL PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partner (desk_id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    zone TEXT NOT NULL,
    available INTEGER NOT NULL,
    revision BIGINT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX partner_capacity_partner ON partner_capacity (partner_id, ends_at);
CREATE TABLE ledger_entry (
    id TEXT NOT NULL PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partner (desk_id),
    direction TEXT NOT NULL,
    kind TEXT NOT NULL,
    event_id TEXT NOT NULL,
    context TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (event_id, kind)
);
CREATE INDEX ledger_entry_partner ON ledger_entry (partner_id, created_at);
