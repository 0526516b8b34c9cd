//! What a restaurant takes along when it goes, and what another co-op reads of it: its profile, its menu, its specials, its pictures. Nothing about
//! customers or couriers.

use musette_domain::id::RestaurantId;
use musette_domain::{Currency, Money};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::flow::refusal::broken;
use crate::services::archive::ArchivedFile;
use crate::store::local_actor;
use crate::store::media::{self, Purpose};
use crate::store::restaurant::{self, Restaurant};
use crate::store::special::{self, Special, SpecialKind};
use crate::store::{Conn, Result, menu_item, menu_section};

/// The name of the file with the profile.
pub const PROFILE: &str = "restaurant.json";
/// The name of the file with the menu.
pub const MENU: &str = "menu.csv";
/// The name of the file with the specials.
pub const SPECIALS: &str = "specials.csv";
/// The name of the file that says what the pictures show.
pub const PICTURES: &str = "media.csv";

/// How many specials are taken along.
const MOST_SPECIALS: i64 = 500;

/// The profile as it stands in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SavedProfile {
    /// The address of its actor.
    pub actor: String,
    /// Other accounts that are the restaurant as well.
    pub also_known_as: Vec<String>,
    /// The name in its address.
    pub handle: String,
    /// The name on its door.
    pub name: String,
    /// A few sentences.
    pub description: String,
    /// What it cooks, in words.
    pub cuisine: String,
    /// The street.
    pub street: String,
    /// The number.
    pub housenumber: String,
    /// The postcode.
    pub postcode: String,
    /// The town.
    pub city: String,
    /// The country's two letters.
    pub country: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Its telephone, as E.164.
    pub phone: Option<String>,
    /// Its website.
    pub website: Option<String>,
    /// When it is open, in OpenStreetMap's syntax.
    pub opening_hours: String,
    /// The colour of its cloth.
    pub hue: String,
    /// The weave of its cloth.
    pub weave: String,
    /// What is on its cloth.
    pub emblem: String,
    /// The least that can be ordered, in minor units.
    pub minimum: i64,
    /// What is paid with.
    pub currency: String,
    /// Couriers carry its meals.
    pub delivers: bool,
    /// Customers may fetch them.
    pub collects: bool,
    /// How many minutes before the kitchen begins an order must have come in.
    pub ordering_delay: i32,
    /// Where it delivers, as H3 cells.
    pub zone: Vec<String>,
}

impl Default for SavedProfile {
    fn default() -> Self {
        Self {
            actor: String::new(),
            also_known_as: Vec::new(),
            handle: String::new(),
            name: String::new(),
            description: String::new(),
            cuisine: String::new(),
            street: String::new(),
            housenumber: String::new(),
            postcode: String::new(),
            city: String::new(),
            country: String::new(),
            latitude: f64::NAN,
            longitude: f64::NAN,
            phone: None,
            website: None,
            opening_hours: String::new(),
            hue: String::new(),
            weave: String::new(),
            emblem: String::new(),
            minimum: 0,
            currency: String::new(),
            delivers: true,
            collects: true,
            ordering_delay: 0,
            zone: Vec::new(),
        }
    }
}

/// A line of the menu's file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedItem {
    /// The section it stands in.
    pub section: String,
    /// The name.
    pub name: String,
    /// What is in it, in words.
    pub description: String,
    /// The price in words of the currency: `13.50`.
    pub price: String,
    /// The currency.
    pub currency: String,
    /// The allergens, with commas between them.
    pub allergens: String,
    /// `yes` if there is none just now.
    #[serde(rename = "sold out")]
    pub sold_out: String,
}

/// A line of the specials' file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedSpecial {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub description: String,
    /// The price in words of the currency, or nothing.
    pub price: String,
    /// The allergens, with commas between them.
    pub allergens: String,
    /// The hashtags, with spaces between them.
    pub hashtags: String,
    /// When it was published (RFC 3339).
    pub published: String,
    /// When it ended (RFC 3339).
    pub ends: String,
    /// The path of its photo, or nothing.
    pub photo: String,
}

/// A line of the pictures' file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedPicture {
    /// The path of the picture.
    pub file: String,
    /// `icon`, `header` or `special`.
    pub purpose: String,
    /// What it shows, in words.
    pub alt: String,
}

