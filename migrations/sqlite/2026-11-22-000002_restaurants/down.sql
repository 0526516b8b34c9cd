DROP TABLE special;
DROP TABLE menu_item;
DROP TABLE menu_section;
DROP TABLE restaurant_staff;
DROP TABLE restaurant;
DROP TABLE coop;
