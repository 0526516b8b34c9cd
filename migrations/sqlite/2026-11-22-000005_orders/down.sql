DROP TABLE address_reading;
DROP TABLE address_release;
DROP TABLE order_event;
DROP TABLE order_line;
DROP TABLE orders;
DROP TABLE cart_line;
DROP TABLE cart;
