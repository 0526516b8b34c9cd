//! `/restaurant/{handle}/collections`: the collections of accounts elsewhere that show the restaurant, and the buttons that take it out of them.

use askama::Template;
use axum::extract::State;
use axum::response::{Redirect, Response};
use musette_domain::Instant;

use super::mine::Mine;
use super::side::{Place, Side, path};
use crate::app::App;
use crate::flow::feature::revoke;
use crate::http::session::{self, Session};
use crate::http::{PageFrame, Result};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::feature_stamp::{self, FeatureStamp};
use crate::store::restaurant::Restaurant;
use crate::web::form::Form;
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, Look};

/// A collection that shows the restaurant.
pub struct Shown {
    /// Whose it is: their address in the Fediverse.
    by: String,
    collection: String,
    since: (String, String),
    revoke: Act,
}

/// The page.
#[derive(Template)]
#[template(path = "restaurant/collections.html")]
pub struct CollectionsPage {
    frame: Frame,
    w: Words,
    side: Side,
    shown: Vec<Shown>,
}

impl CollectionsPage {
    fn new(frame: Frame, of: &Restaurant, rows: &[FeatureStamp], now: Instant) -> Self {
        let (w, format) = (frame.w, frame.format);
        let shown = rows.iter().map(|row| Shown {
            by: row.requester_handle.clone(),
            collection: row.collection.clone(),
            since: (
                format.machine(row.stamped_at),
                format.moment(row.stamped_at, now),
            ),
            revoke: Act::new(path(of, "collections"), w.say("collections-revoke"))
                .field("stamp", &*row.id)
                .look(Look::Stop)
                .small()
                .spoken(&*row.requester_handle),
        });
        Self {
            side: Side::new(w, of, Place::Collections),
            shown: shown.collect(),
            w,
            frame,
        }
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (restaurant, _) = super::sample::menu();
        let now = restaurant.created_at;
        let row = FeatureStamp {
            id: "1".into(),
            restaurant_id: restaurant.id.clone(),
            collection: "https://social.example/<b>".into(),
            requester: "https://social.example/users/anna".into(),
            requester_handle: "@<b>@social.example".into(),
            inbox: "https://social.example/users/anna/inbox".into(),
            host: "social.example".into(),
            stamped_at: now,
            revoked_at: None,
        };
        Self::new(Frame::sample(lang), &restaurant, &[row], now)
    }
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let id = restaurant.id.clone();
    let rows = app
        .db
        .read(move |c| feature_stamp::of_restaurant(c, &id))
        .await?;
    let now = app.clock.now();
    Ok(page::render(&CollectionsPage::new(
        frame,
        &restaurant,
        &rows,
        now,
    )))
}

/// Takes the restaurant out of a collection.
pub async fn send(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    session: Session,
    form: Form,
) -> Result<Redirect> {
    let (flow, of) = (app.clone(), restaurant.id.clone());
    let stamp = form.text("stamp").to_owned();
    let revoked = app.db.write(move |c| revoke::run(c, &flow, &of, &stamp));
    app.committed(revoked.await?);
    session::flash(&session, app.clock.wire(), "collections-revoked", &[]).await?;
    Ok(Redirect::to(&path(&restaurant, "collections")))
}

#[cfg(test)]
mod tests;
