//! The form of a restaurant's profile.

use musette_domain::opening::{self, OpeningHours, OpeningProblem};
use musette_domain::text::{self, DESCRIPTION, NAME};
use musette_domain::{Money, Position, phone};

use super::cloth_choice;
use crate::flow::restaurant::edit_profile::{LONGEST_DELAY, Profile};
use crate::i18n::{Value, Words};
use crate::store::restaurant::Restaurant;
use crate::web::form::{Form, FormErrors, errors};
use crate::web::parts::{Choice, Field, Kind, Layout, Offered, Select};
use crate::web::written;

/// The distances that can be chosen for the delivery zone, in metres by air.
const REACHES: [&str; 5] = ["1000", "2000", "3000", "5000", "8000"];

/// The fields above the map.
pub fn fields_before(w: Words, form: &Form, errors: &FormErrors) -> Vec<Field> {
    let line = |name, label| Field::new(w, name, label).most(NAME);
    let fields = vec![
        line("name", w.say("profile-name")).autocomplete("organization"),
        line("description", w.say("profile-description"))
            .kind(Kind::Area(4))
            .most(DESCRIPTION)
            .optional(),
        line("cuisine", w.say("profile-cuisine"))
            .hint(w.say("profile-cuisine-hint"))
            .optional(),
        line("opening-hours", w.say("profile-hours"))
            .hint(w.say("profile-hours-hint"))
            .most(opening::MAX_LENGTH),
        line("phone", w.say("profile-phone"))
            .kind(Kind::Tel)
            .hint(w.say("profile-phone-hint"))
            .autocomplete("tel")
            .most(30)
            .optional(),
        line("website", w.say("profile-website"))
            .kind(Kind::Url)
            .autocomplete("url")
            .most(200)
            .optional(),
        line("street", w.say("profile-street")),
        line("housenumber", w.say("profile-housenumber")).most(20),
        line("postcode", w.say("profile-postcode"))
            .autocomplete("postal-code")
            .most(20),
        line("city", w.say("profile-city")).autocomplete("address-level2"),
        line("country", w.say("profile-country"))
            .hint(w.say("profile-country-hint"))
            .autocomplete("country")
            .most(2),
    ];
    fields
        .into_iter()
        .map(|field| field.kept(form, errors))
        .collect()
}

/// The least that can be ordered.
pub fn minimum(w: Words, of: &Restaurant, form: &Form, errors: &FormErrors) -> Field {
    let label = w.with("profile-minimum-label", &[("currency", of.currency.code())]);
    Field::new(w, "minimum", label)
        .kind(Kind::Decimal)
        .most(12)
        .kept(form, errors)
}

/// How long before the kitchen begins an order must have come in.
pub fn ordering_delay(w: Words, form: &Form, errors: &FormErrors) -> Field {
    Field::new(w, "ordering-delay", w.say("profile-ordering-delay"))
        .hint(w.say("profile-ordering-delay-hint"))
        .kind(Kind::Number)
        .most(4)
        .optional()
        .kept(form, errors)
}

/// Whether the position of the map counts, whatever the address says.
pub fn position_choice(w: Words, form: &Form) -> Choice {
    let here = Offered::new("marker", w.say("profile-use-marker"))
        .chosen(form.ticked("position", "marker"));
    Choice::many("position", w.say("profile-position"), [here]).quiet()
}

/// Delivered, fetched, or both.
pub fn ways(w: Words, form: &Form, errors: &FormErrors) -> Choice {
    let way =
        |value: &'static str, words| Offered::new(value, words).chosen(form.ticked("ways", value));
    let offered = [
        way("delivers", w.say("profile-delivers")),
        way("collects", w.say("profile-collects")),
    ];
    Choice::many("ways", w.say("profile-ways"), offered)
        .layout(Layout::Chips)
        .errors(w, errors)
}

/// How far it delivers.
pub fn reach(w: Words, of: &Restaurant, form: &Form, errors: &FormErrors) -> Select {
    let chosen = form.text("reach");
    let keep =
        Offered::new("", w.count("profile-reach-keep", of.zone.len())).chosen(chosen.is_empty());
    let km = |metres: &'static str| {
        let km = metres.strip_suffix("000").unwrap_or(metres);
        Offered::new(metres, w.with("profile-reach-km", &[("km", km)])).chosen(metres == chosen)
    };
    let offered = std::iter::once(keep).chain(REACHES.map(km));
    Select::new("reach", w.say("profile-reach"), offered)
        .hint(w.say("profile-reach-hint"))
        .errors(w, errors)
}

