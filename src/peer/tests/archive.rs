//! A restaurant taken along from one co-op to another, and an instance that keeps its keys.

use std::io::Cursor;

use chrono::TimeDelta;
use musette_domain::id::RestaurantId;
use musette_domain::{Instant, TextValue};
use rstest::rstest;
use serde_json::{Value, json};

use super::instance::Instance;
use super::seed::{publish, seed};
use super::stranger::Stranger;
use super::wait::until_true;
use crate::command::import::archive::take;
use crate::flow::media::add;
use crate::flow::restaurant::close;
use crate::peer::export;
use crate::peer::keys::SigningKeys;
use crate::services::archive::{ArchivedFile, read};
use crate::services::picture::Picture;
use crate::store::media::{self, Purpose};
use crate::store::restaurant::{self, Restaurant, RestaurantState};
use crate::store::testing::Kind;
use crate::store::{
    coop, follower, local_actor, menu_item, menu_section, orders, own_actor, special, user_account,
};

/// A red picture that decoders read.
fn picture() -> Picture {
    let mut bytes = Vec::new();
    let red = image::RgbImage::from_pixel(64, 64, image::Rgb([200, 30, 30]));
    red.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Jpeg)
        .unwrap();
    Picture {
        bytes,
        width: 64,
        height: 64,
    }
}

fn text<'a>(files: &'a [ArchivedFile], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == path);
    let file = file.unwrap_or_else(|| panic!("{path} is not in it"));
    std::str::from_utf8(&file.bytes).unwrap()
}

async fn row(of: &Instance, handle: &str) -> Restaurant {
    let handle = handle.to_owned();
    let found = of.db.read(move |c| restaurant::of_handle(c, &handle)).await;
    found.unwrap().expect("the restaurant is here")
}

/// The co-op's row, so that restaurants can be brought in.
async fn with_coop(of: &Instance) {
    seed(of, "already-here").await;
}

#[rstest]
#[tokio::test]
async fn a_restaurant_takes_everything_along(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let (Some(b), Some(new)) = (Instance::on(kind, "b").await, Instance::on(kind, "c").await)
    else {
        return;
    };
    b.send();
    let mimi = seed(&b, "mimi").await;
    publish(&b, &mimi, "Parmentier, \"maison\"").await;
    let anna = Stranger::start("anna").await;
    let now = b.app.clock.wire().unix_seconds();
    let follow = anna.signed(&b.urls.shared_inbox(), &anna.follow(&mimi.actor, 1), now);
    super::refused::send(&b, follow).await;
    until_true(&b.db, "anna follows", |c| {
        Ok(follower::count_of(c, "mimi")? == 1)
    })
    .await;
    let id = mimi.restaurant.clone();
    let app = b.app.clone();
    let added =
        b.db.write(move |c| add::run(c, &app, &id, Purpose::Icon, &picture(), "a red pot"))
            .await;
    b.app.committed(added.unwrap().1);

    let archive = b
        .app
        .lookup
        .archive(&b.app, &mimi.restaurant)
        .await
        .unwrap();
    let files = read(archive.as_slice()).unwrap();
    let manifest = text(&files, "manifest.yml");
    assert!(
        manifest.starts_with("ubc-version: 0.1\nmeta:\n"),
        "{manifest}"
    );
    assert!(manifest.contains("contents:\n") && manifest.contains("\"activitypub/actor.json\":"));
    let actor: Value = serde_json::from_str(text(&files, "activitypub/actor.json")).unwrap();
    assert_eq!(actor["id"], json!(mimi.actor));
    let outbox: Value = serde_json::from_str(text(&files, "activitypub/outbox.json")).unwrap();
    assert_eq!(outbox["totalItems"], 1);
    assert_eq!(outbox["orderedItems"][0]["type"], "Create");
    let followers = text(&files, "activitypub/followers.csv");
    assert_eq!(followers, format!("Account address\nanna@{}\n", anna.host));
    assert!(
        files.iter().all(|file| !file.path.starts_with("key")),
        "no keys"
    );

    with_coop(&new).await;
    let said = take(&new.app, &files).await.unwrap();
    assert!(said.contains("is here as @mimi"), "{said}");
    let (old, here) = (row(&b, "mimi").await, row(&new, "mimi").await);
    assert_eq!(here.state, RestaurantState::Hidden);
    assert_ne!(here.id, old.id, "ids of another server get new ones");
    for (theirs, ours) in [
        (&old.name, &here.name),
        (&old.description, &here.description),
        (&old.street, &here.street),
        (&old.opening_hours, &here.opening_hours),
    ] {
        assert_eq!(theirs, ours);
    }
    assert_eq!((old.minimum, old.zone), (here.minimum, here.zone));
    let of = here.id.clone();
    let (items, sections, specials, icon, actor) = new
        .db
        .read(move |c| {
            Ok::<_, crate::store::Error>((
                menu_item::list_on_menu(c, &of)?,
                menu_section::list_of(c, &of)?,
                special::list_last_of(c, &of, 10)?,
                media::of_restaurant(c, &of, Purpose::Icon)?,
                local_actor::find_by_restaurant(c, &of)?,
            ))
        })
        .await
        .unwrap();
    let was =
        b.db.read(move |c| menu_item::find(c, &mimi.item))
            .await
            .unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(
        (&items[0].name, items[0].price, &items[0].allergens),
        (&was.name, was.price, &was.allergens)
    );
    assert_ne!(items[0].id, was.id);
    assert_eq!(sections[0].name, "Plats");
    assert_eq!(specials[0].title, "Parmentier, \"maison\"");
    assert!(specials[0].ends_at <= new.clock_now(), "an old one");
    assert_eq!(icon.unwrap().alt, "a red pot");
    // A Move from the old account will be believed.
    assert_eq!(actor.unwrap().also_known_as, vec![mimi.actor.clone()]);
    // The same once more is another restaurant, with a name of its own.
    let said = take(&new.app, &files).await.unwrap();
    assert!(!said.contains("as @mimi,"), "{said}");
}

