//! What the sender of the outbox tells the trade tier about its messages.

use async_trait::async_trait;

use crate::app::{App, Topic};
use crate::flow::alarm::{self, What};
use crate::flow::timer::{self, JobKind};
use crate::peer::outbox::TradeHooks;
use crate::store::job::{self, JobClock};
use crate::store::{Result, exchange_entry, partner};

/// Keeps what partners acknowledge, refuse and leave unanswered.
pub struct Hooks;

#[async_trait]
impl TradeHooks for Hooks {
    async fn acknowledged(&self, app: &App, partner: &str, seq: i64) {
        let (desk, wire, now) = (partner.to_owned(), app.clock.wire(), app.clock.now());
        let stored = app
            .db
            .write(move |c| -> Result<bool> {
                let row = partner::find(c, &desk)?;
                partner::heard(c, &desk, wire)?;
                if seq > row.sent_seq {
                    // More than was ever said: ours is an older state than the one it talked to.
                    alarm::raise(c, &desk, What::NeverSent { seq }, now)?;
                    return Ok(true);
                }
                partner::acknowledged_up_to(c, &desk, seq)?;
                Ok(row.silent_since.is_some())
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
        raise(app, partner, activity, move |kind| What::Refused {
            kind,
            status,
        })
        .await;
    }

    async fn parked(&self, app: &App, partner: &str, activity: &str) {
        raise(app, partner, activity, |kind| What::Parked { kind }).await;
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

/// Notes what became of a message of ours, under its name.
async fn raise(
    app: &App,
    partner: &str,
    activity: &str,
    what: impl Fn(String) -> What + Send + Sync + 'static,
) {
    let (desk, id, now) = (partner.to_owned(), activity.to_owned(), app.clock.now());
    let stored = app.db.write(move |c| {
        let sent = exchange_entry::ExchangeDirection::Sent;
        let entry = exchange_entry::find_by_activity(c, &desk, sent, &id)?;
        let kind = entry.map_or_else(|| "message".to_owned(), |entry| entry.kind);
        alarm::raise(c, &desk, what(kind), now)
    });
    if let Err(error) = stored.await {
        tracing::error!(partner, %error, "what became of a message was not noted");
    }
    app.events.publish(Topic::Coop);
    app.events.publish(Topic::Dispatch);
}
