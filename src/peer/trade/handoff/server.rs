//! `GET /ap/h/{secret}`: the door of an order of our customer, for exactly the desk and key that the restaurant's co-op named.

use axum::Extension;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use musette_federation::handoff::Handoff;
use musette_federation::signature::Unverified;
use musette_federation::{Address, Place};
use serde_json::Value;

use super::reader_key;
use crate::app::App;
use crate::app::handoffs::Door;
use crate::flow::address::{self, NotReadable, Reader};
use crate::peer::Peer;
use crate::peer::address::authority;
use crate::peer::trade::answer::Problem;
use crate::peer::trade::arrival::{Arrival, owner_of};
use crate::peer::trade::desk::{Desk, address as url};
use crate::peer::trade::failed::Failed;
use crate::peer::trade::terms::count;
use crate::peer::trade::{document, nonce};
use crate::store::address_release::{self, AddressRelease};
use crate::store::{Conn, Error, coop};

/// Answers with the door, or says why not. Every attempt of a proven reader is written down.
pub async fn read(
    State(app): State<App>,
    Path(secret): Path<String>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Response {
    let arrival = Arrival::without_body(request);
    match read_one(&app, &peer, secret, &arrival).await {
        Ok(value) => document::answer(value),
        Err(problem) => problem.into_response(),
    }
}

async fn read_one(
    app: &App,
    peer: &Peer,
    secret: String,
    arrival: &Arrival,
) -> Result<Value, Problem> {
    let signature = arrival.signature(&app.urls, app.clock.wire())?;
    let release = find(app, &secret).await?;
    if release.purge_at <= app.clock.now() {
        return Err(gone());
    }
    let (Some(desk), Some(fingerprint), Some(fulfills), Some(epoch)) = (
        release.readable_by,
        release.reader_key,
        release.fulfills,
        release.epoch,
    ) else {
        // Nobody is named yet, so there is nobody to prove anything to.
        return Err(Problem::NotYetOpen);
    };
    // Closed: only who could read it last is told so; to any other desk it is not open yet.
    let stranger = || match release.opened_at {
        Some(_) => not_yours(),
        None => Problem::NotYetOpen,
    };
    if owner_of(&signature.key_id) != desk {
        return Err(stranger());
    }
    // Its delivery goes on, but we give it no door any more. We ourselves are on no list.
    let host = authority(&url(&desk)?);
    if desk != app.urls.desk() && peer.hosts.policy.suspends(&host, Some(&desk)).await? {
        return Err(not_yours());
    }
    let key = reader_key::find(app, peer, &desk, &signature.key_id).await?;
    if key.fingerprint() != fingerprint {
        return Err(stranger());
    }
    signature.verify(&key)?;
    peer.trade_allowance.take(&host)?;
    let reader = Reader {
        desk,
        key: Some(fingerprint),
        agreement: fulfills,
        epoch,
    };
    let instance = app.clone();
    app.db
        .write(move |c| show(c, &instance, &secret, &signature, &reader))
        .await
        .map_err(Problem::from)?
}

/// The row behind the secret. What has the form of a secret but is not there (any more) is over: nobody learns whether it ever was.
async fn find(app: &App, secret: &str) -> Result<AddressRelease, Problem> {
    let is_secret = secret.len() == 32 && secret.bytes().all(|b| b.is_ascii_hexdigit());
    let secret = secret.to_owned();
    app.db
        .read(move |c| address_release::find_optional(c, &secret))
        .await?
        .ok_or_else(|| if is_secret { gone() } else { Problem::Unknown })
}

/// The door in the transaction that counts the signature and writes the reading down.
fn show(
    c: &mut Conn,
    app: &App,
    secret: &str,
    signature: &Unverified,
    reader: &Reader,
) -> Result<Result<Value, Problem>, Failed> {
    nonce::once(c, signature, app.clock.wire())?;
    let door = match address::read(c, app, secret, reader)? {
        Ok(door) => door,
        Err(NotReadable::NotYetOpen) => return Ok(Err(Problem::NotYetOpen)),
        Err(NotReadable::NotYours) => return Ok(Err(not_yours())),
        Err(NotReadable::Gone) => return Ok(Err(gone())),
        Err(NotReadable::Store(error)) => return Err(error.into()),
    };
    Ok(Ok(compose(c, app, secret, reader, door)?))
}

fn compose(
    c: &mut Conn,
    app: &App,
    secret: &str,
    reader: &Reader,
    door: Door,
) -> Result<Value, Error> {
    let handoff = Handoff {
        id: url(&app.urls.handoff(secret))?,
        attributed_to: Desk::of(app).url()?,
        readable_by: url(&reader.desk)?,
        agreement: url(&reader.agreement)?,
        epoch: count(reader.epoch)?,
        valid_through: door.valid_through.to_utc(),
        recipient_name: door.recipient_name,
        location: Place {
            name: None,
            latitude: door.position.map(musette_domain::Position::lat),
            longitude: door.position.map(musette_domain::Position::lon),
            address: Address {
                street: Some(door.street),
                postal_code: Some(door.postcode),
                locality: Some(door.city),
                country: Some(door.country),
            },
        },
        access_notes: (!door.access_notes.is_empty()).then_some(door.access_notes),
        contact_relay: relay(coop::own(c)?.phone.as_deref()),
        pin_required: true,
    };
    Ok(handoff.to_json())
}

/// Our co-op's own number as a `tel:` address: the customer's is never given to another co-op, who calls is put through.
fn relay(phone: Option<&str>) -> Option<String> {
    let digits: String = phone?
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    (digits.len() >= 3).then(|| format!("tel:{digits}"))
}

fn gone() -> Problem {
    Problem::Over("this address is not open any more; delete your copy".into())
}

fn not_yours() -> Problem {
    Problem::NotForYou(
        "this address is open to another desk; only the desk and key named in the award may read it"
            .into(),
    )
}
