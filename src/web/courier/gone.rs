//! A neighbour's delivery that left the courier's list: given back by our dispatch, or taken back. Who was given the bag all the same says so here.

use crate::i18n::Words;
use crate::store::delivery::Delivery;
use crate::web::parts::Act;

/// Such a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The delivery.
    pub id: String,
    /// What happened.
    pub text: String,
    /// For who was given the bag.
    pub act: Act,
}

impl Gone {
    /// The words and the button.
    pub fn of(w: Words, row: &Delivery) -> Self {
        Self::new(w, &row.id.to_string(), &row.pickup_name)
    }

    /// For tests and previews.
    pub fn sample(w: Words) -> Self {
        Self::new(w, "2", "Chez <Mireille>")
    }

    fn new(w: Words, id: &str, place: &str) -> Self {
        let path = format!("/courier/deliveries/{id}/picked-up");
        Self {
            id: id.to_owned(),
            text: w.with("courier-gone", &[("place", place)]),
            act: Act::new(path, w.say("courier-have-it"))
                .spoken(place)
                .small(),
        }
    }
}
