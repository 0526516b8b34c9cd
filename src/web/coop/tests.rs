//! The administration through the real router.

use askama::Template;
use axum::http::StatusCode;
use musette_domain::TextValue;
use musette_domain::role::Role;

use super::agreements::AgreementsPage;
use super::ledger::LedgerPage;
use super::partners::PartnersPage;
use super::prices::PricesPage;
use super::profile::ProfilePage;
use super::restaurants::RestaurantsPage;
use crate::flow::agreement::{Terms, received};
use crate::http::testing::Browser;
use crate::i18n::Lang;
use crate::store::ledger_entry::{self, LedgerDirection, LedgerEntry, LedgerKind};
use crate::store::trade_agreement::{self, AgreementState};
use crate::store::{coop, partner, restaurant_staff};
use crate::web::icons;
use crate::web::test_day::{NEIGHBOUR, TestDay};

const AGREEMENT: &str = "http://schaan.localhost:7102/ap/ta/1";

#[test]
fn pages_render_in_every_language() {
    for lang in Lang::ALL {
        let pages = [
            PartnersPage::sample(*lang).render().unwrap(),
            AgreementsPage::sample(*lang).render().unwrap(),
            LedgerPage::sample(*lang).render().unwrap(),
            PricesPage::sample(*lang).render().unwrap(),
            ProfilePage::sample(*lang).render().unwrap(),
            RestaurantsPage::sample(*lang).render().unwrap(),
        ];
        for html in pages.map(icons::placed) {
            assert!(!html.contains("style=") && !html.contains("value=\"<script>"));
            assert!(html.len() < 50_000, "{}", html.len());
        }
    }
}

async fn administration() -> (TestDay, Browser) {
    let day = TestDay::new().await;
    day.site.person("ada", &[Role::Administrator]).await;
    let ada = day.site.signed_in("ada").await;
    (day, ada)
}

