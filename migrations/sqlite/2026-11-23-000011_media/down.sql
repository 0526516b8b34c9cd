DROP TABLE special_plan;
ALTER TABLE special DROP COLUMN changed_at;
ALTER TABLE special DROP COLUMN sold_out;
ALTER TABLE special DROP COLUMN photo_id;
ALTER TABLE special DROP COLUMN hashtags;
ALTER TABLE special DROP COLUMN kind;
DROP TABLE media;
