DELETE FROM reply WHERE restaurant_id IS NULL;
ALTER TABLE reply DROP COLUMN approved_by;
ALTER TABLE reply ALTER COLUMN restaurant_id SET NOT NULL;