#[tokio::test]
async fn dispatchers_read_and_administrators_decide() {
    let (mut day, mut ada) = administration().await;
    assert_eq!(ada.get("/coop").await.location(), "/coop/partners");
    for (path, dispatcher) in [
        ("/coop/partners", 200),
        ("/coop/ledger", 200),
        ("/coop/agreements", 403),
        ("/coop/prices", 403),
        ("/coop/restaurants", 403),
        ("/coop/profile", 403),
    ] {
        assert_eq!(ada.get(path).await.status, 200, "{path}");
        assert_eq!(day.dispatch.get(path).await.status, dispatcher, "{path}");
        assert_eq!(day.board.get(path).await.status, 403, "{path}");
        assert_eq!(day.ride.get(path).await.status, 403, "{path}");
    }
    for path in [
        "/coop/partners",
        "/coop/agreements/offer",
        "/coop/agreements/accept",
        "/coop/prices",
    ] {
        let answer = day.dispatch.post(path, &[("host", "x.example")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_co_op_that_is_not_found_is_said_with_the_input_kept() {
    let (_day, mut ada) = administration().await;
    for (host, sentence) in [
        ("", "still empty"),
        ("<b>nobody", "no address of a co-op"),
        ("vaduz.localhost:7101", "This is ourselves."),
        (&"x".repeat(10_000), "At most 253"),
    ] {
        let answer = ada.post("/coop/partners", &[("host", host)]).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{sentence}"
        );
        assert!(
            answer.body.contains(sentence),
            "{sentence}: {}",
            answer.body
        );
        assert!(!answer.body.contains("<b>nobody"));
    }
}

#[tokio::test]
async fn an_agreement_is_offered_once() {
    let (day, mut ada) = administration().await;
    day.with_neighbour().await;
    let page = ada.get("/coop/partners").await;
    assert!(page.body.contains(&format!("data-partner=\"{NEIGHBOUR}\"")));
    let bad: [[(&str, &str); 4]; 4] = [
        [
            ("desk", NEIGHBOUR),
            ("credit_limit", "-1"),
            ("wasted_trip_fee", "2.50"),
            ("months", "12"),
        ],
        [
            ("desk", NEIGHBOUR),
            ("credit_limit", "1000000000000"),
            ("wasted_trip_fee", "2.50"),
            ("months", "12"),
        ],
        [
            ("desk", NEIGHBOUR),
            ("credit_limit", "300"),
            ("wasted_trip_fee", "2.50"),
            ("months", "13"),
        ],
        [
            ("desk", "http://nobody.example/"),
            ("credit_limit", "300"),
            ("wasted_trip_fee", "2.50"),
            ("months", "6"),
        ],
    ];
    for fields in bad {
        let answer = ada.post("/coop/agreements/offer", &fields).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{fields:?}"
        );
        assert!(answer.body.contains("id=\"errors\""), "{}", answer.body);
    }
    let good = [
        ("desk", NEIGHBOUR),
        ("credit_limit", "300"),
        ("wasted_trip_fee", "2,50"),
        ("months", "6"),
    ];
    for _ in 0..2 {
        let answer = ada.post("/coop/agreements/offer", &good).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let rows = day
        .site
        .read(|c| trade_agreement::of_partner(c, NEIGHBOUR))
        .await;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].credit_limit, rows[0].wasted_trip_fee),
        (30_000, 250)
    );
    // Ours to wait, not to answer.
    ada.post("/coop/agreements/accept", &[("agreement", &rows[0].id)])
        .await;
    let page = ada.get("/coop/agreements").await;
    assert!(
        page.body.contains("the other co-op has to answer it"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_received_agreement_is_accepted_and_ended() {
    let (day, mut ada) = administration().await;
    day.with_neighbour().await;
    let app = day.site.site.app.clone();
    let now = app.clock.now();
    let input = received::ReceivedAgreement {
        desk: NEIGHBOUR.into(),
        id: AGREEMENT.into(),
        revision: 1,
        offer_id: "http://schaan.localhost:7102/ap/t/1".into(),
        terms: Terms {
            currency: musette_domain::Currency::CHF,
            credit_limit: 50_000,
            wasted_trip_fee: 300,
            settlement_period: "P7D".into(),
            valid_from: now,
            valid_through: now.plus(chrono::TimeDelta::days(180)),
        },
        document: "{}".into(),
    };
    let db = app.db.clone();
    let kept = db.write(move |c| received::run(c, &app, &input)).await;
    let _ = kept.unwrap();
    let page = ada.get("/coop/agreements").await;
    assert!(page.body.contains(&format!(
        "data-agreement=\"{AGREEMENT}\" data-state=\"offered\""
    )));
    assert!(page.body.contains("500.00"), "{}", page.body);
    let agreement = [("agreement", AGREEMENT)];
    for (path, state) in [
        ("/coop/agreements/accept", AgreementState::Active),
        ("/coop/agreements/accept", AgreementState::Active),
        ("/coop/agreements/reject", AgreementState::Active),
        ("/coop/agreements/end", AgreementState::Ended),
        ("/coop/agreements/end", AgreementState::Ended),
        ("/coop/agreements/accept", AgreementState::Ended),
    ] {
        let answer = ada.post(path, &agreement).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        let row = day.site.read(|c| trade_agreement::find(c, AGREEMENT)).await;
        assert_eq!(row.state, state, "{path}");
    }
    let answer = ada
        .post("/coop/agreements/end", &[("agreement", "nothing")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = ada.get("/coop/agreements").await;
    assert!(
        page.body.contains("There is no such agreement."),
        "{}",
        page.body
    );
}

fn entry(id: &str, direction: LedgerDirection, kind: LedgerKind, amount: i64) -> LedgerEntry {
    let (job, _) = id.split_once('-').unwrap();
    LedgerEntry {
        id: TextValue::parse(id).unwrap(),
        partner_id: NEIGHBOUR.into(),
        direction,
        kind,
        event_id: format!("http://schaan.localhost:7102/ap/e/{id}"),
        context: format!("http://vaduz.localhost:7101/ap/j/{job}"),
        amount,
        currency: musette_domain::Currency::CHF,
        created_at: musette_domain::Instant::from_millis(1_795_770_000_000),
    }
}

#[tokio::test]
async fn the_ledger_adds_up_a_line_a_job_with_tips_apart() {
    use LedgerDirection::{TheyOwe, WeOwe};
    let (mut day, mut ada) = administration().await;
    day.with_neighbour().await;
    let entries = [
        entry("aaaaaa-1", WeOwe, LedgerKind::Fee, 460),
        entry("aaaaaa-2", TheyOwe, LedgerKind::Collected, 3160),
        entry("bbbbbb-1", TheyOwe, LedgerKind::Fee, 640),
        entry("bbbbbb-2", TheyOwe, LedgerKind::Tip, 200),
    ];
    let db = day.site.site.app.db.clone();
    db.write(move |c| {
        let mut entries = entries.iter();
        entries.try_for_each(|entry| ledger_entry::insert(c, entry))
    })
    .await
    .unwrap();
    let page = ada.get("/coop/ledger").await;
    assert!(
        page.body
            .contains(&format!("data-partner=\"{NEIGHBOUR}\" data-net=\"3340\"")),
        "{}",
        page.body
    );
    assert!(page.body.contains("owes us"));
    assert!(page.body.contains("33.40"));
    assert!(page.body.contains("2 jobs."));
    assert!(page.body.contains("AAAAAA") && page.body.contains("BBBBBB"));
    let page = day.dispatch.get("/coop/partners").await;
    assert!(
        page.body.contains("35.40"),
        "tips are part of the balance: {}",
        page.body
    );
    let partner = day.site.read(|c| partner::find(c, NEIGHBOUR)).await;
    assert_eq!(partner.name, "Schaaner <Räder>");
}

#[tokio::test]
async fn prices_show_their_effect_before_they_are_saved() {
    let (day, mut ada) = administration().await;
    let page = ada.get("/coop/prices").await;
    assert!(
        page.body.contains("value=\"3.00\"") && page.body.contains("value=\"90\""),
        "{}",
        page.body
    );
    let new = [
        ("base", "4"),
        ("per_km", "1,00"),
        ("courier_share", "92,5"),
        ("commission", "12"),
    ];
    let mut look = new.to_vec();
    look.push(("look", "1"));
    let answer = ada.post("/coop/prices", &look).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("data-effect=\"true\""));
    assert!(
        answer.body.contains("6.00") && answer.body.contains("5.55"),
        "{}",
        answer.body
    );
    let row = day.site.read(coop::ours).await.unwrap();
    assert_eq!(row.tariff_base, 300, "looking saves nothing");

    for bad in [
        [
            ("base", "-1"),
            ("per_km", "1"),
            ("courier_share", "90"),
            ("commission", "10"),
        ],
        [
            ("base", "1000000000000"),
            ("per_km", "1"),
            ("courier_share", "90"),
            ("commission", "10"),
        ],
        [
            ("base", "3"),
            ("per_km", "x"),
            ("courier_share", "90"),
            ("commission", "10"),
        ],
        [
            ("base", "3"),
            ("per_km", "1"),
            ("courier_share", "101"),
            ("commission", "10"),
        ],
    ] {
        let answer = ada.post("/coop/prices", &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
        assert!(answer.body.contains("aria-invalid"), "{bad:?}");
    }
    for _ in 0..2 {
        let answer = ada.post("/coop/prices", &new).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let row = day.site.read(coop::ours).await.unwrap();
    assert_eq!(
        (
            row.tariff_base,
            row.tariff_per_km,
            row.courier_share,
            row.commission
        ),
        (400, 100, 925, 120)
    );
    let told = day
        .site
        .told
        .take()
        .into_iter()
        .filter(|told| *told == "coop_changed");
    assert_eq!(told.count(), 1);
}

#[tokio::test]
async fn what_a_partner_did_is_shown_until_somebody_has_seen_it() {
    use crate::flow::alarm::{self, What};
    let (mut day, mut ada) = administration().await;
    day.with_neighbour().await;
    let now = day.site.site.app.clock.now();
    let raised = day.site.site.app.db.write(move |c| {
        for _ in 0..2 {
            let kind = "order_offered".to_owned();
            alarm::raise(c, NEIGHBOUR, What::Refused { kind, status: 403 }, now)?;
        }
        alarm::raise(c, NEIGHBOUR, What::NumberAgain { seq: 7 }, now)
    });
    raised.await.unwrap();
    let page = ada.get("/coop/partners").await;
    assert!(
        page.body.contains("refused a message about an order"),
        "{}",
        page.body
    );
    let told = page.body.matches("refused a message about an order");
    assert_eq!(told.count(), 1);
    let dispatch = day.dispatch.get("/dispatch").await;
    assert!(
        dispatch.body.contains("the number 7 for a second message"),
        "{}",
        dispatch.body
    );
    let form = [("desk", NEIGHBOUR), ("page", "/dispatch")];
    for _ in 0..2 {
        let answer = day.dispatch.post("/coop/partners/seen", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/dispatch");
    }
    let page = ada.get("/coop/partners").await;
    assert!(!page.body.contains("data-alarm"), "{}", page.body);
    let answer = day.ride.post("/coop/partners/seen", &form).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_co_op_says_how_to_reach_it() {
    let (day, mut ada) = administration().await;
    let page = ada.get("/coop/profile").await;
    assert!(page.body.contains("value=\"Les Mollets\""), "{}", page.body);
    let told = || {
        let told = day.site.told.take().into_iter();
        told.filter(|told| *told == "coop_changed").count()
    };
    told();
    let right = [
        ("name", "Les Mollets"),
        ("place", "Vaduz"),
        ("phone", "+423 230 00 00"),
        ("mail", "desk@Mollets.example"),
        ("about", ""),
        ("time-zone", "Europe/Vaduz"),
        ("hue", "blue"),
        ("language", "en"),
    ];
    let with = |name: &str, value: &'static str| {
        let mut fields = right;
        for field in &mut fields {
            if field.0 == name {
                field.1 = value;
            }
        }
        fields
    };
    for (name, value) in [
        ("name", ""),
        ("phone", "12"),
        ("mail", "nobody"),
        ("time-zone", "Middle/Earth"),
        ("hue", "#f00"),
        ("language", "xx"),
    ] {
        let answer = ada.post("/coop/profile", &with(name, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.body.contains("aria-invalid"), "{name}");
    }
    for _ in 0..2 {
        let answer = ada.post("/coop/profile", &right).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    assert_eq!(told(), 0, "telephone and mail are not in the actor");
    let about = day.site.browser().get("/about").await;
    assert!(about.body.contains("tel:+4232300000"), "{}", about.body);
    assert!(about.body.contains("mailto:desk@mollets.example"));
    ada.post("/coop/profile", &with("about", "We ride.")).await;
    assert_eq!(told(), 1);
}

#[tokio::test]
async fn restaurants_are_taken_in_listed_and_handed_over() {
    let (day, mut ada) = administration().await;
    let made = ada
        .post(
            "/coop/restaurants",
            &[("name", "Zum <Löffel>"), ("handle", "")],
        )
        .await;
    let profile = made.location().to_owned();
    assert!(profile.starts_with("/restaurant/zum"), "{profile}");
    assert_eq!(ada.get(&profile).await.status, 200);
    let taken = ada
        .post(
            "/coop/restaurants",
            &[("name", "Other"), ("handle", "poireau")],
        )
        .await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("has this handle"), "{}", taken.body);
    let page = ada.get("/coop/restaurants?q=poireau&state=hidden").await;
    assert!(page.body.contains("camille@example.org"), "{}", page.body);
    assert!(!page.body.contains("Zum"), "{}", page.body);

    let id = day.site.restaurant_row().await.id;
    let of = ("restaurant", id.as_str());
    // Without an address it cannot be shown; the page says why.
    ada.post("/coop/restaurants/list", &[of, ("listed", "yes")])
        .await;
    let page = ada.get("/coop/restaurants").await;
    assert!(page.body.contains("opening hours"), "{}", page.body);

    let nobody = [of, ("email", "<nobody>@example.org")];
    ada.post("/coop/restaurants/claim", &nobody).await;
    let page = ada.get("/coop/restaurants").await;
    assert!(page.body.contains("The person signs up first"));
    assert!(!page.body.contains("<nobody>"));
    let dora = [of, ("email", "Dora@example.org")];
    for _ in 0..2 {
        ada.post("/coop/restaurants/claim", &dora).await;
    }
    let wanted = id.clone();
    let staff = day
        .site
        .read(move |c| restaurant_staff::of_restaurant(c, &wanted));
    let staff = staff.await;
    assert_eq!(staff.len(), 2);
    for user in staff {
        let user = user.to_string();
        for _ in 0..2 {
            ada.post("/coop/restaurants/release", &[of, ("user", &user)])
                .await;
        }
    }
    let staff = day
        .site
        .read(move |c| restaurant_staff::of_restaurant(c, &id));
    assert!(staff.await.is_empty());
    let mut camille = day.site.signed_in("camille").await;
    assert_eq!(camille.get("/restaurant/poireau").await.status, 403);
}

#[tokio::test]
async fn dispatchers_and_administrators_find_the_restaurants_pages() {
    let (mut day, mut ada) = administration().await;
    for browser in [&mut day.dispatch, &mut ada] {
        let page = browser.get("/account").await;
        assert!(page.body.contains("href=\"/restaurant\""), "{}", page.body);
    }
    let page = day.ride.get("/account").await;
    assert!(!page.body.contains("href=\"/restaurant\""));
}
