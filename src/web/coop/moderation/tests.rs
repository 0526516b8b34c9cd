//! The moderators' pages through the real router.

use axum::http::StatusCode;
use musette_domain::role::Role;

use crate::http::testing::Browser;
use crate::store::moderation_entry::{self, ModerationAct};
use crate::store::noise::{self, Noise, NoiseReason};
use crate::store::report::{self, Report, ReportDirection};
use crate::store::{block_advice, host_policy};
use crate::web::test_day::TestDay;

const DECIDE: &str = "/coop/moderation/decide";

async fn moderators() -> (TestDay, Browser) {
    let day = TestDay::new().await;
    day.site.person("ada", &[Role::Administrator]).await;
    let ada = day.site.signed_in("ada").await;
    (day, ada)
}

#[tokio::test]
async fn dispatchers_look_and_administrators_decide() {
    let (mut day, mut ada) = moderators().await;
    for (path, dispatcher) in [("/coop/moderation", 200), ("/coop/moderation/advice", 403)] {
        assert_eq!(ada.get(path).await.status, 200, "{path}");
        assert_eq!(day.dispatch.get(path).await.status, dispatcher, "{path}");
        assert_eq!(day.board.get(path).await.status, 403, "{path}");
        assert_eq!(day.ride.get(path).await.status, 403, "{path}");
    }
    let look = day.dispatch.get("/coop/moderation").await.body;
    assert!(!look.contains("action=\"/coop/moderation"), "{look}");
    for path in [
        "decide",
        "lift",
        "close",
        "forward",
        "show",
        "advice/forget",
    ] {
        let path = format!("/coop/moderation/{path}");
        let answer = day.dispatch.post(&path, &[("who", "x.example")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_server_is_suspended_after_saying_what_happens_and_lifted() {
    let (day, mut ada) = moderators().await;
    let fields = [
        ("who", "Spam.Example"),
        ("level", "suspended"),
        ("reason", "sends <b>spam"),
    ];
    let asked = ada.post(DECIDE, &fields).await;
    assert_eq!(asked.status, 200);
    assert!(
        asked.body.contains("Suspend spam.example?"),
        "{}",
        asked.body
    );
    assert!(asked.body.contains("what we have of theirs is deleted"));
    assert!(!asked.body.contains("<b>spam"));
    assert!(day.site.read(host_policy::list).await.is_empty());
    let mut sure = fields.to_vec();
    sure.push(("sure", "yes"));
    for _ in 0..2 {
        assert_eq!(ada.post(DECIDE, &sure).await.location(), "/coop/moderation");
    }
    let rules = day.site.read(host_policy::list).await;
    assert_eq!(rules.len(), 1);
    assert_eq!(
        (rules[0].host.as_str(), rules[0].reason.as_str()),
        ("spam.example", "sends <b>spam")
    );
    let page = ada.get("/coop/moderation").await.body;
    assert!(page.contains("data-rule=\"spam.example\""), "{page}");
    assert!(page.contains("suspended spam.example") && page.contains("ada"));
    ada.post("/coop/moderation/lift", &[("who", "spam.example")])
        .await;
    assert!(day.site.read(host_policy::list).await.is_empty());
    let entries = day.site.read(|c| moderation_entry::list(c, 10)).await;
    let acts: Vec<_> = entries.iter().map(|row| row.act).collect();
    assert_eq!(acts, [ModerationAct::Lifted, ModerationAct::Suspended]);
    assert!(entries.iter().all(|row| row.by_user.is_some()));
}

#[tokio::test]
async fn what_is_wrong_is_said_with_the_input_kept() {
    let (_day, mut ada) = moderators().await;
    for (who, level, reason, sentence) in [
        ("", "limited", "x", "still empty"),
        ("127.0.0.1", "limited", "x", "names no server"),
        ("loud.example", "loud", "x", "Choose"),
        ("loud.example", "limited", "", "still empty"),
    ] {
        let fields = [("who", who), ("level", level), ("reason", reason)];
        let answer = ada.post(DECIDE, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}");
        assert!(
            answer.body.contains(sentence),
            "{sentence}: {}",
            answer.body
        );
        assert!(answer.body.contains(who));
    }
    let ours = [
        ("who", "vaduz.localhost:7101"),
        ("level", "limited"),
        ("reason", "x"),
        ("sure", "yes"),
    ];
    ada.post(DECIDE, &ours).await;
    assert!(
        ada.get("/coop/moderation")
            .await
            .body
            .contains("This is ourselves.")
    );
}

#[tokio::test]
async fn reports_and_refusals_are_shown_and_reports_closed_with_a_note() {
    let (day, mut ada) = moderators().await;
    let now = day.site.site.app.clock.now();
    day.site
        .site
        .app
        .db
        .write(move |c| -> crate::store::Result<()> {
            let row = Report {
                id: "https://social.example/flag/1".into(),
                direction: ReportDirection::In,
                host: "social.example".into(),
                actor_id: "http://vaduz.localhost:7101/ap/r/poireau".into(),
                objects: Vec::new(),
                content: "<script>rude".into(),
                received_at: now,
                forwarded_at: None,
                closed_by: None,
                closed_at: None,
                note: String::new(),
            };
            report::insert_if_absent(c, &row)?;
            let refused = Noise {
                host: "xn--lon-dfd.example".into(),
                reason: NoiseReason::Signature,
                times: 41,
                first_at: now,
                last_at: now,
            };
            noise::add(c, &refused)
        })
        .await
        .unwrap();
    let page = ada.get("/coop/moderation").await.body;
    assert!(
        page.contains("social.example reports something of ours"),
        "{page}"
    );
    assert!(!page.contains("<script>rude"));
    assert!(page.contains("signature missing") && page.contains("41"));
    assert!(page.contains("xn--lon-dfd.example") && page.contains("lуon.example"));
    assert!(page.contains("href=\"/coop/moderation?who=social.example#decide\""));
    let decide = ada.get("/coop/moderation?who=social.example").await.body;
    assert!(decide.contains("name=\"who\"") && decide.contains("value=\"social.example\""));
    let close = |note| {
        [
            ("report", "https://social.example/flag/1"),
            ("reason", note),
        ]
    };
    ada.post("/coop/moderation/close", &close("")).await;
    assert_eq!(day.site.read(|c| report::open(c, 9)).await.len(), 1);
    ada.post("/coop/moderation/close", &close("spoke with them"))
        .await;
    assert!(day.site.read(|c| report::open(c, 9)).await.is_empty());
    let entries = day.site.read(|c| moderation_entry::list(c, 10)).await;
    assert_eq!(entries[0].reason, "spoke with them");
}

#[tokio::test]
async fn advice_changes_nothing_until_a_person_decides() {
    let (day, mut ada) = moderators().await;
    let list =
        "#domain,#severity,#public_comment\nSpam.example,suspend,spam\ne**l.example,suspend,\n";
    let fields = [("source", "A list"), ("lines", list)];
    let read = ada.post("/coop/moderation/advice", &fields).await;
    assert_eq!(read.location(), "/coop/moderation/advice");
    assert!(day.site.read(host_policy::list).await.is_empty());
    let page = ada.get("/coop/moderation/advice?q=SPAM").await.body;
    assert!(page.contains("data-advice=\"spam.example\""), "{page}");
    assert!(page.contains("value=\"A list: spam\""));
    assert!(!page.contains("e**l.example"));
    let all = ada.get("/coop/moderation/advice").await.body;
    assert!(all.contains("hides the name"), "{all}");
    let decide = [
        ("who", "spam.example"),
        ("level", "suspended"),
        ("reason", "A list: spam"),
        ("sure", "yes"),
    ];
    ada.post(DECIDE, &decide).await;
    let left = ada.get("/coop/moderation/advice").await.body;
    assert!(!left.contains("data-advice=\"spam.example\""));
    for (source, lines) in [("", list), ("B", "<html>")] {
        let fields = [("source", source), ("lines", lines)];
        let answer = ada.post("/coop/moderation/advice", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    ada.post("/coop/moderation/advice/forget", &[("source", "A list")])
        .await;
    assert!(day.site.read(block_advice::sources).await.is_empty());
}