#[rstest]
#[tokio::test]
async fn nothing_about_customers_leaves(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let mimi = seed(&b, "mimi").await;
    let secrets = [
        "Dominique Privée",
        "dominique@example.org",
        "+4231234567",
        "Im Rietle 3",
    ];
    let now = b.clock_now();
    let of = mimi.restaurant.clone();
    b.write(move |c, _| {
        let user = user_account::UserAccount {
            id: TextValue::parse("dominique").unwrap(),
            email: secrets[1].into(),
            name: secrets[0].into(),
            phone: Some(secrets[2].into()),
            password_hash: "argon2".into(),
            locale: None,
            disabled: false,
            created_at: now,
        };
        user_account::insert(c, &user)?;
        orders::insert(c, &order(&of, now, secrets[3]))
    })
    .await;
    let one = export::of_restaurant(&b.peer, &b.app, &mimi.restaurant)
        .await
        .unwrap();
    let all = export::of_instance(&b.peer, &b.app).await.unwrap();
    for archive in [one, all] {
        assert!(!read(archive.as_slice()).unwrap().is_empty());
        let text = String::from_utf8_lossy(&archive);
        for secret in secrets.iter().chain(&["argon2", "dominique"]) {
            assert!(!text.contains(secret), "{secret}");
        }
    }
}

fn order(of: &RestaurantId, now: Instant, note: &str) -> orders::Order {
    use musette_domain::order::{Fulfilment, OrderState, Payment};
    orders::Order {
        id: TextValue::parse("order-1").unwrap(),
        number: "A1".into(),
        side: orders::OrderSide::Local,
        restaurant: "r".into(),
        restaurant_id: Some(of.clone()),
        restaurant_name: note.into(),
        user_id: Some(TextValue::parse("dominique").unwrap()),
        state: OrderState::Delivered,
        fulfilment: Fulfilment::Delivery,
        payment: Payment::Cash,
        partner_id: None,
        form_key: None,
        revision: 1,
        reason: None,
        currency: musette_domain::Currency::EUR,
        items_total: 0,
        delivery_fee: 0,
        total: 0,
        restaurant_share: 0,
        courier_share: 0,
        coop_share: 0,
        window_from: now,
        window_to: now,
        prepare_at: now,
        pickup_at: now,
        answer_by: now,
        zone: None,
        distance: None,
        duration: None,
        context: None,
        offer_id: None,
        agreement_id: None,
        pin_check: None,
        handoff_url: None,
        carrier_desk: None,
        carrier_name: None,
        eta: None,
        cell: None,
        created_at: now,
        updated_at: now,
        ended_at: Some(now),
    }
}

