//! `/restaurant/{handle}/leaving`: bringing followers here, taking everything along, moving away, and going for good.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};

use super::mine::Mine;
use super::side::{Place, Side, path};
use crate::app::App;
use crate::app::lookup::LookupError;
use crate::http::{Error, PageFrame, Result};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::local_actor::{self, LocalActor};
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Field, Notice, Tone};

/// The field with an account that is the restaurant as well.
pub const ALIAS: &str = "alias";
/// The field with the account to which it moves.
pub const HOME: &str = "home";
/// The field that confirms a move.
pub const MOVES: &str = "move-handle";
/// The field that confirms the end.
pub const GOES: &str = "remove-handle";

/// The page.
#[derive(Template)]
#[template(path = "restaurant/leaving.html")]
pub struct LeavingPage {
    frame: Frame,
    w: Words,
    side: Side,
    errors: Option<ErrorSummary>,
    here: String,
    /// Where it went, if it went.
    left: Option<Notice>,
    /// Whether it can still move.
    stays: bool,
    /// Whether there is still something to remove.
    is_there: bool,
    /// Accounts that are this restaurant as well, each with the button that takes it away.
    aliases: Vec<(String, Act)>,
    alias: Field,
    home: Field,
    moves: Field,
    goes: Field,
    handle: String,
}

impl LeavingPage {
    fn new(
        frame: Frame,
        of: &Restaurant,
        actor: Option<&LocalActor>,
        form: &Form,
        errors: &FormErrors,
    ) -> Self {
        let w = frame.w;
        let here = path(of, "leaving");
        let field = |name, label: &str| Field::new(w, name, w.say(label)).most(500);
        let known = actor.map(|actor| actor.also_known_as.as_slice());
        let remove = |alias: &String| {
            let act = Act::new(
                format!("{here}/alias/remove"),
                w.say("leaving-alias-remove"),
            )
            .field(ALIAS, alias)
            .spoken(alias.as_str())
            .small();
            (alias.clone(), act)
        };
        let handle = format!("@{}", of.handle);
        let gone = actor.is_none_or(|actor| actor.gone_at.is_some());
        Self {
            side: Side::new(w, of, Place::Leaving),
            errors: ErrorSummary::of(w, errors),
            left: left(w, of, actor),
            stays: of.state != RestaurantState::Left,
            is_there: of.state != RestaurantState::Left || !gone,
            aliases: known.unwrap_or_default().iter().map(remove).collect(),
            alias: field(ALIAS, "leaving-alias")
                .hint(w.say("leaving-alias-hint"))
                .kept(form, errors),
            home: field(HOME, "leaving-home")
                .hint(w.say("leaving-home-hint"))
                .kept(form, errors),
            moves: field(MOVES, "leaving-confirm").kept(form, errors),
            goes: field(GOES, "leaving-confirm").kept(form, errors),
            handle,
            here,
            w,
            frame,
        }
    }
    /// Reads what is known of the restaurant's actor and makes the page.
    pub(super) async fn read(
        app: &App,
        frame: Frame,
        of: &Restaurant,
        (form, errors): (&Form, &FormErrors),
    ) -> Result<Self> {
        let id = of.id.clone();
        let actor = app
            .db
            .read(move |c| local_actor::find_by_restaurant(c, &id))
            .await?;
        Ok(Self::new(frame, of, actor.as_ref(), form, errors))
    }
    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (of, _) = super::sample::menu();
        let mut errors = FormErrors::new();
        errors.add(HOME, "leaving-not-found");
        let form = Form::of([(HOME, "<b>@new.example")]);
        Self::new(Frame::sample(lang), &of, None, &form, &errors)
    }
}

fn left(w: Words, of: &Restaurant, actor: Option<&LocalActor>) -> Option<Notice> {
    if of.state != RestaurantState::Left {
        return None;
    }
    let home = actor.filter(|actor| actor.gone_at.is_none());
    Some(match home.and_then(|actor| actor.moved_to.as_deref()) {
        Some(home) => Notice::new(Tone::Ok, w.with("leaving-moved", &[("home", home)]))
            .text(&w.say("leaving-moved-text")),
        None => Notice::new(Tone::Warn, w.say("leaving-gone")),
    })
}

/// Why an account elsewhere could not be read, as the error of a field. What exactly the other server said is for the log.
pub(super) fn not_found(
    field: &'static str,
    why: LookupError,
    errors: &mut FormErrors,
) -> Result<()> {
    tracing::info!(error.cause = %why, "an account was not found");
    match why {
        LookupError::NotAnAddress(_) => errors.add(field, "leaving-no-address"),
        LookupError::Store(cause) => return Err(Error::internal(cause)),
        _ => errors.add(field, "leaving-not-found"),
    }
    Ok(())
}

/// Shows the page.
pub async fn show(
    State(app): State<App>,
    Mine { restaurant, .. }: Mine,
    PageFrame { frame, .. }: PageFrame,
) -> Result<Response> {
    let (form, errors) = (Form::default(), FormErrors::new());
    let page = LeavingPage::read(&app, frame, &restaurant, (&form, &errors)).await?;
    Ok(page::render(&page))
}

/// A form that was shown again with its errors is left by reloading: that leads to the page.
pub async fn back(Mine { restaurant, .. }: Mine) -> Redirect {
    Redirect::to(&path(&restaurant, "leaving"))
}

/// Shows the page again, with what is wrong with what was written.
pub(super) async fn again(
    app: &App,
    frame: Frame,
    of: &Restaurant,
    form: (&Form, &FormErrors),
) -> Result<Response> {
    let page = LeavingPage::read(app, frame, of, form).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

#[cfg(test)]
mod tests;
