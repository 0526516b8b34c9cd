//! A host that the administrator blocked: nothing is read there, nothing is sent there, nothing of it is shown.

use serde_json::json;
use tower::ServiceExt as _;

use super::instance::Instance;
use super::seed::seed;
use super::stranger::Stranger;
use super::wait::until_true;
use crate::app::lookup::LookupError;
use crate::peer::enqueue::{self, NewActivity, Sending};
use crate::store::outbox_message::{self, MessageState};
use crate::store::testing::set_suspended;
use crate::store::{remote_coop, remote_restaurant};

#[tokio::test]
async fn nothing_is_read_sent_or_taken() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    let anna = Stranger::start("anna").await;
    let hosts = [b.urls.authority().to_owned(), anna.host.clone()];
    a.write(move |c, _| {
        for host in &hosts {
            set_suspended(c, host, true)?;
        }
        Ok(())
    })
    .await;
    assert!(matches!(
        a.app.lookup.coop(b.urls.authority()).await,
        Err(LookupError::Blocked(_))
    ));
    let follow = anna.follow(&a.urls.coop(), 1);
    let now = a.app.clock.wire().unix_seconds();
    let request = anna.signed(&a.urls.shared_inbox(), &follow, now);
    let answer = a.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 403);
    let (urls, inbox) = (a.urls.clone(), format!("http://{}/inbox", anna.host));
    let host = anna.host.clone();
    a.write(move |c, app| {
        let id = urls.activity("1");
        let activity = NewActivity {
            id: id.clone(),
            actor: urls.instance(),
            kind: "Follow".into(),
            object: None,
            body: json!({"id": id}).to_string(),
            public: false,
        };
        let inboxes = [(inbox.clone(), host.clone())];
        let sending = Sending::at(app.clock.wire());
        enqueue::social(c, app.ids.as_ref(), &activity, &inboxes, sending)
    })
    .await;
    until_true(&a.db, "the message is closed", |c| {
        Ok(outbox_message::count(c, MessageState::Refused)? == 1)
    })
    .await;
    assert!(anna.arrived().is_empty() && anna.asked().is_empty());
}

#[tokio::test]
async fn what_is_known_of_it_is_not_listed_while_it_is_blocked() {
    let (a, b) = (Instance::start("a").await, Instance::start("b").await);
    seed(&b, "chezmireille").await;
    a.app.lookup.coop(b.urls.authority()).await.unwrap();
    for (blocked, shown) in [(true, 0), (false, 1)] {
        let host = b.urls.authority().to_owned();
        a.write(move |c, _| set_suspended(c, &host, blocked)).await;
        let listed =
            a.db.read(|c| -> crate::store::Result<_> {
                Ok((
                    remote_coop::list(c)?.len(),
                    remote_restaurant::list(c)?.len(),
                ))
            })
            .await
            .unwrap();
        assert_eq!(listed, (shown, shown));
    }
}

#[tokio::test]
async fn who_sends_too_much_is_told_when_to_go_on() {
    let a = Instance::start("a").await;
    let (anna, boris) = (
        Stranger::start("anna").await,
        Stranger::start("boris").await,
    );
    while a.peer.allowance.take(&anna.host).is_ok() {}
    let now = a.app.clock.wire().unix_seconds();
    let send = |stranger: &Stranger| {
        let follow = stranger.follow(&a.urls.coop(), 1);
        let request = stranger.signed(&a.urls.shared_inbox(), &follow, now);
        a.router.clone().oneshot(request)
    };
    // Some places become free meanwhile: a hundred a second.
    let refused = loop {
        let answer = send(&anna).await.unwrap();
        if answer.status() == 429 {
            break answer;
        }
    };
    let wait = refused.headers()["retry-after"].to_str().unwrap();
    assert!(wait.parse::<u32>().unwrap() >= 1);
    assert_eq!(send(&boris).await.unwrap().status(), 202);
}