#[rstest]
#[tokio::test]
async fn an_instance_keeps_its_keys_at_its_own_address(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(b) = Instance::on(kind, "b").await else {
        return;
    };
    let mimi = seed(&b, "mimi").await;
    let archive = export::of_instance(&b.peer, &b.app).await.unwrap();
    let files = read(archive.as_slice()).unwrap();
    let before = actors(&b).await;
    // Another server takes the restaurant, and no keys.
    let Some(other) = Instance::on(kind, "other").await else {
        return;
    };
    with_coop(&other).await;
    let theirs = actors(&other).await;
    let said = take(&other.app, &files).await.unwrap();
    assert!(said.contains("belong to another address"), "{said}");
    let kept = actors(&other).await;
    assert!(
        theirs.iter().all(|one| kept.contains(one)),
        "its own keys stay"
    );
    let foreign = own_key(&other).await;
    assert!(before.iter().all(|(_, key)| *key != foreign));

    // At the same address, on an empty machine, they come back.
    let found = files
        .iter()
        .find(|file| file.path == "key/keys.json")
        .unwrap();
    let mut saved: Value = serde_json::from_slice(&found.bytes).unwrap();
    let text = saved
        .to_string()
        .replace(b.urls.origin(), other.urls.origin());
    saved = serde_json::from_str(&text).unwrap();
    let mut moved = files.clone();
    for file in &mut moved {
        if file.path == "key/keys.json" {
            file.bytes = saved.to_string().into_bytes();
        }
    }
    let said = take(&other.app, &moved).await.unwrap();
    assert!(said.contains("have their keys again"), "{said}");
    let after = actors(&other).await;
    for (name, key) in &before {
        let name = name.replace(b.urls.authority(), other.urls.authority());
        if ["coop", "desk", "mimi"].contains(&name.as_str()) {
            assert!(after.contains(&(name.clone(), key.clone())), "{name}");
        }
    }
    // What is signed with them is what the old public key verifies.
    let id = other.urls.restaurant("mimi");
    let row = other
        .db
        .read(move |c| local_actor::find(c, &id))
        .await
        .unwrap();
    let keys = SigningKeys::read(&row).unwrap();
    assert_eq!(keys.rsa.public_key_pem(), row.rsa_public);
    assert_eq!(
        keys.main_key_id,
        format!("{}#main-key", other.urls.restaurant("mimi"))
    );
    // Two halves that do not fit are refused.
    let mut torn = saved.clone();
    torn["actors"][0]["rsaPublic"] = torn["actors"][1]["rsaPublic"].clone();
    for file in &mut moved {
        if file.path == "key/keys.json" {
            file.bytes = torn.to_string().into_bytes();
        }
    }
    let refused = take(&other.app, &moved).await.unwrap_err();
    assert!(refused.to_string().contains("do not fit"), "{refused}");
    drop(mimi);
}

/// Everything of `from`'s address in these files as if it had been written at the address of `to`.
fn as_if_of(files: &[ArchivedFile], from: &Instance, to: &Instance) -> Vec<ArchivedFile> {
    let mut moved = files.to_vec();
    for file in &mut moved {
        if let Ok(text) = std::str::from_utf8(&file.bytes) {
            let text = text.replace(from.urls.origin(), to.urls.origin());
            file.bytes = text.into_bytes();
        }
    }
    moved
}

/// Who follows the restaurant, and who the co-op.
async fn followers(of: &Instance) -> Vec<follower::Follower> {
    let found = of.db.read(|c| {
        let mut all = follower::all_of(c, "mimi")?;
        all.extend(follower::all_of(c, "coop")?);
        Ok::<_, crate::store::Error>(all)
    });
    found.await.unwrap()
}

