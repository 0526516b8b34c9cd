//! A picture is put here.

use musette_domain::TextValue;
use musette_domain::id::{MediaId, RestaurantId};
use musette_domain::text::{self, TextProblem};

use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::{broken, refusals};
use crate::flow::restaurant;
use crate::services::picture::{MEDIA_TYPE, Picture};
use crate::store::media::{self, Media, Purpose};
use crate::store::{self, Conn};

/// The most pictures of one restaurant: a special a day for some months.
pub const MOST: i64 = 200;

refusals! {
    /// Why a picture is not taken.
    pub enum AddPictureRefusal {
        /// The words are too long or cannot be shown.
        #[error("{0}")]
        Text(TextProblem) = "picture-alt-text",
        /// There are no words.
        #[error("say in words what the picture shows, for those who do not see it")]
        NoAlt = "picture-no-alt",
        /// Enough.
        #[error("a restaurant can have {MOST} pictures; those of old specials go by themselves after some weeks")]
        TooMany = "picture-too-many",
    }
}

impl From<TextProblem> for AddPictureRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Text(problem)
    }
}

/// Keeps the picture. A restaurant has one sign and one header: a new one replaces the old one and followers hear of it. The photo of a special is
/// described when the special is published.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    purpose: Purpose,
    picture: &Picture,
    alt: &str,
) -> Result<(MediaId, Changed), AddPictureRefusal> {
    let mut restaurant = store::restaurant::find(c, of)?;
    let alt = text::note(alt)?;
    let profile = purpose != Purpose::Special;
    if profile && alt.is_empty() {
        return Err(AddPictureRefusal::NoAlt);
    }
    if profile {
        media::delete_of(c, of, purpose)?;
    }
    if media::count_of(c, of)? >= MOST {
        return Err(AddPictureRefusal::TooMany);
    }
    let pixels = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
    let row = Media {
        id: MediaId::parse(&app.ids.uuid()).map_err(broken)?,
        restaurant_id: of.clone(),
        purpose,
        media_type: MEDIA_TYPE.to_owned(),
        width: pixels(picture.width),
        height: pixels(picture.height),
        alt,
        created_at: app.clock.now(),
    };
    media::insert(c, &row, &picture.bytes)?;
    let changed = if profile {
        restaurant::save(c, app, &mut restaurant)?
    } else {
        Changed::nothing()
    };
    Ok((row.id, changed))
}
