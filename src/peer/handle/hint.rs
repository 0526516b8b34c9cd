//! The instance and the desk are programs: who writes to them gets, once a day at most, a word about where the co-op is.

use chrono::TimeDelta;
use musette_federation::remote_note::RemoteNote;
use musette_federation::reply_note::{Mention, ReplyNote};
use musette_federation::{SocialActivity, SocialKind};

use super::{Done, Effect, Scene};
use crate::peer::document::{address, words};
use crate::peer::enqueue::{self, Sending};
use crate::peer::fetch::Actor;
use crate::peer::tell::write::{activity, embedded};
use crate::services::plain_text::escaped;
use crate::store::hint::{self, Hint};
use crate::store::{self, Conn, coop};

/// How long nobody gets a second hint.
const EACH: TimeDelta = TimeDelta::hours(24);

/// The program of ours that a Note speaks to, if it speaks to no restaurant and in no conversation of one.
pub(super) fn asked(scene: &Scene, note: &RemoteNote, to: &[String]) -> Option<String> {
    let urls = &scene.peer.urls;
    let program = |actor: &String| *actor == urls.instance() || *actor == urls.desk();
    let restaurant = to
        .iter()
        .any(|actor| urls.restaurant_handle(actor).is_some());
    let answers = note.in_reply_to.as_ref();
    let in_thread = answers.is_some_and(|parent| urls.note_id(parent.as_str()).is_some());
    if restaurant || in_thread || scene.is_correction() {
        return None;
    }
    to.iter().find(|actor| program(actor)).cloned()
}

/// Answers a person. Programs get no answer: two that answer each other never end.
pub(super) fn effect(scene: &Scene, note: &RemoteNote, from: &Actor, by: String) -> Effect {
    if from.row.kind != "Person" {
        return super::nothing();
    }
    let (scene, note, from) = (scene.clone(), note.id.clone(), from.clone());
    Box::new(move |c| {
        send(c, &scene, &note, &from, &by)?;
        Ok(Done::default())
    })
}

fn send(c: &mut Conn, scene: &Scene, note: &url::Url, from: &Actor, by: &str) -> store::Result<()> {
    let (peer, now) = (&scene.peer, scene.peer.clock.wire());
    let row = Hint {
        author_id: from.row.id.clone(),
        sent_at: now,
    };
    if !hint::claim(c, &row, now.minus(EACH))? {
        return Ok(());
    }
    let ours = coop::ours(c)?;
    let locale = ours.as_ref().map_or("en", |coop| &coop.locale);
    let name = from.handle();
    let said = ReplyNote {
        id: address(&peer.urls.answer(&peer.ids.uuid()))?,
        attributed_to: address(by)?,
        to: vec![from.row.id.clone()],
        cc: Vec::new(),
        published: now.to_utc(),
        updated: None,
        url: None,
        content: content(locale, &peer.urls.absolute("/about"), &from.row.id, &name),
        language: Some(words::language(locale).to_owned()),
        in_reply_to: note.clone(),
        mention: Mention {
            href: from.id.clone(),
            name,
        },
        approved_by: None,
        replies: None,
    };
    let (object, context) = embedded(said.to_json())?;
    let id = address(&peer.urls.activity(&peer.ids.uuid()))?;
    let mut create = SocialActivity::new(id, SocialKind::Create, address(by)?, object);
    create.to = vec![from.row.id.clone()];
    create.published = Some(now.to_utc());
    enqueue::social(
        c,
        peer.ids.as_ref(),
        &activity(&create, context, false),
        &[(from.row.inbox.clone(), from.row.host.clone())],
        Sending::answer(now),
    )
}

/// What it says, in the co-op's language.
fn content(locale: &str, about: &str, author: &str, name: &str) -> String {
    let says = match words::language(locale) {
        "fr" => {
            "Ce compte est un programme, personne n’y lit. La coopérative, son téléphone et ses restaurants sont ici :"
        }
        "de" => {
            "Dieses Konto ist ein Programm, hier liest niemand mit. Die Genossenschaft, ihre Telefonnummer und ihre Restaurants stehen hier:"
        }
        _ => {
            "This account is a program, nobody reads what is sent to it. The co-op, its phone number and its restaurants are here:"
        }
    };
    let (author, name, about) = (escaped(author), escaped(name), escaped(about));
    format!(
        "<p><a href=\"{author}\" class=\"u-url mention\">{name}</a> {says} <a href=\"{about}\">{about}</a></p>"
    )
}