#[rstest]
#[tokio::test]
async fn an_instance_keeps_its_followers_at_its_own_address(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (Some(b), Some(new)) = (Instance::on(kind, "b").await, Instance::on(kind, "c").await)
    else {
        return;
    };
    seed(&b, "mimi").await;
    let now = Instant::from_millis(b.clock_now().millis() / 1_000 * 1_000);
    let row = |name: &str, host: &str, musette: bool| follower::Follower {
        actor_name: name.into(),
        follower_id: format!("https://{host}/anna"),
        follow_id: format!("https://{host}/follow/{name}"),
        repeated_id: None,
        inbox: format!("https://{host}/anna/inbox"),
        shared_inbox: musette.then(|| format!("https://{host}/inbox")),
        host: host.into(),
        musette,
        accepted_at: now,
    };
    let rows = vec![
        row("mimi", "a.example", false),
        row("mimi", "b.example:8443", true),
        row("coop", "b.example:8443", true),
    ];
    let written = rows.clone();
    b.write(move |c, _| written.iter().try_for_each(|row| follower::insert(c, row)))
        .await;
    let archive = export::of_instance(&b.peer, &b.app).await.unwrap();
    let files = read(archive.as_slice()).unwrap();
    assert!(
        files
            .iter()
            .all(|file| !file.path.ends_with("following_accounts.csv")),
        "whom customers follow is nobody's business"
    );
    with_coop(&new).await;
    let said = take(&new.app, &files).await.unwrap();
    assert!(said.contains("the followers with them"), "{said}");
    assert_eq!(followers(&new).await, [], "of another address");

    let mut here = as_if_of(&files, &b, &new);
    // A line that names an inbox of somebody else is no follower.
    let path = "actors/mimi/followers.json";
    let lines = here.iter_mut().find(|file| file.path == path).unwrap();
    let mut told: Value = serde_json::from_slice(&lines.bytes).unwrap();
    let mut liar = told[0].clone();
    liar["id"] = json!("https://liar.example/anna");
    told.as_array_mut().unwrap().push(liar);
    lines.bytes = told.to_string().into_bytes();
    for count in [3, 0] {
        let said = take(&new.app, &here).await.unwrap();
        assert!(said.contains(&format!("{count} followers")), "{said}");
        assert!(said.contains("Not brought along: "), "{said}");
        assert_eq!(followers(&new).await, rows);
    }
}

#[rstest]
#[tokio::test]
async fn what_a_restaurant_said_of_itself_arrives_as_it_was(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let (Some(b), Some(new)) = (Instance::on(kind, "b").await, Instance::on(kind, "c").await)
    else {
        return;
    };
    let mimi = seed(&b, "mimi").await;
    let quenelle = publish(&b, &mimi, "Quenelle").await;
    let (of, app) = (mimi.restaurant.clone(), b.app.clone());
    let aliases = [
        "https://old.example/mimi".to_owned(),
        "https://older.example/mimi".to_owned(),
    ];
    let (named, actor) = (aliases.to_vec(), mimi.actor.clone());
    let until = b.clock_now().plus(TimeDelta::days(3));
    let changed = b.db.write(move |c| -> Result<(), close::CloseRefusal> {
        let added = add::run(c, &app, &of, Purpose::Special, &picture(), "a red bowl");
        let (photo, _) = added.map_err(|why| crate::store::Error::Database(why.to_string()))?;
        let mut row = special::find(c, &quenelle)?;
        row.photo_id = Some(photo);
        special::save(c, &row)?;
        let mut ours = local_actor::find(c, &actor)?;
        ours.also_known_as = named.clone();
        local_actor::save(c, &ours)?;
        let _ = close::run(c, &app, &of, until, "Congés")?;
        Ok(())
    });
    changed.await.unwrap();
    let archive = b.app.lookup.archive(&b.app, &mimi.restaurant).await;
    let files = read(archive.unwrap().as_slice()).unwrap();
    assert!(!text(&files, "specials.csv").contains("Congés"));

    with_coop(&new).await;
    take(&new.app, &files).await.unwrap();
    let here = row(&new, "mimi").await;
    let read = new.db.read(move |c| {
        let specials = special::list_last_of(c, &here.id, 10)?;
        let photo = specials.first().and_then(|row| row.photo_id.clone());
        let photo = media::find_optional(c, &photo.expect("the photo is here"))?;
        let actor = local_actor::find_by_restaurant(c, &here.id)?;
        Ok::<_, crate::store::Error>((specials, photo, actor))
    });
    let (specials, photo, actor) = read.await.unwrap();
    let titles: Vec<&str> = specials.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Quenelle"], "a closure is no special");
    assert_eq!(photo.unwrap().alt, "a red bowl");
    let [old, older] = aliases;
    assert_eq!(
        actor.unwrap().also_known_as,
        [mimi.actor.clone(), old, older]
    );
}