/// The restaurant's own files.
pub fn run(c: &mut Conn, app: &App, id: &RestaurantId) -> Result<Vec<ArchivedFile>> {
    let row = restaurant::find(c, id)?;
    let mut files = vec![profile(c, app, &row)?, menu(c, &row)?];
    let mut pictures = Vec::new();
    for purpose in [Purpose::Icon, Purpose::Header] {
        if let Some(picture) = media::of_restaurant(c, id, purpose)? {
            let path = format!("media/{}.jpg", purpose.text());
            picture_file(c, &picture, path, &mut pictures, &mut files)?;
        }
    }
    let mut specials = Vec::new();
    let mut last = special::list_last_of(c, id, MOST_SPECIALS)?;
    // That it was closed once is nothing to eat.
    last.retain(|row| row.kind == SpecialKind::Special);
    for (number, special) in last.iter().enumerate() {
        let mut saved = saved(special, row.currency);
        let photo = match &special.photo_id {
            Some(photo) => media::find_optional(c, photo)?,
            None => None,
        };
        if let Some(photo) = photo {
            saved.photo = format!("media/special-{number}.jpg");
            picture_file(c, &photo, saved.photo.clone(), &mut pictures, &mut files)?;
        }
        specials.push(saved);
    }
    files.push(ArchivedFile::new(SPECIALS, lines(&specials)?));
    files.push(ArchivedFile::new(PICTURES, lines(&pictures)?));
    Ok(files)
}

fn profile(c: &mut Conn, app: &App, row: &Restaurant) -> Result<ArchivedFile> {
    let actor = local_actor::find_by_restaurant(c, &row.id)?;
    let saved = SavedProfile {
        actor: app.urls.restaurant(&row.handle),
        also_known_as: actor.map(|actor| actor.also_known_as).unwrap_or_default(),
        handle: row.handle.clone(),
        name: row.name.clone(),
        description: row.description.clone(),
        cuisine: row.cuisine.clone(),
        street: row.street.clone(),
        housenumber: row.housenumber.clone(),
        postcode: row.postcode.clone(),
        city: row.city.clone(),
        country: row.country.clone(),
        latitude: row.latitude,
        longitude: row.longitude,
        phone: row.phone.clone(),
        website: row.website.clone(),
        opening_hours: row.opening_hours.clone(),
        hue: row.hue.clone(),
        weave: row.weave.clone(),
        emblem: row.emblem.clone(),
        minimum: row.minimum,
        currency: row.currency.code().to_owned(),
        delivers: row.delivers,
        collects: row.collects,
        ordering_delay: row.ordering_delay,
        zone: row.zone.clone(),
    };
    let text = serde_json::to_vec_pretty(&saved).map_err(broken)?;
    Ok(ArchivedFile::new(PROFILE, text))
}

fn menu(c: &mut Conn, row: &Restaurant) -> Result<ArchivedFile> {
    let items = menu_item::list_on_menu(c, &row.id)?;
    let mut saved = Vec::new();
    for section in menu_section::list_of(c, &row.id)? {
        for item in items.iter().filter(|item| item.section_id == section.id) {
            saved.push(SavedItem {
                section: section.name.clone(),
                name: item.name.clone(),
                description: item.description.clone(),
                price: in_units(item.price, row.currency),
                currency: row.currency.code().to_owned(),
                allergens: item.allergens.join(","),
                sold_out: if item.sold_out { "yes" } else { "" }.to_owned(),
            });
        }
    }
    Ok(ArchivedFile::new(MENU, lines(&saved)?))
}

fn saved(special: &Special, currency: Currency) -> SavedSpecial {
    SavedSpecial {
        title: special.title.clone(),
        description: special.description.clone(),
        price: special
            .price
            .map(|price| in_units(price, currency))
            .unwrap_or_default(),
        allergens: special.allergens.join(","),
        hashtags: special.hashtags.join(" "),
        published: special.published_at.to_rfc3339(),
        ends: special.ends_at.to_rfc3339(),
        photo: String::new(),
    }
}

fn picture_file(
    c: &mut Conn,
    picture: &media::Media,
    path: String,
    pictures: &mut Vec<SavedPicture>,
    files: &mut Vec<ArchivedFile>,
) -> Result<()> {
    if let Some((_, bytes)) = media::bytes_of(c, &picture.id)? {
        pictures.push(SavedPicture {
            file: path.clone(),
            purpose: picture.purpose.text().to_owned(),
            alt: picture.alt.clone(),
        });
        files.push(ArchivedFile::new(path, bytes));
    }
    Ok(())
}

/// An amount as people write it: `13.50`.
fn in_units(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).to_decimal()
}

/// Rows as CSV with a header line.
fn lines<T: Serialize>(rows: &[T]) -> Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    for row in rows {
        file.serialize(row).map_err(broken)?;
    }
    file.into_inner().map_err(broken)
}
