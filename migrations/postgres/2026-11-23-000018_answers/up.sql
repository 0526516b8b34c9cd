-- What is said to the co-op itself belongs to no restaurant; an answer may carry its approval.
ALTER TABLE reply ALTER COLUMN restaurant_id DROP NOT NULL;
ALTER TABLE reply ADD COLUMN approved_by TEXT;
