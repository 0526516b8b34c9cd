//! Who and what the demo invents: two co-ops, their restaurants and people. Streets and positions are real (OpenStreetMap), everything else is not.

mod schaan;
mod vaduz;

use musette_domain::role::Role;

/// One co-op of the demo.
#[derive(Debug)]
pub struct CoopCast {
    /// The host's first part, the folder's and the database's name.
    pub key: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Its town.
    pub place: &'static str,
    /// A few sentences.
    pub about: &'static str,
    /// The colour of its bags.
    pub hue: &'static str,
    /// Latitude and longitude of its middle.
    pub at: (f64, f64),
    /// Its restaurants.
    pub restaurants: &'static [RestaurantCast],
    /// Who is there, beside the restaurants' own people.
    pub people: &'static [PersonCast],
}

/// A restaurant.
#[derive(Debug)]
pub struct RestaurantCast {
    /// Its handle, and the name of its person's account.
    pub handle: &'static str,
    /// The name on its door.
    pub name: &'static str,
    /// A few sentences.
    pub description: &'static str,
    /// What it cooks.
    pub cuisine: &'static str,
    /// Street and number.
    pub street: (&'static str, &'static str),
    /// Latitude and longitude.
    pub at: (f64, f64),
    /// Opening hours in OSM syntax.
    pub hours: &'static str,
    /// Hue, weave and emblem of its cloth.
    pub cloth: [&'static str; 3],
    /// The least that can be ordered, in Rappen.
    pub minimum: i64,
    /// Who works there.
    pub person: &'static str,
    /// The menu.
    pub menu: &'static [SectionCast],
    /// The special of the day: title, description, price in Rappen, allergens.
    pub special: (&'static str, &'static str, i64, &'static str),
}

/// A section of a menu: its name, and name, description, price in Rappen and allergens of each item.
pub type SectionCast = (
    &'static str,
    &'static [(&'static str, &'static str, i64, &'static str)],
);

/// A person.
#[derive(Debug)]
pub struct PersonCast {
    /// The part of the e-mail address before the @.
    pub login: &'static str,
    /// What the person is called.
    pub name: &'static str,
    /// What the person is to the co-op.
    pub role: Role,
}

const fn person(login: &'static str, name: &'static str, role: Role) -> PersonCast {
    PersonCast { login, name, role }
}

/// The password of everybody in the demo. It is printed, because there is nothing to protect.
pub const PASSWORD: &str = "gute fahrt";

/// Both co-ops.
pub const CAST: [&CoopCast; 2] = [&vaduz::VADUZ, &schaan::SCHAAN];

impl CoopCast {
    /// The host name of its instance.
    pub fn host(&self) -> String {
        format!("{}.localhost", self.key)
    }
    /// The e-mail address of somebody there.
    pub fn email(&self, login: &str) -> String {
        format!("{login}@{}.localhost", self.key)
    }
    /// The people with this role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &'static PersonCast> {
        self.people.iter().filter(move |person| person.role == role)
    }
}
