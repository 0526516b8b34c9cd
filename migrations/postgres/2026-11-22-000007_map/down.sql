DROP TABLE address_token;
DROP TABLE address;
