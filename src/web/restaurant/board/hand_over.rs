//! `POST /restaurant/{handle}/orders/{id}/hand-over`: the courier shows a code; only the right one gets the bag.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};

use super::page as board;
use crate::flow::order::hand_over::{self, CounterSays, HandOverRefusal};
use crate::http::session::Session;
use crate::http::{Action, PageFrame, Result, Site, Staff};
use crate::web::act_answer;
use crate::web::form::Form;
use crate::web::page;

/// The longest text that is looked at; codes are shorter.
const LONGEST: usize = 32;

/// The page of a wrong code is left by its link or by reloading: both lead to the board.
pub async fn back(_: Staff, Path((handle, _)): Path<(String, String)>) -> Redirect {
    Redirect::to(&super::path(&handle))
}

/// Checks the code. A wrong one is counted; the page says how many tries are left.
pub async fn send(
    State(site): State<Site>,
    staff: Staff,
    session: Session,
    frame: PageFrame,
    Path((handle, id)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let (restaurant, id) = super::order_of(&site.app, &staff, &handle, &id).await?;
    let w = frame.frame.w;
    let path = super::path(&restaurant.handle);
    let code: String = form.text("code").chars().take(LONGEST).collect();
    let sentence = if code.is_empty() {
        w.say("field-empty").into_owned()
    } else {
        site.limits.check(Action::PickupCode, &id)?;
        let (app, order) = (site.app.clone(), id.clone());
        let key = form.key().map(|key| key.as_str().to_owned());
        let outcome = site
            .app
            .db
            .write(move |c| hand_over::once(c, &app, &order, &code, key.as_deref()));
        match outcome.await {
            Ok(CounterSays::HandOver(changed)) => {
                site.app.committed(changed);
                return act_answer::say(&site, &session, "board-handed-over", &path).await;
            }
            Ok(CounterSays::AlreadyHandedOver) => {
                return act_answer::say(&site, &session, "board-handed-over-before", &path).await;
            }
            Ok(CounterSays::TakenBack(changed)) => {
                site.app.committed(changed);
                w.say("board-code-taken-back").into_owned()
            }
            Ok(CounterSays::Wrong { left, changed }) => {
                site.app.committed(changed);
                w.count("board-code-wrong", left)
            }
            Ok(CounterSays::OldForm { left }) => w.count("board-code-old-form", left),
            Ok(CounterSays::Locked(changed)) => {
                site.app.committed(changed);
                w.say("board-code-locked").into_owned()
            }
            Ok(CounterSays::NobodyExpected) => w.say("board-code-nobody").into_owned(),
            Err(no) => {
                let said = act_answer::sentence(&no, HandOverRefusal::key)?;
                return act_answer::say(&site, &session, said, &path).await;
            }
        }
    };
    let wrong = Some((id, sentence));
    let page = board::make(&site.app, &staff, frame, restaurant, &wrong).await?;
    Ok(page::render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}
