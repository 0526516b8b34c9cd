//! What people say and what the restaurant answers, through the real router.

use axum::http::StatusCode;
use musette_domain::TextValue;
use musette_domain::id::SpecialId;
use musette_domain::role::Role;

use crate::http::testing::{Browser, TestSite};
use crate::store::local_actor::{self, ActorKind, LocalActor};
use crate::store::reaction::{self, Reaction, ReactionKind};
use crate::store::reply::{self, Reply};
use crate::store::restaurant::{self, RestaurantState};
use crate::store::special::{self, Special, SpecialKind};
use crate::store::testing::set_suspended;

const PAGE: &str = "/restaurant/poireau/conversation";
const SPECIAL: &str = "/@poireau/special-1";
const NOTE: &str = "http://vaduz.localhost:7101/ap/n/special-1";
const ANNA: &str = "https://social.example/users/anna";

/// A listed restaurant of Camille's with a special, and her browser.
async fn kitchen() -> (TestSite, Browser) {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    let id = site.restaurant(&camille).await;
    let now = site.site.app.clock.now();
    let actor = LocalActor {
        id: site.site.app.urls.restaurant("poireau"),
        name: "poireau".into(),
        kind: ActorKind::Restaurant,
        restaurant_id: Some(id.clone()),
        rsa_private: Vec::new(),
        rsa_public: String::new(),
        ed25519_private: Vec::new(),
        ed25519_public: String::new(),
        created_at: now,
        gone_at: None,
        moved_to: None,
        moved_at: None,
        also_known_as: Vec::new(),
    };
    let special = Special {
        id: SpecialId::parse("special-1").unwrap(),
        restaurant_id: id.clone(),
        menu_item_id: None,
        title: "Parmentier <b>".into(),
        description: "Tiède".into(),
        price: Some(1350),
        allergens: vec!["milk".into()],
        published_at: now,
        ends_at: now.plus(chrono::TimeDelta::hours(4)),
        edited_at: None,
        removed_at: None,
        kind: SpecialKind::Special,
        hashtags: Vec::new(),
        photo_id: None,
        sold_out: false,
        changed_at: None,
    };
    let written = site.site.app.db.write(move |c| {
        let mut row = restaurant::find(c, &id)?;
        row.state = RestaurantState::Listed;
        restaurant::save(c, &row)?;
        local_actor::insert_if_absent(c, &actor)?;
        special::insert(c, &special)
    });
    written.await.unwrap();
    let browser = site.signed_in("camille").await;
    site.told.take();
    (site, browser)
}

