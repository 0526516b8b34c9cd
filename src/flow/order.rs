//! Orders: priced, placed here or at a partner's restaurant, answered, cooked, handed over, ended.

pub mod accept;
pub mod answered_elsewhere;
pub mod ask_elsewhere;
pub mod cancel;
pub mod carrier;
pub mod changed_elsewhere;
pub mod doorstep;
pub mod expire;
pub mod hand_over;
pub mod hand_to_customer;
mod letter;
pub mod place;
pub mod place_elsewhere;
pub mod prepare;
pub mod quote;
pub mod ready;
pub mod reason;
pub mod receive_offer;
pub mod record;
pub mod refuse;
pub mod withdraw;
pub mod withdrawn_elsewhere;
