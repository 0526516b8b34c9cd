DROP TABLE session;
DROP TABLE user_role;
DROP TABLE user_account;
