DROP TABLE setting;
DROP TABLE job;
