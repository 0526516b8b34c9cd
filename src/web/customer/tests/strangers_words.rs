//! What other servers wrote into names, menus and notes stays words on every page that shows it.

use axum::http::StatusCode;
use chrono::TimeDelta;

use super::world::{Answer, FENNEL, FENNEL_DISH, World};
use crate::store::remote_special::{self, RemoteSpecial};
use crate::store::{partner, remote_coop, remote_menu_item, remote_restaurant};

/// Ends whatever it stands in: a title, a script, an attribute.
const TRICK: &str = "Fenouil</title></script><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3)' autofocus='";

/// Writes it wherever a neighbour's words are kept.
async fn everywhere(world: &World) {
    let now = world.now();
    world
        .write(move |c| {
            let mut coop = remote_coop::find(c, "http://schaan.test/ap/coop")?;
            coop.name = TRICK.into();
            coop.place = TRICK.into();
            coop.hue = TRICK.into();
            remote_coop::save(c, &coop)?;
            let mut desk = partner::find(c, "http://schaan.test/ap/desk")?;
            desk.name = TRICK.into();
            desk.place = TRICK.into();
            partner::save(c, &desk)?;
            let mut of = remote_restaurant::find(c, FENNEL)?;
            of.name = TRICK.into();
            of.description = TRICK.into();
            of.cuisine = TRICK.into();
            of.address = TRICK.into();
            of.weave = TRICK.into();
            of.emblem = TRICK.into();
            remote_restaurant::save(c, &of)?;
            let mut dish = remote_menu_item::find(c, FENNEL_DISH)?;
            dish.name = TRICK.into();
            dish.section = TRICK.into();
            dish.description = TRICK.into();
            dish.allergens.push(TRICK.into());
            remote_menu_item::save(c, &dish)?;
            // In HTML that is cleaned, quotation marks between the tags are words.
            let marked_up = TRICK.split('"').next().unwrap_or_default();
            let special = RemoteSpecial {
                id: "http://schaan.test/ap/n/1".into(),
                actor_id: FENNEL.into(),
                content: format!(
                    "<p>Heute\u{202E}</p>{marked_up}<p><a href=\"https://other.example/\">https://bank.example/login</a></p>"
                ),
                item_id: None,
                url: None,
                published_at: now,
                ends_at: Some(now.plus(TimeDelta::hours(2))),
                edited_at: None,
                removed_at: None,
                received_at: now,
            };
            remote_special::insert(c, &special)
        })
        .await;
}

fn harmless(path: &str, page: &Answer) {
    for trick in [
        "<script>alert",
        "<img src=x",
        "\" onmouseover",
        "' autofocus",
        "bank.example",
        "\u{202E}",
    ] {
        assert!(
            !page.body.contains(trick),
            "{trick} in {path}: {}",
            page.body
        );
    }
}

#[tokio::test]
async fn what_strangers_wrote_stays_words() {
    let mut world = World::new().await;
    world.sign_in("customer").await;
    world.post("/follow", &[("target", FENNEL)]).await;
    let fields = [
        ("restaurant", FENNEL),
        ("item", FENNEL_DISH),
        ("count", "2"),
    ];
    let put = world.post("/cart/lines", &fields).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER);
    everywhere(&world).await;
    for path in [
        "/",
        "/?q=Fenouil",
        "/@fennel@schaan.test",
        "/following",
        "/cart",
        "/@fennel@schaan.test/order",
        "/about",
    ] {
        let page = world.get(path).await;
        harmless(path, &page);
        if ["/", "/@fennel@schaan.test", "/following"].contains(&path) {
            assert!(page.body.contains("Fenouil"), "{path}: {}", page.body);
        }
    }
}
