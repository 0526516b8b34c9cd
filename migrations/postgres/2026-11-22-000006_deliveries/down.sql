DROP TABLE receipt;
DROP TABLE address_copy;
DROP TABLE delivery_offer_received;
DROP TABLE delivery_award;
DROP TABLE delivery_bid;
DROP TABLE delivery_offer;
DROP TABLE task;
DROP TABLE delivery;