/// The form of a restaurant as it is.
pub fn form_of(of: &Restaurant) -> Form {
    let mut fields = vec![
        ("name", of.name.clone()),
        ("description", of.description.clone()),
        ("cuisine", of.cuisine.clone()),
        ("opening-hours", of.opening_hours.clone()),
        ("phone", of.phone.clone().unwrap_or_default()),
        ("website", of.website.clone().unwrap_or_default()),
        ("street", of.street.clone()),
        ("housenumber", of.housenumber.clone()),
        ("postcode", of.postcode.clone()),
        ("city", of.city.clone()),
        ("country", of.country.clone()),
        ("lat", format!("{:.6}", of.latitude)),
        ("lon", format!("{:.6}", of.longitude)),
        ("minimum", Money::new(of.minimum, of.currency).to_decimal()),
        ("ordering-delay", of.ordering_delay.to_string()),
        ("hue", of.hue.clone()),
        ("weave", of.weave.clone()),
        ("emblem", of.emblem.clone()),
    ];
    for (ticked, way) in [(of.delivers, "delivers"), (of.collects, "collects")] {
        if ticked {
            fields.push(("ways", way.to_owned()));
        }
    }
    Form::of(fields)
}

/// Reads the form; `position` is where the restaurant is, found by the caller.
pub fn read(
    form: &Form,
    of: &Restaurant,
    zone: chrono_tz::Tz,
    position: Position,
    errors: &mut FormErrors,
) -> Option<Profile> {
    let name = written::text("name", text::name(form.text("name")), errors);
    let description = text::description(form.text("description"));
    let description = written::text("description", description, errors);
    let cuisine = written::line(form, "cuisine", errors);
    let hours = hours(form, zone, errors);
    let phone = form.filled("phone").and_then(|number| {
        let number = phone::parse(number, None);
        number
            .map_err(|_| errors.add("phone", "account-phone-none"))
            .ok()
    });
    let [street, housenumber, postcode, city] = ["street", "housenumber", "postcode", "city"]
        .map(|field| written::line(form, field, errors));
    for (field, value) in [("street", &street), ("city", &city)] {
        if value.is_empty() {
            errors.add(field, errors::EMPTY);
        }
    }
    let (website, country, reach) = (
        website(form, errors),
        country(form, errors),
        reach_of(form, errors),
    );
    let minimum = minimum_of(form, of, errors);
    let ordering_delay = ordering_delay_of(form, errors);
    let cloth = cloth_choice::read(form, errors);
    let (delivers, collects) = (
        form.ticked("ways", "delivers"),
        form.ticked("ways", "collects"),
    );
    if !delivers && !collects {
        errors.add("ways", "profile-no-way");
    }
    let profile = Profile {
        name,
        description,
        cuisine,
        street,
        housenumber,
        postcode,
        city,
        country,
        position,
        reach,
        phone,
        website,
        opening_hours: hours?,
        cloth,
        minimum,
        ordering_delay,
        delivers,
        collects,
    };
    errors.is_empty().then_some(profile)
}

fn hours(form: &Form, zone: chrono_tz::Tz, errors: &mut FormErrors) -> Option<OpeningHours> {
    const FIELD: &str = "opening-hours";
    match OpeningHours::parse(form.text(FIELD), zone) {
        Ok(hours) => return Some(hours),
        Err(OpeningProblem::Empty) => errors.add(FIELD, "profile-hours-empty"),
        Err(OpeningProblem::TooLong) => {
            let count = form.text(FIELD).chars().count();
            let args = vec![
                ("most", Value::from(opening::MAX_LENGTH)),
                ("count", Value::from(count)),
            ];
            errors.add_with(FIELD, errors::TOO_LONG, args);
        }
        Err(OpeningProblem::NotUnderstood { rest, .. }) => {
            errors.add_with(
                FIELD,
                "profile-hours-not-understood",
                vec![("rest", Value::from(rest))],
            );
        }
        Err(OpeningProblem::Impossible(_)) => errors.add(FIELD, "profile-hours-impossible"),
    }
    None
}

fn website(form: &Form, errors: &mut FormErrors) -> Option<String> {
    let text = form.filled("website")?;
    let sound = text.len() <= 200
        && url::Url::parse(text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !sound {
        errors.add("website", "profile-website-none");
    }
    sound.then(|| text.to_owned())
}

fn country(form: &Form, errors: &mut FormErrors) -> String {
    let text = form.text("country").to_ascii_uppercase();
    let sound =
        text.is_empty() || (text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()));
    if !sound {
        errors.add("country", "profile-country-none");
    }
    text
}

fn reach_of(form: &Form, errors: &mut FormErrors) -> Option<f64> {
    let text = form.filled("reach")?;
    if !REACHES.contains(&text) {
        errors.add("reach", errors::CHOOSE);
        return None;
    }
    text.parse().ok()
}

fn minimum_of(form: &Form, of: &Restaurant, errors: &mut FormErrors) -> Money {
    // No minimum is a minimum of nothing.
    if form.text("minimum").is_empty() {
        return Money::zero(of.currency);
    }
    written::price(form, "minimum", of.currency, errors)
}

fn ordering_delay_of(form: &Form, errors: &mut FormErrors) -> i32 {
    let Some(typed) = form.filled("ordering-delay") else {
        return 0;
    };
    let minutes = typed.parse().ok();
    let minutes = minutes.filter(|minutes| (0..=LONGEST_DELAY).contains(minutes));
    if minutes.is_none() {
        errors.add("ordering-delay", "profile-ordering-delay-wrong");
    }
    minutes.unwrap_or_default()
}
