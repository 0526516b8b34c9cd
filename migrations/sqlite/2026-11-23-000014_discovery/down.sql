ALTER TABLE remote_coop DROP COLUMN found_via;
ALTER TABLE remote_coop DROP COLUMN depth;
ALTER TABLE remote_coop DROP COLUMN neighbours_url;
DROP TABLE follow_import;
