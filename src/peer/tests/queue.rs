//! Many messages that wait for a host that is not there: what they cost is counted in rows, not in seconds.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;

use super::instance::Instance;
use super::stranger::{Reply, Stranger};
use super::wait::{until, until_true};
use crate::peer::enqueue::{self, NewActivity, Sending};
use crate::peer::outbox;
use crate::store::outbox_activity::Lane;
use crate::store::outbox_host::OutboxHost;
use crate::store::outbox_message::MessageState;
use crate::store::testing::{Kind, rows_written, set_suspended};
use crate::store::{Conn, Result, outbox_host, outbox_message, peer_host};

/// Nobody listens there.
const DEAD: &str = "dead.localhost:1";

/// An activity of the instance's, numbered, to so many inboxes of a host.
async fn enqueue(at: &Instance, host: &str, number: u32, inboxes: usize) {
    let (urls, host) = (at.urls.clone(), host.to_owned());
    at.write(move |c, app| {
        let id = urls.activity(&number.to_string());
        let activity = NewActivity {
            id: id.clone(),
            actor: urls.instance(),
            kind: "Follow".into(),
            object: None,
            body: json!({"id": id, "number": number}).to_string(),
            public: false,
        };
        let inboxes: Vec<_> = (0..inboxes)
            .map(|n| (format!("http://{host}/users/{n}/inbox"), host.clone()))
            .collect();
        let sending = Sending::at(app.clock.wire());
        enqueue::social(c, app.ids.as_ref(), &activity, &inboxes, sending)
    })
    .await;
}

fn waiting(c: &mut Conn, host: &str) -> Result<Option<OutboxHost>> {
    outbox_host::find_optional(c, host, Lane::Social)
}

/// Waits until the dead host was tried so often, and is to be left alone.
async fn tried(at: &Instance, times: i32) -> OutboxHost {
    let now = at.app.clock.wire();
    until(&at.db, "the dead host is tried", move |c| {
        let fails = peer_host::find_optional(c, DEAD)?.map_or(0, |row| row.fails);
        Ok(waiting(c, DEAD)?.filter(|row| fails == times && row.next_at > now))
    })
    .await
}

#[rstest]
#[tokio::test]
async fn what_waits_for_a_dead_host_costs_the_others_nothing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    const WAITING: usize = 20_000;
    const OTHERS: u32 = 40;
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    enqueue(&b, DEAD, 0, WAITING).await;
    let before = match kind {
        Kind::Sqlite => b.db.write(rows_written).await.unwrap(),
        Kind::Postgres => 0,
    };
    b.send();
    let paused = tried(&b, 1).await;
    for number in 1..=OTHERS {
        enqueue(&b, &anna.host, number, 1).await;
    }
    anna.wait_for(OTHERS as usize).await;
    until_true(&b.db, "the others' messages are noted", |c| {
        Ok(outbox_message::count(c, MessageState::Delivered)? == i64::from(OTHERS))
    })
    .await;
    let again = b.db.read(|c| waiting(c, DEAD)).await.unwrap();
    assert_eq!(again, Some(paused), "nobody looked at it");
    // Hearing of it makes all of it due, and failing again puts all of it off.
    outbox::heard_from(&b.app, DEAD).await.unwrap();
    tried(&b, 2).await;
    if kind == Kind::Sqlite {
        let rows = b.db.write(rows_written).await.unwrap() - before;
        // Of the others: activity, message, result, and the host's row written, changed and deleted. Of the dead one: twice message, host and what we know
        // of it.
        let most = i64::from(OTHERS) * 6 + 20;
        assert!(rows <= most, "{rows} rows were written, {most} are enough");
    }
    let rows =
        b.db.read(|c| outbox_message::list(c, 30_000))
            .await
            .unwrap();
    let mut dead: Vec<_> = rows.into_iter().filter(|row| row.host == DEAD).collect();
    dead.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(dead.len(), WAITING);
    assert!(dead.iter().all(|row| row.state == MessageState::Waiting));
    assert_eq!(dead[0].attempts, 2, "the first is the probe");
    assert!(dead[1..].iter().all(|row| row.attempts == 0));
}

#[rstest]
#[tokio::test]
async fn what_is_void_is_closed_in_slices(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    enqueue(&b, DEAD, 0, 1_300).await;
    b.send();
    tried(&b, 1).await;
    b.forward(TimeDelta::days(6));
    until_true(&b.db, "all of it has expired", |c| {
        Ok(
            outbox_message::count(c, MessageState::Expired)? == 1_300
                && waiting(c, DEAD)?.is_none(),
        )
    })
    .await;
}

#[rstest]
#[tokio::test]
async fn what_waits_for_a_blocked_host_is_closed_in_slices(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    b.write(|c, _| set_suspended(c, DEAD, true)).await;
    enqueue(&b, DEAD, 0, 1_300).await;
    b.send();
    until_true(&b.db, "all of it is refused", |c| {
        Ok(
            outbox_message::count(c, MessageState::Refused)? == 1_300
                && waiting(c, DEAD)?.is_none(),
        )
    })
    .await;
}

#[rstest]
#[tokio::test]
async fn old_messages_are_forgotten_and_waiting_ones_kept(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    enqueue(&b, DEAD, 0, 3).await;
    b.write(|c, _| {
        let first = outbox_message::waiting_for_host(c, DEAD, 1)?.remove(0);
        outbox_message::set_state(c, &first.id, MessageState::Delivered)
    })
    .await;
    b.forward(TimeDelta::days(36));
    crate::peer::forget::forget(&b.peer).await.unwrap();
    let left = b.db.read(|c| outbox_message::list(c, 10)).await.unwrap();
    assert_eq!(left.len(), 2);
    assert!(left.iter().all(|row| row.state == MessageState::Waiting));
}

#[rstest]
#[tokio::test]
async fn messages_to_a_host_keep_their_order_across_a_crash(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    const COUNT: u32 = 70;
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let anna = Stranger::start("anna").await;
    for number in 0..COUNT {
        enqueue(&b, &anna.host, number, 1).await;
    }
    b.send();
    anna.wait_for(10).await;
    b.crash();
    b.send();
    until_true(&b.db, "all are delivered", |c| {
        Ok(
            outbox_message::count(c, MessageState::Delivered)? == i64::from(COUNT)
                && outbox_message::count(c, MessageState::Waiting)? == 0,
        )
    })
    .await;
    let mut first = Vec::new();
    for arrived in anna.arrived() {
        let number = arrived.body["number"].as_u64().unwrap();
        if !first.contains(&number) {
            first.push(number);
        }
    }
    let all: Vec<u64> = (0..u64::from(COUNT)).collect();
    assert_eq!(first, all, "repeated at most, never passed");
    let host = anna.host.clone();
    assert_eq!(b.db.read(move |c| waiting(c, &host)).await.unwrap(), None);
}

#[tokio::test]
async fn an_inbox_found_gone_is_left_alone_for_what_was_behind_it() {
    let b = Instance::on(Kind::Sqlite, "b").await.unwrap();
    let anna = Stranger::start("anna").await;
    anna.reply(Reply::Status(410));
    for number in 0..3 {
        enqueue(&b, &anna.host, number, 1).await;
    }
    b.send();
    until_true(&b.db, "all are closed", |c| {
        Ok(outbox_message::count(c, MessageState::Refused)? == 3)
    })
    .await;
    assert_eq!(anna.arrived().len(), 1);
}
