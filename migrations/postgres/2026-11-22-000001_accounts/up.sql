-- People's accounts, their roles and their sessions.
CREATE TABLE user_account (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT,
    password_hash TEXT NOT NULL,
    locale TEXT,
    disabled BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT NOT NULL
);
CREATE TABLE user_role (
    user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, role)
);
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT REFERENCES user_account (id) ON DELETE CASCADE,
    data TEXT NOT NULL,
    device TEXT,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);
