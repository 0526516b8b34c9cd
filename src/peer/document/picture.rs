//! Our pictures as documents name them: address, media type, and words for those who do not see them.

use musette_domain::TextValue;
use musette_domain::id::{MediaId, RestaurantId};
use musette_federation::Image;

use super::address;
use crate::store::media::{self, Media, Purpose};
use crate::store::{self, Conn};
use crate::url::Urls;

/// The picture of a restaurant for a purpose.
pub fn of_restaurant(
    c: &mut Conn,
    urls: &Urls,
    id: &RestaurantId,
    purpose: Purpose,
) -> store::Result<Option<Image>> {
    media::of_restaurant(c, id, purpose)?
        .map(|row| image(urls, row))
        .transpose()
}

/// The photo of a special; none if it is gone.
pub fn photo(c: &mut Conn, urls: &Urls, id: Option<&MediaId>) -> store::Result<Option<Image>> {
    let Some(id) = id else {
        return Ok(None);
    };
    media::find_optional(c, id)?
        .map(|row| image(urls, row))
        .transpose()
}

fn image(urls: &Urls, row: Media) -> store::Result<Image> {
    Ok(Image {
        url: address(&urls.media(row.id.as_str()))?,
        media_type: Some(row.media_type),
        alt: (!row.alt.is_empty()).then_some(row.alt),
    })
}
