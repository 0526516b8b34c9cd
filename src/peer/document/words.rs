//! The few words that stand inside public documents, in the co-op's language. Pages have their words in `templates/locales`; these travel to other
//! servers, which show them as they are.

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Profile field: the address.
    pub address: &'static str,
    /// Profile field: the opening hours.
    pub hours: &'static str,
    /// Profile field and link: where to order.
    pub order: &'static str,
    /// Profile field: closed for now.
    pub closed_until: &'static str,
    /// What a dish contains.
    pub contains: &'static str,
    /// An event that does not take place.
    pub cancelled: &'static str,
}

const ENGLISH: Words = Words {
    address: "Address",
    hours: "Opening hours",
    order: "Order",
    closed_until: "Closed until",
    contains: "Contains",
    cancelled: "Cancelled",
};
const FRENCH: Words = Words {
    address: "Adresse",
    hours: "Horaires",
    order: "Commander",
    closed_until: "Fermé jusqu'au",
    contains: "Contient",
    cancelled: "Annulé",
};
const GERMAN: Words = Words {
    address: "Adresse",
    hours: "Öffnungszeiten",
    order: "Bestellen",
    closed_until: "Geschlossen bis",
    contains: "Enthält",
    cancelled: "Abgesagt",
};

/// The words of a locale such as `fr` or `de-LI`; English if we have no others.
pub fn of(locale: &str) -> Words {
    match language(locale) {
        "fr" => FRENCH,
        "de" => GERMAN,
        _ => ENGLISH,
    }
}

/// The language of a locale: `de` of `de-LI`.
pub fn language(locale: &str) -> &str {
    locale.split(['-', '_']).next().unwrap_or("en")
}
