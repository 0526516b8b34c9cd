//! A desk answered a question of ours: it is not silent any more, and what waited for it is due.

use crate::peer::Peer;
use crate::store::{self, outbox_message, partner, peer_host};

/// Ends the silence of the partner at `host` and the pauses of both lanes. Writes only if there is something to end.
pub async fn heard_from(peer: &Peer, host: &str) -> store::Result<()> {
    let failing = peer.hosts.take_failing(host);
    let (asked, now) = (host.to_owned(), peer.clock.wire());
    let found = peer
        .db
        .read(move |c| -> store::Result<Option<String>> {
            let Some(row) = partner::at_host(c, &asked)? else {
                return Ok(None);
            };
            let waits = failing
                || row.silent_since.is_some()
                || outbox_message::is_paused(c, &row.desk_id, now)?;
            Ok(waits.then_some(row.desk_id))
        })
        .await?;
    let Some(desk) = found else {
        return Ok(());
    };
    let host = host.to_owned();
    peer.db
        .write(move |c| -> store::Result<()> {
            if failing {
                peer_host::allow_now(c, &host)?;
                outbox_message::make_due(c, &host, now)?;
            }
            outbox_message::resume_partner(c, &desk, now)?;
            partner::heard(c, &desk, now)?;
            Ok(())
        })
        .await?;
    peer.wake.outbox();
    Ok(())
}
