-- Restaurants that a customer brings along from another server, one line of their file each.
CREATE TABLE follow_import (
    user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, address)
);
CREATE INDEX follow_import_state ON follow_import (user_id, state);
CREATE INDEX follow_import_created ON follow_import (created_at);
-- Co-ops that co-ops name as their neighbours: how far from those that we follow or trade with, and who named them.
ALTER TABLE remote_coop ADD COLUMN neighbours_url TEXT;
ALTER TABLE remote_coop ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
ALTER TABLE remote_coop ADD COLUMN found_via TEXT;