/// Anna says something.
async fn said(site: &TestSite, number: u32, change: impl Fn(&mut Reply)) -> String {
    let restaurant = site.restaurant_row().await;
    let special = site
        .read(|c| special::find(c, &SpecialId::parse("special-1").unwrap()))
        .await;
    let mut row = crate::web::restaurant::sample::reply(&restaurant, &special);
    row.id = format!("https://social.example/notes/{number}");
    row.in_reply_to = Some(NOTE.into());
    row.received_at = row
        .received_at
        .plus(chrono::TimeDelta::seconds(number.into()));
    change(&mut row);
    let id = row.id.clone();
    let db = &site.site.app.db;
    db.write(move |c| reply::insert_if_absent(c, &row))
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn a_specials_page_shows_what_may_be_shown() {
    let (site, _) = kitchen().await;
    let mut visitor = site.browser();
    let page = visitor.get(SPECIAL).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(
        page.body.contains("Nobody has said anything"),
        "{}",
        page.body
    );
    assert!(page.body.contains(&format!("href=\"{NOTE}\"")), "the Note");
    let canonical =
        "<link rel=\"canonical\" href=\"http://vaduz.localhost:7101/@poireau/special-1\">";
    assert!(page.body.contains(canonical), "{}", page.body);

    said(&site, 1, |row| {
        row.content =
            "<p>Encore <img src=x onerror=alert(1)><a href=\"javascript:x\">là</a></p>".into();
    })
    .await;
    said(&site, 2, |row| row.content = "<p>Hidden words</p>".into()).await;
    let now = site.site.app.clock.now();
    said(&site, 3, move |row| {
        row.content = "<p>Taken back</p>".into();
        row.removed_at = Some(now);
    })
    .await;
    said(&site, 4, |row| {
        row.content = "<p>Between us</p>".into();
        row.public = false;
    })
    .await;
    said(&site, 5, |row| {
        row.content = "<p>From a blocked server</p>".into();
        row.host = "blocked.example".into();
    })
    .await;
    said(&site, 6, |row| {
        row.content = "<p>Below hidden words</p>".into();
        row.in_reply_to = Some("https://social.example/notes/2".into());
    })
    .await;
    let db = &site.site.app.db;
    let written = db.write(move |c| {
        let mut row = reply::find(c, "https://social.example/notes/2")?;
        row.hidden_at = Some(now);
        reply::save(c, &row)?;
        set_suspended(c, "blocked.example", true)?;
        for (kind, actor, host) in [
            (ReactionKind::Like, ANNA, "social.example"),
            (ReactionKind::Boost, ANNA, "social.example"),
            (
                ReactionKind::Like,
                "https://blocked.example/x",
                "blocked.example",
            ),
        ] {
            let row = Reaction {
                kind,
                actor_id: actor.into(),
                object_id: NOTE.into(),
                activity_id: format!("{actor}/{}", kind.text()),
                host: host.into(),
                received_at: now,
            };
            reaction::insert_if_absent(c, &row)?;
        }
        Ok::<_, crate::store::Error>(())
    });
    written.await.unwrap();
    let page = visitor.get(SPECIAL).await;
    for shown in [
        "Encore",
        "1 reply",
        "1 like<",
        "1 boost",
        "Anna &#60;b&#62;",
        "lang=\"fr\"",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    for not in [
        "Hidden words",
        "Taken back",
        "Between us",
        "blocked server",
        "onerror",
        "javascript:",
    ] {
        assert!(!page.body.contains(not), "{not}: {}", page.body);
    }
    let card = visitor.get("/@poireau").await;
    assert!(card.body.contains(&format!("href=\"{SPECIAL}\"")) && card.body.contains("1 reply"));
    let shelf = visitor.get("/").await;
    let link = format!("<a href=\"{SPECIAL}#replies\">1 reply<");
    assert!(shelf.body.contains(&link), "{}", shelf.body);

    // Over, it stays to be read; taken back, it is gone. Another's name does not lead to it.
    site.clock.forward(chrono::TimeDelta::hours(5));
    let page = visitor
        .get(&format!("{SPECIAL}?page=999999999999999999999"))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("This special is over"), "{}", page.body);
    for path in [
        "/@nobody/special-1",
        "/@poireau/special-2",
        "/@poireau@b.example/special-1",
    ] {
        assert_eq!(
            visitor.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let taken = db.write(move |c| {
        let mut row = special::find(c, &SpecialId::parse("special-1").unwrap())?;
        row.removed_at = Some(now);
        special::save(c, &row)
    });
    taken.await.unwrap();
    assert_eq!(visitor.get(SPECIAL).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_notice_of_a_closure_stands_on_the_restaurants_page() {
    let (site, mut browser) = kitchen().await;
    let id = said(&site, 1, |_| ()).await;
    let closed = site.site.app.db.write(move |c| {
        let mut row = special::find(c, &SpecialId::parse("special-1").unwrap())?;
        row.kind = SpecialKind::Closure;
        special::save(c, &row)
    });
    closed.await.unwrap();
    let page = site.browser().get(SPECIAL).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let board = browser.get(PAGE).await;
    assert!(board.body.contains("href=\"/@poireau\"") && !board.body.contains(SPECIAL));
    let fields = [("reply", id.as_str()), ("text", "Bientôt")];
    let sent = browser.post(&format!("{PAGE}/answer"), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn many_replies_have_pages() {
    let (site, mut browser) = kitchen().await;
    for number in 1..=31 {
        said(&site, number, |row| {
            row.content = format!("<p>No. {number}.</p>");
        })
        .await;
    }
    let mut visitor = site.browser();
    let first = visitor.get(SPECIAL).await;
    assert!(first.body.contains("No. 30.") && !first.body.contains("No. 31."));
    let second = visitor.get(&format!("{SPECIAL}?page=1")).await;
    assert!(second.body.contains("No. 31.") && !second.body.contains("No. 30."));
    // The restaurant's people read the newest first.
    let first = browser.get(PAGE).await;
    assert!(first.body.contains("No. 31.") && !first.body.contains("No. 1."));
    let older = first.body.split("?before=").nth(1).unwrap();
    let older = older.split('"').next().unwrap();
    let second = browser.get(&format!("{PAGE}?before={older}")).await;
    assert!(second.body.contains("No. 1.") && !second.body.contains("No. 2."));
}

#[tokio::test]
async fn a_restaurant_answers_hides_and_shows() {
    let (site, mut browser) = kitchen().await;
    let page = browser.get(PAGE).await;
    assert!(
        page.body.contains("Nobody has said anything to you"),
        "{}",
        page.body
    );
    let id = said(&site, 1, |_| ()).await;
    let page = browser.get(PAGE).await;
    assert!(page.body.contains("Encore") && page.body.contains(SPECIAL));
    for (words, why) in [
        ("", "between 1 and 1000"),
        ("\u{202E}turned", "between 1 and 1000"),
        (&"x".repeat(1_001), "between 1 and 1000"),
    ] {
        let fields = [("reply", id.as_str()), ("text", words)];
        let wrong = browser.post(&format!("{PAGE}/answer"), &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.body.contains(why) && wrong.body.contains("<details open>"),
            "{}",
            wrong.body
        );
    }
    assert_eq!(site.told.take(), [] as [&str; 0]);
    let fields = [("reply", id.as_str()), ("text", "Merci <b>!")];
    for _ in 0..2 {
        let sent = browser.post(&format!("{PAGE}/answer"), &fields).await;
        assert_eq!(
            (sent.status, sent.location()),
            (StatusCode::SEE_OTHER, PAGE)
        );
    }
    assert_eq!(site.told.take(), ["reply_published"]);
    let page = browser.get(PAGE).await;
    assert!(page.body.contains("Merci &lt;b&gt;!"), "{}", page.body);
    let public = site.browser().get(SPECIAL).await;
    assert!(public.body.contains("Merci &lt;b&gt;!") && public.body.contains("2 replies"));

    for (hidden, seen) in [("yes", false), ("yes", false), ("no", true)] {
        let fields = [("reply", id.as_str()), ("hidden", hidden)];
        let set = browser.post(&format!("{PAGE}/hidden"), &fields).await;
        assert_eq!(set.location(), PAGE);
        let public = site.browser().get(SPECIAL).await;
        assert_eq!(public.body.contains("Encore"), seen);
        assert_eq!(
            public.body.contains("Merci"),
            seen,
            "what answers it goes with it"
        );
    }
    for held in ["yes", "no"] {
        let set = browser
            .post(&format!("{PAGE}/held"), &[("held", held)])
            .await;
        assert_eq!(set.location(), PAGE);
        let page = browser.get(PAGE).await;
        let other = if held == "yes" { "no" } else { "yes" };
        let offered = format!("name=\"held\" value=\"{other}\"");
        assert!(page.body.contains(&offered), "{}", page.body);
    }
    let ids = [id.clone()];
    let answer = site
        .read(move |c| reply::answers_to(c, &ids))
        .await
        .remove(0);
    assert!(page.body.contains("Correct this answer"), "{}", page.body);
    let correct = format!("{PAGE}/correct");
    let wrong = [("reply", answer.id.as_str()), ("text", " ")];
    let wrong = browser.post(&correct, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("<details open>"), "{}", wrong.body);
    let fields = [("reply", answer.id.as_str()), ("text", "Merci & à demain")];
    for _ in 0..2 {
        assert_eq!(browser.post(&correct, &fields).await.location(), PAGE);
    }
    assert_eq!(site.told.take(), ["reply_edited"], "the same is no change");
    let public = site.browser().get(SPECIAL).await;
    assert!(public.body.contains("à demain") && public.body.contains("(corrected)"));
    assert_eq!(browser.get(&correct).await.location(), PAGE);
    let fields = [("reply", answer.id.as_str())];
    for _ in 0..2 {
        let taken = browser.post(&format!("{PAGE}/take-back"), &fields).await;
        assert_eq!(taken.location(), PAGE);
    }
    assert_eq!(site.told.take(), ["reply_removed"]);
    assert!(!site.browser().get(SPECIAL).await.body.contains("Merci"));
    let late = [("reply", answer.id.as_str()), ("text", "Encore")];
    let late = browser.post(&correct, &late).await;
    assert!(
        late.body.contains("was taken back already"),
        "{}",
        late.body
    );
    assert_eq!(
        browser.get(&format!("{PAGE}/answer")).await.location(),
        PAGE
    );
}

#[tokio::test]
async fn others_answer_and_hide_nothing() {
    let (site, mut camille) = kitchen().await;
    let id = said(&site, 1, |_| ()).await;
    site.person("dora", &[Role::Dispatcher]).await;
    let mut dora = site.signed_in("dora").await;
    let fields = [("reply", id.as_str()), ("text", "x"), ("hidden", "yes")];
    for act in ["answer", "correct", "held", "hidden", "take-back"] {
        let path = format!("{PAGE}/{act}");
        assert_eq!(
            dora.post(&path, &fields).await.status,
            StatusCode::FORBIDDEN
        );
        let visitor = site.browser().post(&path, &fields).await;
        assert_eq!(visitor.status, StatusCode::UNAUTHORIZED, "{act}");
    }
    assert_eq!(dora.get(PAGE).await.status, StatusCode::FORBIDDEN);
    // What is not there, not the restaurant's, or not an answer.
    for (act, reply) in [
        ("answer", "x"),
        ("correct", id.as_str()),
        ("hidden", "x"),
        ("take-back", id.as_str()),
    ] {
        let fields = [("reply", reply), ("text", "x"), ("hidden", "yes")];
        let answer = camille.post(&format!("{PAGE}/{act}"), &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
    }
    assert_eq!(site.told.take(), [] as [&str; 0]);
}

#[tokio::test]
async fn the_co_op_reads_and_answers_what_is_said_to_it() {
    const COOP: &str = "/coop/conversation";
    let (site, mut camille) = kitchen().await;
    let id = said(&site, 1, |row| {
        row.restaurant_id = None;
        row.special_id = None;
        row.in_reply_to = None;
        row.content = "<p>Livrez-vous à Triesen ?</p>".into();
    })
    .await;
    let urls = site.site.app.urls.clone();
    let now = site.site.app.clock.now();
    let actor = LocalActor {
        id: urls.coop(),
        name: "coop".into(),
        kind: ActorKind::Coop,
        restaurant_id: None,
        rsa_private: Vec::new(),
        rsa_public: String::new(),
        ed25519_private: Vec::new(),
        ed25519_public: String::new(),
        created_at: now,
        gone_at: None,
        moved_to: None,
        moved_at: None,
        also_known_as: Vec::new(),
    };
    let written = site
        .site
        .app
        .db
        .write(move |c| local_actor::insert_if_absent(c, &actor));
    written.await.unwrap();
    site.person("dora", &[Role::Dispatcher]).await;
    let mut dora = site.signed_in("dora").await;
    let page = dora.get(COOP).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Triesen"), "{}", page.body);
    assert!(
        !page.body.contains("/coop/prices"),
        "not a dispatcher's page"
    );
    assert!(dora.get("/coop/partners").await.body.contains(COOP));
    // A restaurant's people neither read nor answer it.
    assert!(!camille.get(PAGE).await.body.contains("Triesen"));
    assert_eq!(camille.get(COOP).await.status, StatusCode::FORBIDDEN);
    let fields = [("reply", id.as_str()), ("text", "Oui !")];
    let theirs = camille.post(&format!("{PAGE}/answer"), &fields).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let theirs = camille.post(&format!("{COOP}/answer"), &fields).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    assert_eq!(site.told.take(), [] as [&str; 0]);

    let sent = dora.post(&format!("{COOP}/answer"), &fields).await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, COOP)
    );
    let ids = [id.clone()];
    let answer = site
        .read(move |c| reply::answers_to(c, &ids))
        .await
        .remove(0);
    assert_eq!(
        (answer.author_id, answer.restaurant_id),
        (urls.coop(), None)
    );
    let fields = [("reply", answer.id.as_str()), ("text", "Oui, le soir.")];
    let corrected = dora.post(&format!("{COOP}/correct"), &fields).await;
    assert_eq!(corrected.location(), COOP);
    assert!(dora.get(COOP).await.body.contains("le soir"));
    let taken = dora.post(&format!("{COOP}/take-back"), &fields).await;
    assert_eq!(taken.location(), COOP);
    let told = ["reply_published", "reply_edited", "reply_removed"];
    assert_eq!(site.told.take(), told);
}
