use askama::Template;

use crate::i18n::Lang;
use crate::web::customer::bring_follows::BringFollowsPage;
use crate::web::customer::cart::CartPage;
use crate::web::customer::cart::add::OtherCartPage;
use crate::web::customer::checkout::page::CheckoutPage;
use crate::web::customer::following::FollowingPage;
use crate::web::customer::orders::OrdersPage;
use crate::web::customer::report::ReportPage;
use crate::web::customer::track::TrackPage;
use crate::web::events::edit::EditEventPage;
use crate::web::events::list::EventsPage;
use crate::web::events::publish::HostEventsPage;
use crate::web::events::show::EventPage;
use crate::web::icons;
use crate::web::visitor::discover::DiscoverPage;
use crate::web::visitor::find::FindPage;
use crate::web::visitor::follow_from::FollowFromPage;
use crate::web::visitor::news::NewsPage;
use crate::web::visitor::place::page::WherePage;
use crate::web::visitor::restaurant::RestaurantPage;
use crate::web::visitor::special::SpecialPage;

fn pages(lang: Lang) -> Vec<(&'static str, String)> {
    let page = |name, html: askama::Result<String>| (name, icons::placed(html.unwrap()));
    vec![
        page("discover", DiscoverPage::sample(lang).render()),
        page("where", WherePage::sample(lang).render()),
        page("restaurant", RestaurantPage::sample(lang).render()),
        page("special", SpecialPage::sample(lang).render()),
        page("find", FindPage::sample(lang).render()),
        page("follow-from", FollowFromPage::sample(lang).render()),
        page("cart", CartPage::sample(lang).render()),
        page("other-cart", OtherCartPage::sample(lang).render()),
        page("checkout", CheckoutPage::sample(lang).unwrap().render()),
        page("orders", OrdersPage::sample(lang).render()),
        page("track", TrackPage::sample(lang).render()),
        page("events", EventsPage::sample(lang).render()),
        page("event", EventPage::sample(lang).render()),
        page("host-events", HostEventsPage::sample(lang).render()),
        page("edit-event", EditEventPage::sample(lang).render()),
        page("bring-follows", BringFollowsPage::sample(lang).render()),
        page("report", ReportPage::sample(lang).render()),
        page("following", FollowingPage::sample(lang).render()),
        page("news", NewsPage::sample(lang).render()),
    ]
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!("{attribute}=\"");
    html.split(opening.as_str())
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

#[test]
fn every_page_has_its_words_its_symbols_and_its_labels() {
    for lang in Lang::ALL {
        for (name, html) in pages(*lang) {
            for used in values(&html, "<use href") {
                let id = used.trim_start_matches('#');
                assert!(
                    html.contains(&format!("<symbol id=\"{id}\"")),
                    "{name}: {used}"
                );
            }
            let ids = values(&html, " id");
            for attribute in [" aria-describedby", " aria-labelledby", " for", " href"] {
                for value in values(&html, attribute)
                    .into_iter()
                    .filter(|value| attribute != " href" || value.starts_with('#'))
                {
                    for id in value.trim_start_matches('#').split(' ') {
                        let known =
                            ids.contains(&id) || html.contains(&format!("<symbol id=\"{id}\""));
                        assert!(known, "{name}: {attribute}={id}");
                    }
                }
            }
            for key in [
                "discover-",
                "where-",
                "visit-",
                "cart-",
                "checkout-",
                "track-",
                "orders-",
                "follow",
            ] {
                assert!(!html.contains(&format!(">{key}")), "{name}: {key}");
            }
            assert!(
                !html.contains("<script>") && !html.contains(" style="),
                "{name}"
            );
            assert!(
                !html.contains("<des>") && !html.contains("<Masqu"),
                "{name}"
            );
        }
    }
}

/// HTML, styles and scripts of a page stay under 100 kB, even with the largest map.
#[test]
fn pages_are_light() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let size = |path: &str| usize::try_from(root.join(path).metadata().unwrap().len()).unwrap();
    let shared = size("css/tokens.css") + size("css/components.css") + size("js/once.js");
    let shared = shared + size("js/live.js") + size("js/marker.js") + size("js/stepper.js");
    for lang in Lang::ALL {
        for (name, html) in pages(*lang) {
            let sum = html.len() + shared + crate::services::map::draw::LARGEST;
            assert!(sum < 100_000, "{name}: {sum} bytes");
        }
    }
}
