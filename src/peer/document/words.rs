//! The few words that stand inside public documents, in the co-op's language. Pages have their words in `templates/locales`; these travel to other
//! servers, which show them as they are.

use musette_domain::opening_week::OnTheWall;

use chrono::Datelike;

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
    /// Profile field: where meals are brought.
    pub delivers: &'static str,
    /// How far meals are brought: `{km}` and `{town}`.
    reach: &'static str,
    /// What a dish contains.
    pub contains: &'static str,
    /// An event that does not take place.
    pub cancelled: &'static str,
    /// Before the name of what is sold out.
    pub sold_out: &'static str,
    /// Closed, of a day or a restaurant.
    pub closed: &'static str,
    /// Open day and night, all week.
    pub always: &'static str,
    /// Every day of the week.
    pub every_day: &'static str,
    /// The pinned Note: its first line, and what follows, with `{restaurant}` and `{coop}`.
    pub how_to_order: &'static str,
    how: &'static str,
    /// The least that is brought: `{amount}`.
    minimum: &'static str,
    weekdays: [&'static str; 7],
    weekdays_short: [&'static str; 7],
    months: [&'static str; 12],
    /// A day: `{weekday}`, `{day}`, `{month}`, `{year}`.
    date: &'static str,
    /// Between a day and its time.
    at: &'static str,
}

const ENGLISH: Words = Words {
    address: "Address",
    hours: "Opening hours",
    order: "Order",
    closed_until: "Closed until",
    delivers: "Delivers",
    reach: "by bicycle, up to {km} km around {town}",
    contains: "Contains",
    cancelled: "Cancelled",
    sold_out: "Sold out",
    closed: "closed",
    always: "day and night, all week",
    every_day: "every day",
    how_to_order: "How to order",
    how: "Choose on our page and order there: {coop} brings it to you by bicycle. Write to us here if you have a question; orders are only taken on the page.",
    minimum: "Minimum for a delivery: {amount}.",
    weekdays: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
    weekdays_short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    date: "{weekday} {day} {month} {year}",
    at: ", ",
};
const FRENCH: Words = Words {
    address: "Adresse",
    hours: "Horaires",
    order: "Commander",
    closed_until: "Fermé jusqu'au",
    delivers: "Livre",
    reach: "à vélo, jusqu'à {km} km autour de {town}",
    contains: "Contient",
    cancelled: "Annulé",
    sold_out: "Épuisé",
    closed: "fermé",
    always: "jour et nuit, toute la semaine",
    every_day: "tous les jours",
    how_to_order: "Comment commander",
    how: "Choisissez et commandez sur notre page : {coop} vous l'apporte à vélo. Écrivez-nous ici si vous avez une question ; les commandes ne se prennent que sur la page.",
    minimum: "Minimum pour une livraison : {amount}.",
    weekdays: [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ],
    weekdays_short: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    date: "{weekday} {day} {month} {year}",
    at: " à ",
};
const GERMAN: Words = Words {
    address: "Adresse",
    hours: "Öffnungszeiten",
    order: "Bestellen",
    closed_until: "Geschlossen bis",
    delivers: "Liefert",
    reach: "mit dem Velo, bis {km} km um {town}",
    contains: "Enthält",
    cancelled: "Abgesagt",
    sold_out: "Ausverkauft",
    closed: "geschlossen",
    always: "Tag und Nacht, die ganze Woche",
    every_day: "täglich",
    how_to_order: "So bestellt man",
    how: "Auf unserer Seite auswählen und dort bestellen: {coop} bringt es mit dem Velo. Bei Fragen schreib uns hier; Bestellungen nehmen wir nur auf der Seite an.",
    minimum: "Mindestbestellwert für eine Lieferung: {amount}.",
    weekdays: [
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ],
    weekdays_short: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    date: "{weekday}, {day}. {month} {year}",
    at: ", ",
};

impl Words {
    /// A point in time: the day, and the time unless it is midnight, when the day says it all.
    pub fn moment(&self, at: OnTheWall) -> String {
        let word = |list: &[&'static str], number: u32| {
            let found = usize::try_from(number).ok().and_then(|n| list.get(n));
            found.copied().unwrap_or_default()
        };
        let day = self
            .date
            .replace("{weekday}", word(&self.weekdays, at.weekday))
            .replace("{day}", &at.day.day().to_string())
            .replace("{month}", word(&self.months, at.day.month0()))
            .replace("{year}", &at.day.year().to_string());
        if (at.hour, at.minute) == (0, 0) {
            return day;
        }
        format!("{day}{}{:02}:{:02}", self.at, at.hour, at.minute)
    }
    /// How far meals are brought.
    pub fn reach(&self, km: u32, town: &str) -> String {
        self.reach
            .replace("{km}", &km.to_string())
            .replace("{town}", town)
    }
    /// How one orders.
    pub fn how(&self, coop: &str) -> String {
        self.how.replace("{coop}", coop)
    }
    /// The least that is brought.
    pub fn minimum(&self, amount: &str) -> String {
        self.minimum.replace("{amount}", amount)
    }
    /// A weekday in short, Monday being 0.
    pub fn weekday(&self, number: usize) -> &'static str {
        self.weekdays_short.get(number).copied().unwrap_or_default()
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use musette_domain::Instant;
    use musette_domain::opening_week::on_the_wall;

    #[test]
    fn a_moment_is_said_in_each_language() {
        let at = |text: &str| {
            on_the_wall(
                Instant::parse_rfc3339(text).unwrap(),
                chrono_tz::Europe::Vaduz,
            )
        };
        let evening = at("2026-12-24T17:30:00Z");
        assert_eq!(of("en").moment(evening), "Thursday 24 December 2026, 18:30");
        assert_eq!(
            of("fr-CH").moment(evening),
            "jeudi 24 décembre 2026 à 18:30"
        );
        assert_eq!(
            of("de-LI").moment(evening),
            "Donnerstag, 24. Dezember 2026, 18:30"
        );
        assert_eq!(
            of("en").moment(at("2026-12-23T23:00:00Z")),
            "Thursday 24 December 2026"
        );
    }
}
