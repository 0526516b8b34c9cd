//! Following: with an account here, or from a server of the Fediverse.

use askama::Template;

use super::read::Known;
use crate::http::error_page::sign_in_url;
use crate::i18n::Words;
use crate::web::parts::{Act, Field, Kind, Link, html};

/// The buttons.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "visitor/follow_box.html")]
pub struct FollowBox {
    w: Words,
    /// Following with an account here.
    act: Option<Act>,
    /// Or signing in first.
    sign_in: Option<Link>,
    handle: String,
    target: String,
    account: Field,
}
html!(FollowBox);

impl FollowBox {
    /// The box of a restaurant for a reader who is signed in or not.
    pub fn new(w: Words, known: &Known, signed_in: bool) -> Self {
        let listing = &known.listing;
        Self {
            w,
            act: signed_in.then(|| act(w, &listing.actor, known.followed)),
            sign_in: (!signed_in)
                .then(|| Link::new(sign_in_url(&listing.path), w.say("visit-follow")).icon("bell")),
            handle: listing.handle.clone(),
            target: listing.actor.clone(),
            account: field(w),
        }
    }
}

/// The button for who is signed in.
pub fn act(w: Words, target: &str, followed: bool) -> Act {
    let act = if followed {
        Act::new("/unfollow", w.say("visit-unfollow")).icon("check")
    } else {
        Act::new("/follow", w.say("visit-follow")).icon("bell")
    };
    act.field("target", target)
}

/// The field for somebody's address in the Fediverse.
pub fn field(w: Words) -> Field {
    Field::new(w, "account", w.say("visit-fediverse-account"))
        .kind(Kind::Text)
        .hint(w.say("visit-fediverse-hint"))
        .most(200)
}
