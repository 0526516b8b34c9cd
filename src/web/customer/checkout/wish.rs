//! What the checkout's form says: delivered or collected, where, when, to whom.

use musette_domain::address::normalise;
use musette_domain::order::Fulfilment;
use musette_domain::text::{NAME, NOTE};
use musette_domain::timing::Window;
use musette_domain::{Instant, Position, TextValue, phone, text};

use super::slots::LATER;
use crate::app::App;
use crate::flow::order::doorstep::Doorstep;
use crate::http::Result;
use crate::store::address::Address;
use crate::web::form::errors::CHOOSE;
use crate::web::form::{Form, FormErrors};
use crate::web::visitor::listing::Listing;
use crate::web::visitor::place::{self, Place, find};

/// The most addresses to choose from.
const OFFERED: usize = 8;
/// The most characters of a street, a town.
const LINE: usize = 100;
/// The most characters of a house number, a postcode.
const SHORT: usize = 20;

/// What the form says, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// Delivered or collected.
    pub how: Option<Fulfilment>,
    /// Where to.
    pub place: Option<Place>,
    /// Addresses that fit, when it is not clear which one is meant.
    pub found: Vec<Address>,
    /// The chosen window.
    pub window: Option<Window>,
    /// The name for the bell.
    pub name: String,
    /// The number to call, in E.164.
    pub phone: String,
    /// Floor, code, bell.
    pub notes: String,
}

impl Wish {
    /// How the order reaches its customer.
    pub fn fulfilment(&self) -> Fulfilment {
        self.how.unwrap_or(Fulfilment::Delivery)
    }
    /// The door, for a delivery to a known place.
    pub fn door(&self) -> Option<Doorstep> {
        let place = self.place.as_ref()?;
        (self.fulfilment() == Fulfilment::Delivery).then(|| Doorstep {
            recipient_name: self.name.clone(),
            phone: self.phone.clone(),
            street: place.door(),
            postcode: place.postcode.clone(),
            city: place.city.clone(),
            country: place.country.clone(),
            access_notes: self.notes.clone(),
            position: place.position,
        })
    }
}

/// How this restaurant's orders usually reach the reader.
pub fn usual(listing: &Listing, place: Option<&Place>) -> Fulfilment {
    let far = listing.reaches(place) == Some(false);
    if listing.collects && (!listing.delivers || far) {
        Fulfilment::Collection
    } else {
        Fulfilment::Delivery
    }
}

/// What is wished before anything is sent: as usual at this place, with what was typed before the reader went to the map.
pub fn begun(listing: &Listing, place: Option<Place>, draft: Option<&Form>) -> Wish {
    let how = draft.and_then(|form| Fulfilment::parse(form.text("how")).ok());
    Wish {
        how: Some(how.unwrap_or_else(|| usual(listing, place.as_ref()))),
        window: draft.and_then(|form| window(form, &mut FormErrors::new())),
        place,
        ..Wish::default()
    }
}

/// Reads the form. What is missing or wrong goes to `errors`.
pub async fn read(
    app: &App,
    listing: &Listing,
    before: Option<&Place>,
    form: &Form,
    errors: &mut FormErrors,
) -> Result<Wish> {
    let how = Fulfilment::parse(form.text("how")).ok();
    if how.is_none() {
        errors.add("how", CHOOSE);
    }
    let mut wish = Wish {
        how: Some(how.unwrap_or_else(|| usual(listing, before))),
        window: window(form, errors),
        ..Wish::default()
    };
    if form.has("pay") && form.text("pay") != "cash" {
        errors.add("pay", CHOOSE);
    }
    if wish.fulfilment() == Fulfilment::Collection {
        return Ok(wish);
    }
    (wish.place, wish.found) = address(app, before, form, errors).await?;
    person(&mut wish, form, errors);
    Ok(wish)
}

/// Name, number and the way to the door.
fn person(wish: &mut Wish, form: &Form, errors: &mut FormErrors) {
    let name = form.required("name", NAME, errors);
    match text::name(name) {
        Ok(name) => wish.name = name,
        Err(_) => errors.add("name", "checkout-name-wrong"),
    }
    let country = wish
        .place
        .as_ref()
        .map_or("", |place| place.country.as_str());
    let tel = form.required("tel", 40, errors);
    if !tel.is_empty() {
        match phone::parse(tel, dialling_code(country)) {
            Ok(number) => wish.phone = number,
            Err(phone::PhoneProblem::NoCountry) => errors.add("tel", "checkout-tel-country"),
            Err(_) => errors.add("tel", "checkout-tel-wrong"),
        }
    }
    let notes = form.at_most("door", NOTE, errors);
    match text::note(notes) {
        Ok(notes) => wish.notes = notes,
        Err(_) => errors.add("door", "checkout-name-wrong"),
    }
}

