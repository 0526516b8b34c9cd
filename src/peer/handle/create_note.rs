//! A restaurant elsewhere publishes a special. Kept when we follow the restaurant or know it from its co-op; anything else is nobody's business here.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::remote_note::RemoteNote;

use super::{Done, Effect, Scene};
use crate::app::Topic;
use crate::store::following::FollowState;
use crate::store::remote_special::RemoteSpecial;
use crate::store::{self, Conn, following, remote_restaurant, remote_special};

/// How long a special that does not say so is current.
const A_DAY: TimeDelta = TimeDelta::hours(24);

pub(super) fn plan(scene: &Scene) -> Effect {
    let Some(note) = embedded(scene) else {
        return super::nothing();
    };
    let row = row(&note, scene.peer.clock.now());
    let followers = scene.activity.is_public() || note.is_public() || !note.cc.is_empty();
    if note.in_reply_to.is_some() || !followers {
        return super::nothing();
    }
    Box::new(move |c| keep(c, &row))
}

/// The embedded Note, if its author is the sender.
pub(super) fn embedded(scene: &Scene) -> Option<RemoteNote> {
    let value = scene.activity.object()?.value()?;
    RemoteNote::from_json(value)
        .ok()
        .filter(|note| note.attributed_to == scene.activity.actor)
}

/// The row of a Note. Its HTML is a stranger's: only what cannot do harm is kept of it.
pub(super) fn row(note: &RemoteNote, now: Instant) -> RemoteSpecial {
    let published = note.published.map_or(now, Instant::from).min(now);
    RemoteSpecial {
        id: note.id.to_string(),
        actor_id: note.attributed_to.to_string(),
        content: clean(&note.content),
        item_id: note.about.as_ref().map(ToString::to_string),
        url: note.url.as_ref().map(ToString::to_string),
        published_at: published,
        ends_at: Some(
            note.end_time
                .map_or_else(|| published.plus(A_DAY), Instant::from),
        ),
        edited_at: None,
        removed_at: None,
        received_at: now,
    }
}

/// Paragraphs, emphasis, lists and links; no pictures, no styles, nothing that runs.
pub fn clean(html: &str) -> String {
    ammonia::Builder::empty()
        .tags(
            [
                "p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "a", "span",
            ]
            .into_iter()
            .collect(),
        )
        .clean_content_tags(["script", "style", "svg", "math"].into_iter().collect())
        .tag_attributes(
            [("a", ["href"].into_iter().collect())]
                .into_iter()
                .collect(),
        )
        .url_schemes(["https", "http"].into_iter().collect())
        .link_rel(Some("nofollow noopener noreferrer ugc"))
        .clean(html)
        .to_string()
}

/// Stores a special of an actor that we care about.
pub(super) fn keep(c: &mut Conn, row: &RemoteSpecial) -> store::Result<Done> {
    if !is_of_interest(c, &row.actor_id)? || !remote_special::insert_if_absent(c, row)? {
        return Ok(Done::default());
    }
    Ok(Done {
        topics: vec![Topic::Specials],
        after: None,
    })
}

/// Whether our instance follows an actor, or knows it as a restaurant of a co-op.
pub(super) fn is_of_interest(c: &mut Conn, actor: &str) -> store::Result<bool> {
    Ok(follows(c, actor)?
        || remote_restaurant::find_optional(c, actor)?.is_some_and(|row| row.gone_at.is_none()))
}

/// Whether our instance follows an actor, or asked to.
pub(super) fn follows(c: &mut Conn, actor: &str) -> store::Result<bool> {
    Ok(following::find_optional(c, actor)?.is_some_and(|row| row.state != FollowState::Rejected))
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn html_of_strangers_is_harmless() {
        let dirty = "<p onclick=\"x()\">Plat <strong>du jour</strong><script>alert(1)</script>\
            <img src=x onerror=alert(1)><svg onload=alert(1)></svg>\
            <a href=\"javascript:alert(1)\">a</a><a href=\"https://lyon.example/\" style=\"x\">b</a></p>";
        assert_eq!(
            clean(dirty),
            "<p>Plat <strong>du jour</strong><a rel=\"nofollow noopener noreferrer ugc\">a</a>\
             <a href=\"https://lyon.example/\" rel=\"nofollow noopener noreferrer ugc\">b</a></p>"
        );
    }
}
