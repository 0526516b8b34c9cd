//! Numbers used once: a signature of the trade tier counts one time.

use chrono::TimeDelta;
use musette_domain::Instant;
use musette_federation::signature::Unverified;

use super::answer::Problem;
use super::failed::Failed;
use crate::store::Conn;
use crate::store::seen_nonce::{self, SeenNonce};

/// How long nonces are kept. A signature lives five minutes and may be a minute off, so no replay outlives its nonce.
const KEPT: TimeDelta = TimeDelta::minutes(10);

/// Notes the signature's nonce, or refuses a replay. `now` is wire time.
pub fn once(c: &mut Conn, signature: &Unverified, now: Instant) -> Result<(), Failed> {
    let first = seen_nonce::insert_if_absent(
        c,
        &SeenNonce {
            key_id: signature.key_id.clone(),
            nonce: signature.nonce.clone().unwrap_or_default(),
            expires_at: now.plus(KEPT),
        },
    )?;
    if first {
        Ok(())
    } else {
        Err(Problem::Signature(
            "the nonce of the signature was used before; sign every request anew".into(),
        )
        .into())
    }
}
