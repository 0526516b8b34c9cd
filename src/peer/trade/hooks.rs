//! What the sender of the outbox tells the trade tier about its messages.

use async_trait::async_trait;

use crate::app::{App, Topic};
use crate::flow::timer::{self, JobKind};
use crate::peer::outbox::TradeHooks;
use crate::store::job::{self, JobClock};
use crate::store::{Result, exchange_entry, partner};

/// Keeps what partners acknowledge, refuse and leave unanswered.
pub struct Hooks;

#[async_trait]
impl TradeHooks for Hooks {
    async fn acknowledged(&self, app: &App, partner: &str, seq: i64) {
        let (desk, now) = (partner.to_owned(), app.clock.wire());
        let stored = app
            .db
            .write(move |c| -> Result<bool> {
                let was_silent = partner::find(c, &desk)?.silent_since.is_some();
                partner::heard(c, &desk, now)?;
                partner::acknowledged_up_to(c, &desk, seq)?;
                Ok(was_silent)
            })
            .await;
        match stored {
            Ok(true) => app.events.publish(Topic::Coop),
            Ok(false) => {}
            Err(error) => tracing::error!(partner, %error, "an acknowledgement was not stored"),
        }
    }

    async fn refused(&self, app: &App, partner: &str, activity: &str, status: u16) {
        tracing::warn!(
            partner,
            activity.id = activity,
            status,
            "a partner refused a message for good"
        );
        let (desk, id) = (partner.to_owned(), activity.to_owned());
        let stored = app
            .db
            .write(move |c| {
                let row = partner::find(c, &desk)?;
                let sent = exchange_entry::ExchangeDirection::Sent;
                let entry = exchange_entry::find_by_activity(c, &desk, sent, &id)?;
                let kind = entry.map_or_else(|| "message".to_owned(), |entry| entry.kind);
                super::partner::alarm(
                    c,
                    &row,
                    &format!("{} refused our {kind} with status {status}", row.name),
                )
            })
            .await;
        if let Err(error) = stored {
            tracing::error!(partner, %error, "a refusal was not noted");
        }
        app.events.publish(Topic::Coop);
    }

    async fn silent(&self, app: &App, partner: &str) {
        let (desk, now) = (partner.to_owned(), app.clock.wire());
        let inner = app.clone();
        let stored = app
            .db
            .write(move |c| -> Result<()> {
                partner::silent(c, &desk, now)?;
                if job::of(c, JobKind::ProbePartner.text(), &desk)?.is_none() {
                    timer::set(c, &inner, JobKind::ProbePartner, &desk, JobClock::Wire, now)?;
                }
                Ok(())
            })
            .await;
        app.wake.jobs();
        match stored {
            Ok(()) => app.events.publish(Topic::Coop),
            Err(error) => tracing::error!(partner, %error, "a silence was not noted"),
        }
    }
}
