//! What the co-op says of itself: its name, how to reach it, its colour and language.

use chrono_tz::Tz;
use musette_domain::text::{self, TextProblem};

use super::Changed;
use super::refusal::refusals;
use crate::app::{App, Topic};
use crate::store::coop::Coop;
use crate::store::{Conn, Error, coop};

/// What a co-op says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoopProfile {
    /// What it is called.
    pub name: String,
    /// The town or part of town.
    pub place: String,
    /// A few sentences; may be empty.
    pub about: String,
    /// The colour of its bags; empty: chosen by the name.
    pub hue: String,
    /// A telephone number for customers, already checked.
    pub phone: Option<String>,
    /// A mail address for customers, already checked.
    pub mail: Option<String>,
    /// The language of letters and of pages for those who say none.
    pub locale: String,
    /// Where its hours apply.
    pub time_zone: Tz,
}

impl CoopProfile {
    /// What it says today.
    pub fn of(row: &Coop) -> Self {
        Self {
            name: row.name.clone(),
            place: row.place.clone(),
            about: row.about.clone(),
            hue: row.hue.clone(),
            phone: row.phone.clone(),
            mail: row.mail.clone(),
            locale: row.locale.clone(),
            time_zone: row.timezone.parse().unwrap_or(Tz::UTC),
        }
    }
}

refusals! {
    /// Why the co-op cannot say this of itself.
    pub enum EditCoopRefusal {
        /// A text is too long, empty or cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "profile-text",
    }
}

impl From<TextProblem> for EditCoopRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Text(problem)
    }
}

/// Saves it. Followers hear of what the co-op's actor shows; telephone and mail stand on our own pages only.
pub fn run(c: &mut Conn, app: &App, profile: &CoopProfile) -> Result<Changed, EditCoopRefusal> {
    let before = coop::ours(c)?.ok_or(Error::NotFound)?;
    let mut row = Coop {
        name: text::name(&profile.name)?,
        place: text::name(&profile.place)?,
        about: text::description(&profile.about)?,
        hue: profile.hue.clone(),
        phone: profile.phone.clone(),
        mail: profile.mail.clone(),
        locale: profile.locale.clone(),
        timezone: profile.time_zone.name().to_owned(),
        ..before.clone()
    };
    if row == before {
        return Ok(Changed::nothing());
    }
    row.updated_at = app.clock.now();
    coop::save(c, &row)?;
    if public(&row) != public(&before) {
        app.tell.coop_changed(c)?;
    }
    Ok(Changed::topics([Topic::Coop]))
}

/// What of the row the actor's document shows.
fn public(row: &Coop) -> [&str; 6] {
    [
        &row.name,
        &row.place,
        &row.about,
        &row.hue,
        &row.locale,
        &row.timezone,
    ]
}
