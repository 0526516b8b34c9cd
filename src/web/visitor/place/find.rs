//! Addresses of the imported map by what people type.

use musette_domain::address::{normalise, tokens};
use musette_domain::id::AddressId;

use crate::app::App;
use crate::http::Result;
use crate::store::address::{self, Address};

/// The address with this id, if it is known.
pub async fn by_id(app: &App, id: AddressId) -> Result<Option<Address>> {
    Ok(app.db.read(move |c| address::find_optional(c, &id)).await?)
}

/// The addresses that fit best what was typed.
pub async fn fitting(app: &App, typed: &str, most: usize) -> Result<Vec<Address>> {
    let tokens = tokens(typed);
    Ok(app
        .db
        .read(move |c| address::search(c, &tokens, most))
        .await?)
}

/// The one that was meant: there is only one, or only one is exactly what was typed.
pub fn the_one<'a>(typed: &str, found: &'a [Address]) -> Option<&'a Address> {
    if let [one] = found {
        return Some(one);
    }
    let typed = normalise(typed);
    let mut exact = found.iter().filter(|row| is_exactly(&typed, row));
    let one = exact.next()?;
    exact.next().is_none().then_some(one)
}

/// Whether the typed words are the address: street and number, perhaps with postcode or town or both.
fn is_exactly(typed: &str, row: &Address) -> bool {
    let door = format!("{} {}", row.street, row.housenumber);
    let forms = [
        door.clone(),
        format!("{door} {}", row.city),
        format!("{door} {}", row.postcode),
        format!("{door} {} {}", row.postcode, row.city),
    ];
    forms.iter().any(|form| normalise(form) == typed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use musette_domain::TextValue;

    fn row(id: &str, number: &str, city: &str) -> Address {
        Address {
            id: AddressId::parse(id).unwrap(),
            street: "Äulestrasse".into(),
            housenumber: number.into(),
            postcode: "9490".into(),
            city: city.into(),
            country: "LI".into(),
            latitude: 47.14,
            longitude: 9.52,
        }
    }

    #[test]
    fn the_exact_one_is_meant_and_two_are_asked_about() {
        let rows = [
            row("1", "12", "Vaduz"),
            row("2", "12a", "Vaduz"),
            row("3", "12", "Schaan"),
        ];
        assert_eq!(the_one("aeulestr. 12a", &rows).unwrap().id, rows[1].id);
        assert_eq!(the_one("Äulestrasse 12", &rows), None);
        assert_eq!(
            the_one("Äulestrasse 12, Vaduz", &rows).unwrap().id,
            rows[0].id
        );
        assert_eq!(the_one("Äulestrasse", &rows), None);
        assert_eq!(the_one("Äule", &rows[..1]).unwrap().id, rows[0].id);
    }
}
