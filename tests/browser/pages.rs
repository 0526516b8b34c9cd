//! Every page: narrow, in both colour schemes, by keyboard, and without scripts.

use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;

use crate::driver::{Browser, Driver, View};
use crate::towns::Demo;

/// Who looks at which pages of Vaduz.
const PAGES: [(&str, &[&str]); 6] = [
    (
        "",
        &[
            "/",
            "/@leiterwagen",
            "/about",
            "/where",
            "/sign-in",
            "/sign-up",
            "/nothing-here",
        ],
    ),
    (
        "anna",
        &[
            "/",
            "/@leiterwagen",
            "/@leiterwagen/order",
            "/cart",
            "/orders",
            "/following",
            "/account",
            "/account/password",
        ],
    ),
    (
        "leiterwagen",
        &[
            "/restaurant",
            "/restaurant/leiterwagen",
            "/restaurant/leiterwagen/profile",
            "/restaurant/leiterwagen/menu",
            "/restaurant/leiterwagen/menu/new",
            "/restaurant/leiterwagen/specials",
        ],
    ),
    ("dispatch", &["/dispatch", "/coop/partners", "/coop/ledger"]),
    ("kim", &["/courier"]),
    (
        "admin",
        &[
            "/coop/partners",
            "/coop/agreements",
            "/coop/ledger",
            "/coop/prices",
        ],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn no_page_is_wider_than_a_narrow_window() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let demo = Demo::start().await;
    let mut wide = Vec::new();
    each_page(&demo, &driver, View::Narrow, async |browser, page| {
        let script = "return [document.documentElement.scrollWidth, innerWidth,
            [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
                && !e.closest('.cols, .vh, [hidden], svg')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))]";
        let found = browser.script(script, vec![]).await;
        if found[0].as_i64() > found[1].as_i64() {
            wide.push(format!("{page}: {found}"));
            browser.picture(&format!("wide{}", page.replace('/', "-"))).await;
        }
    })
    .await;
    demo.stop().await;
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_shuts_anybody_out() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let demo = Demo::start().await;
    let mut found = Vec::new();
    for theme in ["light", "dark"] {
        each_page(&demo, &driver, View::Desk, async |browser, page| {
            let scheme = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
            browser.devtools("Emulation.setEmulatedMedia", scheme).await;
            for finding in browser.findings().await.unwrap() {
                found.push(format!("{page} ({theme}): {finding}"));
            }
        })
        .await;
    }
    demo.stop().await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Opens every page as who may see it.
async fn each_page(
    demo: &Demo,
    driver: &Driver,
    view: View,
    mut look: impl AsyncFnMut(&Browser, &str),
) {
    let origin = demo.pair[0].app.urls.origin();
    for (login, pages) in PAGES {
        let browser = driver.browser(view).await;
        if !login.is_empty() {
            browser
                .sign_in(origin, &Demo::email(0, login), Demo::PASSWORD)
                .await;
        }
        if login == "anna" {
            fill_cart(demo, &browser).await;
        }
        for page in pages {
            browser.goto(&format!("{origin}{page}")).await;
            browser.find("main").await;
            look(&browser, page).await;
        }
        browser.close().await;
    }
}

/// Says where, and puts a dish into the cart.
async fn fill_cart(demo: &Demo, browser: &Browser) {
    browser
        .says_where(demo.pair[0].app.urls.origin(), "Städtle 32")
        .await;
    browser.goto(&demo.url(0, "/@leiterwagen")).await;
    browser
        .press("[data-item] form[action='/cart/lines'] button:not([type=button])")
        .await;
    browser.find("a[href$='/order']").await;
}

/// Signing in with nothing but a keyboard: the focus is seen, and goes where it should.
#[tokio::test(flavor = "multi_thread")]
async fn signing_in_by_keyboard() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let demo = Demo::start().await;
    let browser = driver.browser(View::Desk).await;
    browser.goto(&demo.url(0, "/")).await;
    tab_to(&browser, "a[href^='/sign-in']").await;
    press_key(&browser, Key::Enter).await;
    browser.find("input[name=email]").await;
    tab_to(&browser, "input[name=email]").await;
    type_keys(&browser, "anna@vaduz.localhost").await;
    tab_to(&browser, "input[name=password]").await;
    type_keys(&browser, Demo::PASSWORD).await;
    press_key(&browser, Key::Enter).await;
    browser
        .until("signed in", async || {
            !browser.here().await.contains("/sign-in")
        })
        .await;
    browser.close().await;
    demo.stop().await;
}

/// Presses Tab until this element has the focus; it must be seen there.
async fn tab_to(browser: &Browser, css: &str) {
    for _ in 0..60 {
        press_key(browser, Key::Tab).await;
        let script = "const e = document.activeElement; if (!e.matches(arguments[0])) return null;
            const s = getComputedStyle(e), r = e.getBoundingClientRect();
            return [s.outlineStyle !== 'none' || s.boxShadow !== 'none', r.width > 0 && r.height > 0]";
        let found = browser.script(script, vec![json!(css)]).await;
        if !found.is_null() {
            assert_eq!(found, json!([true, true]), "the focus on {css} is seen");
            return;
        }
    }
    panic!("no way to {css} by keyboard: {}", browser.said().await);
}

async fn press_key(browser: &Browser, key: Key) {
    let letter: char = key.into();
    type_keys(browser, &letter.to_string()).await;
}

async fn type_keys(browser: &Browser, text: &str) {
    let active = browser.client.active_element().await;
    if let Ok(element) = active {
        element.send_keys(text).await.unwrap();
    } else {
        let body = browser.client.find(Locator::Css("body")).await.unwrap();
        body.send_keys(text).await.unwrap();
    }
}

/// Discover, restaurant, cart and checkout work where no script ever arrives.
#[tokio::test(flavor = "multi_thread")]
async fn ordering_without_scripts() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let demo = Demo::start().await;
    let browser = driver.browser_without_scripts(View::Phone).await;
    let origin = demo.pair[0].app.urls.origin();
    browser.goto(&demo.url(0, "/")).await;
    browser
        .find("form[action='/where'] input[name=where]")
        .await;
    browser
        .sign_in(origin, &Demo::email(0, "anna"), Demo::PASSWORD)
        .await;
    fill_cart(&demo, &browser).await;
    browser.goto(&demo.url(0, "/")).await;
    browser.find("[data-restaurant]").await;
    browser.picture("without-scripts-discover").await;
    browser.goto(&demo.url(0, "/@leiterwagen/order")).await;
    browser.picture("without-scripts-checkout").await;
    browser.fill("input[name=name]", "Anna").await;
    browser.fill("input[name=tel]", "+423 236 11 11").await;
    if browser
        .find("input[name=street]")
        .await
        .prop("value")
        .await
        .unwrap()
        .is_none_or(|v| v.is_empty())
    {
        browser.fill("input[name=street]", "Städtle").await;
        browser.fill("input[name=housenumber]", "32").await;
        browser.fill("input[name=postcode]", "9490").await;
        browser.fill("input[name=city]", "Vaduz").await;
    }
    browser.press("main form button.go").await;
    browser.find("[data-order][data-state='offered']").await;
    browser.picture("without-scripts-order").await;
    browser.close().await;
    demo.stop().await;
}