/// The countries whose people may leave their code out.
fn dialling_code(country: &str) -> Option<&'static str> {
    Some(match country {
        "LI" => "423",
        "CH" => "41",
        "AT" => "43",
        "DE" => "49",
        "FR" => "33",
        "BE" => "32",
        "LU" => "352",
        "IT" => "39",
        _ => return None,
    })
}

/// The chosen window: `slot` as `<from ms>-<to ms>`, or `later` and the list beside it. None at all means the first.
///
/// Without a script nothing picks `later` for somebody who takes a time of the list, so the list also counts where the pick is still ours (`slot-shown`).
fn window(form: &Form, errors: &mut FormErrors) -> Option<Window> {
    let (slot, later) = (form.text("slot"), form.text("later"));
    let ours = form.has("slot-shown") && slot == form.text("slot-shown");
    let chosen = if slot == LATER || (ours && !later.is_empty()) {
        later
    } else {
        slot
    };
    if chosen.is_empty() {
        if slot == LATER {
            errors.add("slot", CHOOSE);
        }
        return None;
    }
    let window = chosen.split_once('-').and_then(|(start, end)| {
        let instant = |text: &str| text.parse().ok().map(Instant::from_millis);
        let (start, end) = (instant(start)?, instant(end)?);
        Some(Window { start, end })
    });
    if window.is_none() {
        errors.add("slot", CHOOSE);
    }
    window
}

/// Where to: one of the found addresses, a point, the place of the session, the address as the map knows it, or else the marker of the session.
async fn address(
    app: &App,
    before: Option<&Place>,
    form: &Form,
    errors: &mut FormErrors,
) -> Result<(Option<Place>, Vec<Address>)> {
    if let Some(id) = form.value("address") {
        let row = find::by_id(app, id).await?;
        return Ok((row.as_ref().and_then(Place::of_address), Vec::new()));
    }
    let typed = typed(form, errors);
    if form.filled("lat").is_some() || form.filled("lon").is_some() {
        let point = place::position(form.text("lat"), form.text("lon"));
        if point.is_none() {
            errors.add("street", "where-no-position");
        }
        let country = country(app, before, &typed).await?;
        return Ok((point.map(|point| typed.at(point, country)), Vec::new()));
    }
    if let Some(before) = before.filter(|before| typed.is(before)) {
        return Ok((Some(before.clone()), Vec::new()));
    }
    let mut found = Vec::new();
    if !typed.street.is_empty() {
        let text = typed.line();
        found = find::fitting(app, &text, OFFERED).await?;
        if let Some(place) = find::the_one(&text, &found).and_then(Place::of_address) {
            return Ok((Some(place), Vec::new()));
        }
    }
    // The map does not know exactly this address: the point that the reader set is where it is.
    if let Some(before) = before.filter(|before| before.is_marked()) {
        let country = country(app, None, &typed).await?;
        return Ok((Some(typed.at(before.position, country)), Vec::new()));
    }
    if typed.street.is_empty() {
        return Ok((None, Vec::new()));
    }
    let key = if found.is_empty() {
        "checkout-address-unknown"
    } else {
        "checkout-address-which"
    };
    errors.add("street", key);
    Ok((None, found))
}

/// The address as typed.
fn typed(form: &Form, errors: &mut FormErrors) -> Typed {
    Typed {
        street: form.required("street", LINE, errors).to_owned(),
        housenumber: form.at_most("housenumber", SHORT, errors).to_owned(),
        postcode: form.at_most("postcode", SHORT, errors).to_owned(),
        city: form.required("city", LINE, errors).to_owned(),
    }
}

/// An address without a position.
#[derive(Debug, Clone)]
struct Typed {
    street: String,
    housenumber: String,
    postcode: String,
    city: String,
}

impl Typed {
    fn at(&self, position: Position, country: String) -> Place {
        Place {
            position,
            street: self.street.clone(),
            housenumber: self.housenumber.clone(),
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            country,
        }
    }
    fn line(&self) -> String {
        let parts = [&self.street, &self.housenumber, &self.postcode, &self.city];
        parts.map(String::as_str).join(" ")
    }
    fn is(&self, place: &Place) -> bool {
        let theirs = [
            &place.street,
            &place.housenumber,
            &place.postcode,
            &place.city,
        ];
        normalise(&self.line()) == normalise(&theirs.map(String::as_str).join(" "))
    }
}

/// The country of a point: that of the place before, or of the town as the map knows it.
async fn country(app: &App, before: Option<&Place>, typed: &Typed) -> Result<String> {
    if let Some(place) = before.filter(|place| !place.country.is_empty()) {
        return Ok(place.country.clone());
    }
    let found = find::fitting(app, &typed.city, 1).await?;
    Ok(found
        .into_iter()
        .next()
        .map_or_else(String::new, |row| row.country))
}
