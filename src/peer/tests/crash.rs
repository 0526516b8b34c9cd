//! A crash between the commit and the sending, and one between the sending and the note of it.

use musette_domain::TextValue as _;

use super::instance::Instance;
use super::seed::{publish, seed};
use super::wait::{until, until_true};
use crate::store::outbox_message::MessageState;
use crate::store::{follower, inbox_seen, outbox_host, outbox_message, remote_special};

#[tokio::test]
async fn what_was_committed_is_sent_after_a_crash_and_taken_once() {
    let a = Instance::start("a").await;
    let b = Instance::on(crate::store::testing::Kind::Sqlite, "b")
        .await
        .unwrap();
    b.send();
    let there = seed(&b, "chezmireille").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    until_true(&b.db, "the co-op is followed", |c| {
        Ok(follower::count_of(c, "coop")? == 1)
    })
    .await;
    until_true(&b.db, "nothing waits", |c| {
        Ok(outbox_message::count(c, MessageState::Waiting)? == 0)
    })
    .await;

    // Committed, but the sender is dead.
    b.crash();
    let special = publish(&b, &there, "Quenelle").await;
    let note = b.urls.special(special.as_str());
    let waiting =
        b.db.read(|c| outbox_message::count(c, MessageState::Waiting))
            .await
            .unwrap();
    assert_eq!(waiting, 1, "the boost for the co-op's follower");
    b.send();
    let id = note.clone();
    until(&a.db, "the special arrives after all", move |c| {
        remote_special::find_optional(c, &id)
    })
    .await;
    until_true(&b.db, "it is noted as delivered", |c| {
        Ok(outbox_message::count(c, MessageState::Waiting)? == 0)
    })
    .await;

    // Sent, but not noted: the sender repeats it, the other side does nothing.
    let seen = a.db.read(inbox_seen::count).await.unwrap();
    let before =
        a.db.read({
            let note = note.clone();
            move |c| remote_special::find(c, &note)
        })
        .await
        .unwrap();
    b.write(|c, app| {
        for mut message in outbox_message::list(c, 100)? {
            message.state = MessageState::Waiting;
            message.next_at = app.clock.wire();
            outbox_message::save(c, &message)?;
            outbox_host::open(c, message.lane, &[&message.host], message.next_at)?;
        }
        Ok(())
    })
    .await;
    until_true(&b.db, "the repetition is noted as delivered", |c| {
        Ok(outbox_message::count(c, MessageState::Waiting)? == 0)
    })
    .await;
    assert_eq!(a.db.read(inbox_seen::count).await.unwrap(), seen);
    let after =
        a.db.read(move |c| remote_special::find(c, &note))
            .await
            .unwrap();
    assert_eq!(after, before);
}
