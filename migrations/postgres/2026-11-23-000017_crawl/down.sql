DROP TABLE feature_stamp;
DROP TABLE news_reader;
ALTER TABLE restaurant_follow DROP COLUMN notify_since;
DROP TABLE fetch_state;
