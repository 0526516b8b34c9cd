//! Bringing a list of restaurants along, taking it away again, and finding a restaurant by its address.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use musette_domain::id::UserId;
use rstest::rstest;

use crate::http::testing::{Answer, Browser, TestSite};
use crate::store::follow_import::{self, FollowImportState};
use crate::web::test_day::TestDay;

const FILE: &str = "Account address,Show boosts,Notify on new posts,Languages\r\n\
                    poireau@HERE,true,false,\r\n\
                    nobody@nowhere.example,true,false,\r\n";

async fn upload(browser: &mut Browser, file: &str) -> Answer {
    let body = format!(
        "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n\
         --line\r\nContent-Disposition: form-data; name=\"addresses\"\r\n\r\n\r\n--line--\r\n"
    );
    let request = Request::post("/following/import")
        .header("sec-fetch-site", "same-origin")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=line");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

async fn customer(site: &TestSite) -> (UserId, Browser) {
    let user = site.person("kim", &[]).await;
    (user, site.signed_in("kim").await)
}

#[tokio::test]
async fn a_list_is_brought_along_and_taken_away_again() {
    let day = TestDay::new().await;
    day.listed().await;
    let app = day.site.site.app.clone();
    let (user, mut kim) = customer(&day.site).await;
    let file = FILE.replace("HERE", app.urls.authority());
    let answer = upload(&mut kim, &file).await;
    assert_eq!(answer.location(), "/following/import", "{}", answer.body);
    let page = kim.get("/following/import").await.body;
    assert!(page.contains("0 of 2 looked up"), "{page}");
    crate::job::run_due(&app).await.unwrap();
    let page = kim.get("/following/import").await.body;
    assert!(page.contains("2 of 2 looked up"), "{page}");
    let states = day
        .site
        .read(move |c| follow_import::of_user(c, &user))
        .await;
    let states: Vec<_> = states.iter().map(|row| row.state).collect();
    assert_eq!(
        states,
        [FollowImportState::NotFound, FollowImportState::Followed]
    );
    let exported = kim.get("/following/export").await;
    let file = format!(
        "Account address,Show boosts,Notify on new posts,Languages\npoireau@{},true,false,\n",
        app.urls.authority()
    );
    assert_eq!(exported.body, file);
    assert!(
        exported.headers[header::CONTENT_DISPOSITION]
            .to_str()
            .unwrap()
            .contains("csv")
    );
}

#[rstest]
#[case::nothing("", StatusCode::UNPROCESSABLE_ENTITY)]
#[case::no_addresses("\u{0}\u{1}<b>,\"", StatusCode::UNPROCESSABLE_ENTITY)]
#[tokio::test]
async fn a_file_without_addresses_is_said(#[case] file: &str, #[case] status: StatusCode) {
    let day = TestDay::new().await;
    day.listed().await;
    let (_, mut kim) = customer(&day.site).await;
    let answer = upload(&mut kim, file).await;
    assert_eq!(answer.status, status);
    assert!(
        answer.body.contains("no address of the form"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let day = TestDay::new().await;
    day.listed().await;
    let (_, mut kim) = customer(&day.site).await;
    let answer = upload(&mut kim, &"x@y.example\n".repeat(10_000)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn addresses_lead_to_pages_and_strangers_send_us_nowhere() {
    let day = TestDay::new().await;
    day.listed().await;
    let urls = day.site.site.app.urls.clone();
    let mut stranger = day.site.browser();
    let here = format!("@poireau@{}", urls.authority());
    let encoded =
        |text: &str| -> String { url::form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    for typed in [&here, &urls.restaurant("poireau"), &urls.page("poireau")] {
        let path = format!("/?q={}", encoded(typed));
        let answer = stranger.get(&path).await;
        assert!(answer.location().starts_with("/find?q="), "{typed}");
        let answer = stranger.get(answer.location()).await;
        assert_eq!(answer.location(), "/@poireau", "{typed}");
    }
    let path = format!("/authorize?uri={}", encoded(&urls.restaurant("poireau")));
    assert_eq!(stranger.get(&path).await.location(), "/@poireau");
    let unknown = "/find?q=https%3A%2F%2Fnowhere.example%2F%40mimi";
    let answer = stranger.get(unknown).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("Sign in"), "{}", answer.body);
    let (_, mut kim) = customer(&day.site).await;
    let answer = kim.get(unknown).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer.body.contains("no restaurant at this address"),
        "{}",
        answer.body
    );
    assert!(
        answer
            .body
            .contains("value=\"https://nowhere.example/@mimi\"")
    );
    let answer = kim.get("/find").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("name=\"q\""), "{}", answer.body);
    let answer = kim.get("/find?q=pizza").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("two parts"), "{}", answer.body);
}

#[tokio::test]
async fn the_way_to_follow_is_asked_of_one_s_own_server() {
    let day = TestDay::new().await;
    day.listed().await;
    let target = day.site.site.app.urls.restaurant("poireau");
    let mut stranger = day.site.browser();
    for (account, leads) in [
        ("@me@intents.example", "https://intents.example/f?o=1"),
        (
            "@me@social.example",
            "https://social.example/authorize_interaction?uri=",
        ),
        (
            "social.example",
            "https://social.example/authorize_interaction?uri=",
        ),
    ] {
        let fields = [("target", target.as_str()), ("account", account)];
        let page = stranger.post("/follow-from", &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(
            page.body.contains(&format!("href=\"{leads}")),
            "{}",
            page.body
        );
    }
}
