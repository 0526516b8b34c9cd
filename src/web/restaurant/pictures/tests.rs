//! Pictures and photos through the real router: put here, shown, refused.

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use musette_domain::TextValue;

use crate::http::testing::{Answer, Browser, HANDLE, TestSite};
use crate::store::media::{self, Media, Purpose};
use crate::store::restaurant::RestaurantState;
use crate::store::{restaurant, special, special_plan};

const PICTURES: &str = "/restaurant/poireau/pictures";
const SPECIALS: &str = "/restaurant/poireau/specials";

/// A listed restaurant of Camille's and her browser.
async fn kitchen() -> (TestSite, Browser) {
    let site = TestSite::new().await;
    let camille = site.person("camille", &[]).await;
    site.restaurant(&camille).await;
    let browser = site.signed_in("camille").await;
    let listed = site.site.app.db.write(|c| {
        let mut row = restaurant::of_handle(c, HANDLE)?.unwrap();
        row.state = RestaurantState::Listed;
        restaurant::save(c, &row)
    });
    listed.await.unwrap();
    site.told.take();
    (site, browser)
}

fn photo() -> Vec<u8> {
    let picture = RgbImage::from_pixel(80, 60, Rgb([200, 120, 30]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// Sends a form with files as a page of ours does.
async fn send(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Answer {
    let mut body = Vec::new();
    let mut part = |head: String, content: &[u8]| {
        body.extend(format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        body.extend(content);
        body.extend(b"\r\n");
    };
    for (name, value) in fields {
        part(format!("name=\"{name}\""), value.as_bytes());
    }
    if let Some((name, bytes)) = file {
        part(format!("name=\"{name}\"; filename=\"a.jpg\""), bytes);
    }
    body.extend(b"--x--\r\n");
    let request = Request::post(path)
        .header("accept", "text/html")
        .header("host", "vaduz.localhost:7101")
        .header("origin", "http://vaduz.localhost:7101")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

async fn picture(site: &TestSite, purpose: Purpose) -> Option<Media> {
    site.read(move |c| {
        let row = restaurant::of_handle(c, HANDLE)?.unwrap();
        media::of_restaurant(c, &row.id, purpose)
    })
    .await
}

#[tokio::test]
async fn a_sign_is_put_shown_everywhere_and_taken_away() {
    let (site, mut browser) = kitchen().await;
    let fields = [("icon-alt", "Un poireau <masqué>")];
    let to = format!("{PICTURES}/icon");
    let answer = send(&mut browser, &to, &fields, Some(("icon-file", &photo()))).await;
    assert_eq!(answer.location(), PICTURES, "{}", answer.body);
    assert_eq!(site.told.take(), ["restaurant_changed"]);
    let row = picture(&site, Purpose::Icon).await.unwrap();
    assert_eq!((row.width, row.height), (60, 60));

    let src = format!("/media/{}", row.id);
    for page in [PICTURES, "/@poireau"] {
        let page = browser.get(page).await.body;
        assert!(
            page.contains(&src) && page.contains("Un poireau &#60;masqué"),
            "{page}"
        );
    }
    // Whatever is asked for, it is a picture and nothing else.
    let mut stranger = site.browser();
    for accept in ["text/html", "application/activity+json", "*/*"] {
        let request = Request::get(&src)
            .header("accept", accept)
            .body(Body::empty())
            .unwrap();
        let answer = stranger.send(request).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers["content-type"], "image/jpeg");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert!(
            answer.headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        assert!(answer.headers.get("set-cookie").is_none());
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("sandbox"), "{policy}");
    }
    assert_eq!(
        stranger.get("/media/none").await.status,
        StatusCode::NOT_FOUND
    );

    let answer = browser.post(&format!("{PICTURES}/icon/remove"), &[]).await;
    assert_eq!(answer.location(), PICTURES);
    assert_eq!(stranger.get(&src).await.status, StatusCode::NOT_FOUND);
}

/// A file, the other fields, and a part of the refusal.
type Case<'a> = (&'a [u8], &'a [(&'a str, &'a str)], &'a str);

#[tokio::test]
async fn a_file_that_is_no_picture_is_refused_with_a_sentence() {
    let (site, mut browser) = kitchen().await;
    let to = format!("{PICTURES}/header");
    let words = [("header-alt", "Une assiette")];
    let cases: [Case<'_>; 9] = [
        (b"{\"type\":\"Person\"}", &words, "no picture in JPEG"),
        (b"<svg/>", &words, "no picture in JPEG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", &words, "no picture in JPEG"),
        (
            b"<!doctype html><script>x</script>",
            &words,
            "no picture in JPEG",
        ),
        (
            b"{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Note\"}",
            &words,
            "no picture in JPEG",
        ),
        (b"GIF89a\x01\x00\x01\x00", &words, "no picture in JPEG"),
        (b"\xff\xd8\xff\xe0 torn", &words, "cannot be read"),
        (b"", &words, "still empty"),
        (&photo(), &[], "still empty"),
    ];
    for (file, fields, sentence) in cases {
        let answer = send(&mut browser, &to, fields, Some(("header-file", file))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains(sentence),
            "{sentence}: {}",
            answer.body
        );
    }
    let large = vec![0_u8; 20 * 1024 * 1024];
    let answer = send(&mut browser, &to, &words, Some(("header-file", &large))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("larger than 10 MB"), "{}", answer.body);
    assert_eq!(picture(&site, Purpose::Header).await, None);
    let other = send(&mut browser, &format!("{PICTURES}/special"), &words, None).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn somebody_else_s_pictures_are_not_touched() {
    let (site, _) = kitchen().await;
    site.person("eve", &[]).await;
    let mut eve = site.signed_in("eve").await;
    let words = [("icon-alt", "Eve")];
    let file = photo();
    for path in [
        format!("{PICTURES}/icon"),
        format!("{PICTURES}/icon/remove"),
    ] {
        let answer = send(&mut eve, &path, &words, Some(("icon-file", &file))).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    assert_eq!(picture(&site, Purpose::Icon).await, None);
}

#[tokio::test]
async fn a_special_has_a_photo_with_words_hashtags_and_a_page_for_each() {
    let (site, mut browser) = kitchen().await;
    let fields = [
        ("title", "Poireaux"),
        ("day", "2026-11-27"),
        ("time", "22:00"),
        ("hashtags", "#PlatDuJour vegan"),
    ];
    let file = photo();
    // Without words the photo is kept, and asks for them.
    let answer = send(&mut browser, SPECIALS, &fields, Some(("photo-file", &file))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("Say in words what the photo shows"),
        "{}",
        answer.body
    );
    let kept = picture(&site, Purpose::Special).await.unwrap().id;
    assert!(
        answer
            .body
            .contains(&format!("name=\"photo\" value=\"{kept}\""))
    );
    let mut with_words = fields.to_vec();
    with_words.extend([
        ("photo", kept.as_str()),
        ("photo-alt", "Une assiette <verte>"),
    ]);
    let answer = send(&mut browser, SPECIALS, &with_words, None).await;
    assert_eq!(answer.location(), SPECIALS, "{}", answer.body);

    let row = site
        .read(|c| {
            let of = restaurant::of_handle(c, HANDLE)?.unwrap();
            let all = special::list_current_everywhere(c, of.created_at, 9)?;
            Ok(all.into_iter().next().unwrap())
        })
        .await;
    assert_eq!(row.photo_id, Some(kept.clone()));
    assert_eq!(row.hashtags, ["PlatDuJour", "vegan"]);
    for page in ["/@poireau", SPECIALS, "/tags/platdujour", "/tags/VEGAN"] {
        let answer = browser.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.body.contains(&format!("/media/{kept}")), "{page}");
        assert!(answer.body.contains("Une assiette &#60;verte"), "{page}");
        assert!(answer.body.contains("href=\"/tags/vegan\""), "{page}");
    }
    let none = browser.get("/tags/soup").await;
    assert!(
        none.body.contains("No special with this hashtag"),
        "{}",
        none.body
    );
    assert_eq!(browser.get("/tags/a-b").await.status, StatusCode::NOT_FOUND);
    let wrong = [
        ("title", "x"),
        ("day", "2026-11-27"),
        ("time", "22:00"),
        ("hashtags", "<b>"),
    ];
    let answer = browser.post(SPECIALS, &wrong).await;
    assert!(answer.body.contains("is no hashtag") && !answer.body.contains("“<b>"));

    // A server that asks for the page is led to the Note.
    for (page, status) in [
        (format!("/@poireau/{}", row.id), StatusCode::FOUND),
        (format!("/@fenouil/{}", row.id), StatusCode::NOT_FOUND),
        ("/@poireau/0193".into(), StatusCode::NOT_FOUND),
    ] {
        let request = Request::get(&page)
            .header("accept", "application/activity+json")
            .body(Body::empty())
            .unwrap();
        let answer = browser.send(request).await;
        assert_eq!(answer.status, status, "{page}");
        if status == StatusCode::FOUND {
            let note = site.site.app.urls.special(row.id.as_str());
            assert_eq!(answer.location(), note);
        }
    }

    // Sold out, and again not.
    let path = format!("{SPECIALS}/{}/sold-out", row.id);
    browser.post(&path, &[("sold-out", "yes")]).await;
    assert!(browser.get("/@poireau").await.body.contains("Sold out"));
    browser.post(&path, &[("sold-out", "no")]).await;
    assert!(!browser.get("/tags/vegan").await.body.contains("Sold out"));
    assert_eq!(
        site.told.take(),
        ["special_published", "special_edited", "special_edited"]
    );
}

#[tokio::test]
async fn a_special_is_planned_shown_and_forgotten() {
    let (site, mut browser) = kitchen().await;
    let plan = format!("{SPECIALS}/plan");
    assert_eq!(browser.get(&plan).await.status, StatusCode::OK);
    let fields = [
        ("title", "Soupe <du jour>"),
        ("first", "2026-11-28"),
        ("weekdays", "0"),
        ("weekdays", "4"),
        ("begins", "10:00"),
        ("ends", "14:00"),
    ];
    for (field, value, sentence) in [
        ("first", "soon", "Choose the first day"),
        ("begins", "25:00", "Write the time"),
        ("weekdays", "9", "Choose one of those offered"),
        ("title", "", "still empty"),
    ] {
        let mut wrong: Vec<_> = fields
            .into_iter()
            .filter(|(name, _)| *name != field)
            .collect();
        wrong.push((field, value));
        let answer = send(&mut browser, &plan, &wrong, None).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains(sentence),
            "{sentence}: {}",
            answer.body
        );
    }
    for _ in 0..2 {
        let answer = send(&mut browser, &plan, &fields, None).await;
        assert_eq!(answer.location(), SPECIALS, "{}", answer.body);
    }
    let plans = || {
        site.read(|c| {
            let of = restaurant::of_handle(c, HANDLE)?.unwrap();
            special_plan::list_of(c, &of.id)
        })
    };
    let row = plans().await.remove(0);
    assert_eq!(plans().await.len(), 1, "two presses are one plan");
    // The first Monday.
    assert_eq!(row.next_at.unwrap().to_rfc3339(), "2026-11-30T09:00:00Z");
    let page = browser.get(SPECIALS).await.body;
    assert!(page.contains("Monday, Friday, 10:00 to 14:00"), "{page}");
    assert!(!page.contains("<du jour>"));
    let forget = format!("{plan}/{}/forget", row.id);
    for _ in 0..2 {
        assert_eq!(browser.post(&forget, &[]).await.location(), SPECIALS);
    }
    assert_eq!(plans().await, []);
}
