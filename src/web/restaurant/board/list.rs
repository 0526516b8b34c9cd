//! `GET /restaurant`: the boards that a person may open.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::role::Action;

use crate::http::{PageFrame, Result, Site, Staff};
use crate::i18n::{Lang, Words};
use crate::store::{self, restaurant};
use crate::web::page::{self, Frame};
use crate::web::parts::{Empty, Hue};

/// A board to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The restaurant's name.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// The board.
    pub href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "restaurant/boards.html")]
pub struct BoardsPage {
    frame: Frame,
    w: Words,
    boards: Vec<Board>,
    empty: Empty,
}

impl BoardsPage {
    fn new(frame: Frame, boards: Vec<Board>) -> Self {
        let w = frame.w;
        let empty =
            Empty::new(Hue::Slate, "pot", w.say("boards-none")).text(w.say("boards-none-text"));
        Self {
            frame,
            w,
            boards,
            empty,
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let boards = vec![Board {
            name: "Le Poireau Masqué".into(),
            place: "14, rue du Petit-Plateau, Montbraquet".into(),
            href: super::path("poireau"),
        }];
        Self::new(Frame::sample(lang), boards)
    }
}

/// Lists the boards, or opens the only one.
pub async fn show(
    State(site): State<Site>,
    staff: Staff,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let all = staff.may(Action::AnswerForAnyRestaurant);
    let own = staff.restaurants.clone();
    let rows = site.app.db.read(move |c| -> store::Result<_> {
        if all {
            return restaurant::run_here(c);
        }
        let mut rows = Vec::new();
        for id in &own {
            rows.extend(restaurant::find_optional(c, id)?);
        }
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(rows)
    });
    let boards = rows.await?.into_iter().map(|row| Board {
        place: format!("{} {}, {}", row.street, row.housenumber, row.city),
        href: super::path(&row.handle),
        name: row.name,
    });
    let boards: Vec<_> = boards.collect();
    match boards.as_slice() {
        [only] if !all => Ok(Redirect::to(&only.href).into_response()),
        _ => Ok(page::render(&BoardsPage::new(frame, boards))),
    }
}
