-- The address search made from an OpenStreetMap extract.
CREATE TABLE address (
    id TEXT NOT NULL PRIMARY KEY,
    street TEXT NOT NULL,
    housenumber TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    latitude DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL
);
CREATE TABLE address_token (
    token TEXT NOT NULL,
    address_id TEXT NOT NULL REFERENCES address (id) ON DELETE CASCADE,
    PRIMARY KEY (token, address_id)
);
CREATE INDEX address_token_address ON address_token (address_id);
