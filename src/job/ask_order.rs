//! An order at a partner's restaurant that should have ended is asked for, by a signed GET of its document.

use chrono::TimeDelta;
use musette_domain::TextValue;
use musette_domain::id::OrderId;

use super::{Next, Trouble, unreadable, write};
use crate::app::App;
use crate::flow::order::ask_elsewhere;
use crate::flow::timer::JobKind;

/// How long until it is asked for again, if it has not ended or nobody answers.
const AGAIN: TimeDelta = TimeDelta::hours(1);

pub(super) async fn run(app: &App, subject: &str) -> Result<Next, Trouble> {
    let Ok(id) = OrderId::parse(subject) else {
        return Ok(unreadable(JobKind::AskOrder.text(), subject));
    };
    let asked = id.clone();
    let wanted = app
        .db
        .read(move |c| ask_elsewhere::wanted(c, &asked))
        .await
        .map_err(|error| error.to_string())?;
    let Some(wanted) = wanted else {
        return Ok(Next::Done);
    };
    let again = app.clock.now().plus(AGAIN);
    let next = if again < wanted.until {
        Next::At(again)
    } else {
        Next::Done
    };
    match app.handoffs.order(&wanted.desk, &wanted.agreement).await {
        Ok(Some(says)) => {
            let ended = says.state.is_final();
            write(app, move |c, app| {
                ask_elsewhere::answered(c, app, &wanted, &says)
            })
            .await
            .map_err(|error| error.to_string())?;
            Ok(if ended { Next::Done } else { next })
        }
        Ok(None) => {
            tracing::warn!(
                order.id = subject,
                peer.desk = wanted.desk,
                "the restaurant's co-op does not know of this order any more"
            );
            Ok(Next::Done)
        }
        Err(error) => {
            tracing::info!(
                peer.desk = wanted.desk,
                error,
                "an order cannot be asked for"
            );
            Ok(next)
        }
    }
}
