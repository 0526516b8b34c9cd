//! A desk that we never met offers an agreement: believed when its own key has signed, and then only as far as it must be.

use axum::http::StatusCode;
use chrono::TimeDelta;
use musette_federation::signature::Ed25519Key;
use musette_federation::signature::rfc9421::SignatureParameters;
use musette_federation::{TradeActivity, TradeMessage};
use url::Url;

use super::instance::Instance;
use super::seed::{coop, terms};
use super::wire::{Signing, ask, post};
use crate::flow::agreement::accept;
use crate::peer::trade::desk::Desk;
use crate::peer::trade::tell::agreement_document;
use crate::store::partner::{self, PartnerState};
use crate::store::testing::{Kind, set_suspended};
use crate::store::trade_agreement::{AgreementState, TradeAgreement};
use crate::store::{following, remote_coop, remote_restaurant, trade_agreement};

/// An agreement that `from` offers `to`, as its desk would write it.
async fn offer(from: &Instance, to: &Instance) -> TradeActivity {
    from.app.lookup.coop(to.app.urls.authority()).await.unwrap();
    let url = |text: &str| Url::parse(text).unwrap();
    let (app, desk, now) = (from.app.clone(), to.desk(), from.app.clock.now());
    let terms = terms(now);
    let row = TradeAgreement {
        id: app.urls.trade_agreement(&app.ids.uuid()),
        partner_id: desk.clone(),
        revision: 1,
        state: AgreementState::Offered,
        offered_by_us: true,
        offer_id: app.urls.trade_activity(&app.ids.uuid()),
        currency: terms.currency,
        credit_limit: terms.credit_limit,
        wasted_trip_fee: terms.wasted_trip_fee,
        settlement_period: terms.settlement_period,
        valid_from: terms.valid_from,
        valid_through: terms.valid_through,
        document: String::new(),
        created_at: now,
        decided_at: None,
    };
    let (written, its) = (row.clone(), Desk::of(&app));
    let document = from
        .read(move |c| {
            let partner = partner::find(c, &written.partner_id)?;
            agreement_document::document(c, &its, &written, &partner)
        })
        .await;
    TradeActivity {
        id: url(&row.offer_id),
        actor: url(&from.desk()),
        to: url(&desk),
        published: now.to_utc(),
        context: url(&row.id),
        seq: 1,
        valid_through: now.plus(TimeDelta::days(30)).to_utc(),
        message: TradeMessage::TradeAgreementOffered(document),
    }
}

async fn send(
    from: &Instance,
    to: &Instance,
    key: &Ed25519Key,
    activity: &TradeActivity,
) -> StatusCode {
    let nonce = from.app.ids.secret();
    let signing = Signing {
        key,
        key_id: format!("{}#ed25519", from.desk()),
        parameters: SignatureParameters::trade(to.app.clock.wire().unix_seconds(), &nonce),
        target: Url::parse(&format!("{}/inbox", to.desk())).unwrap(),
    };
    let body = activity.to_json().to_string().into_bytes();
    ask(to, post(&signing, body)).await.0
}

#[tokio::test]
async fn a_forged_first_offer_writes_nothing_and_reads_nothing() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    let activity = offer(&schaan, &vaduz).await;
    let forged = Ed25519Key::generate().unwrap();
    for _ in 0..3 {
        let status = send(&schaan, &vaduz, &forged, &activity).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    let rows = vaduz
        .read(|c| {
            Ok((
                partner::all(c)?.len(),
                remote_coop::list(c)?.len(),
                remote_restaurant::list(c)?.len(),
                following::list(c)?.len(),
            ))
        })
        .await;
    assert_eq!(rows, (0, 0, 0, 0));
}

#[tokio::test]
async fn a_blocked_host_is_refused_before_anything_is_read() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    // Who is suspended reads nothing here either, so the offer is made before.
    let activity = offer(&schaan, &vaduz).await;
    let host = schaan.app.urls.authority().to_owned();
    vaduz.write(move |c| set_suspended(c, &host, true)).await;
    vaduz.peer.hosts.policy.changed();
    let keys = schaan.peer.keys.of(&schaan.desk()).await.unwrap();
    let key = Ed25519Key::from_pkcs8(&keys.ed25519.to_pkcs8().unwrap()).unwrap();
    let status = send(&schaan, &vaduz, &key, &activity).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(vaduz.read(partner::all).await.is_empty());
}

#[tokio::test]
async fn a_true_first_offer_leads_to_co_op_and_desk_and_acceptance_to_the_restaurants() {
    let (vaduz, _) = coop(Kind::Sqlite, "vaduz").await.unwrap();
    let (schaan, _) = coop(Kind::Sqlite, "schaan").await.unwrap();
    let activity = offer(&schaan, &vaduz).await;
    let keys = schaan.peer.keys.of(&schaan.desk()).await.unwrap();
    let key = Ed25519Key::from_pkcs8(&keys.ed25519.to_pkcs8().unwrap()).unwrap();
    let status = send(&schaan, &vaduz, &key, &activity).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let (desk, coop_id) = (schaan.desk(), schaan.app.urls.coop());
    let (known, coop_row, restaurants, follows) = vaduz
        .read(move |c| {
            Ok((
                partner::find(c, &desk)?,
                remote_coop::find(c, &coop_id)?,
                remote_restaurant::list(c)?,
                following::list(c)?,
            ))
        })
        .await;
    assert_eq!(known.state, PartnerState::Known);
    assert_eq!(coop_row.walked_at, None);
    assert!(restaurants.is_empty() && follows.is_empty());
    // Nobody has said yes: the daily reading leaves it alone too.
    vaduz.jobs().await;
    assert!(vaduz.read(remote_restaurant::list).await.is_empty());

    let id = activity.context.to_string();
    vaduz.act(move |c, app| accept::run(c, app, &id)).await;
    vaduz.jobs().await;
    let restaurants = vaduz.read(remote_restaurant::list).await;
    assert_eq!(restaurants.len(), 1);
    assert!(restaurants[0].menu_fetched_at.is_some());
    assert_eq!(vaduz.read(following::list).await.len(), 1);
    let id = activity.context.to_string();
    let row = vaduz.read(move |c| trade_agreement::find(c, &id)).await;
    assert_eq!(row.state, AgreementState::Active);
}
