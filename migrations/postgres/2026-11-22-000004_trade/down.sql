DROP TABLE ledger_entry;
DROP TABLE partner_capacity;
DROP TABLE published_capacity;
DROP TABLE availability;
DROP TABLE exchange_entry;
DROP TABLE trade_agreement;
DROP TABLE partner;
