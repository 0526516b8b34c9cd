DROP TABLE hint;
DROP TABLE reaction;
DROP TABLE reply;