async fn actors(of: &Instance) -> Vec<(String, String)> {
    let all = of.db.read(local_actor::all).await.unwrap();
    let pair = |row: local_actor::LocalActor| (row.name, row.rsa_public);
    all.into_iter().map(pair).collect()
}

async fn own_key(of: &Instance) -> String {
    let found = of
        .db
        .read(|c| own_actor::of_kind(c, local_actor::ActorKind::Coop));
    found.await.unwrap().unwrap().rsa_public
}

#[tokio::test]
async fn a_file_that_lies_is_taken_as_far_as_it_is_true() {
    let b = Instance::on(Kind::Sqlite, "b").await.unwrap();
    with_coop(&b).await;
    let profile = json!({
        "actor": "javascript:alert(1)", "handle": "coop", "name": "Chez <b>Mimi</b>", "latitude": 45.76, "longitude": 4.83,
        "phone": "nothing", "website": "javascript:alert(1)", "openingHours": "whenever", "currency": "EUR", "minimum": -5,
        "zone": ["nonsense"], "orderingDelay": 999_999_999, "alsoKnownAs": [b.urls.coop()],
    });
    let menu = "section,name,description,price,currency,allergens,sold out\n\
        Plats,Soupe,,-3,EUR,,\nPlats,Tarte,,4.50,CHF,,\nPlats,Flan,,4.50,EUR,\"milk,nonsense\",yes\n";
    let pictures = "file,purpose,alt\nmedia/icon.jpg,icon,x\n../../etc/passwd,header,x\n";
    let files = [
        ArchivedFile::new("restaurant.json", profile.to_string()),
        ArchivedFile::new("menu.csv", menu),
        ArchivedFile::new("media.csv", pictures),
        ArchivedFile::new("media/icon.jpg", "GIF89a not a picture"),
    ];
    let said = take(&b.app, &files).await.unwrap();
    assert!(said.contains("Soupe") && said.contains("Tarte"), "{said}");
    let all = b.db.read(restaurant::run_here).await.unwrap();
    let here = all.iter().find(|row| row.name.contains("Mimi")).unwrap();
    assert_ne!(here.handle, "coop");
    assert_eq!((&here.phone, &here.website), (&None, &None));
    assert_eq!(here.minimum, 0);
    assert!(here.opening_hours.is_empty() && here.ordering_delay <= 2_880);
    assert!(here.zone.iter().all(|cell| cell != "nonsense"));
    let of = here.id.clone();
    let (items, icon, actor) =
        b.db.read(move |c| {
            Ok::<_, crate::store::Error>((
                menu_item::list_on_menu(c, &of)?,
                media::of_restaurant(c, &of, Purpose::Icon)?,
                local_actor::find_by_restaurant(c, &of)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(items.len(), 1);
    assert!(items[0].name == "Flan" && items[0].sold_out);
    assert!(icon.is_none() && actor.is_none());
    let ours = b.db.read(coop::own).await.unwrap();
    assert!(ours.takes_orders(b.clock_now().plus(TimeDelta::days(1))));
    for nothing in [
        "{}",
        "[",
        "{\"latitude\": 900, \"longitude\": 0, \"name\": \"x\"}",
    ] {
        let files = [ArchivedFile::new("restaurant.json", nothing)];
        take(&b.app, &files).await.unwrap_err();
    }
    take(&b.app, &[]).await.unwrap_err();
}
