use musette_domain::allergen::Allergen;
use musette_domain::opening::OpeningHours;

use super::cast::{CAST, PASSWORD};
use super::*;

#[test]
fn ports_are_two_or_a_sentence() {
    assert_eq!(parse_ports("7101, 7102"), Ok([7101, 7102]));
    assert_eq!(parse_ports("0,0"), Ok([0, 0]));
    for wrong in ["7101", "a,b", "1,70000"] {
        assert!(
            parse_ports(wrong)
                .unwrap_err()
                .contains("--ports 7101,7102")
        );
    }
    assert!(parse_ports("5,5").unwrap_err().contains("the same"));
}

#[test]
fn what_is_invented_obeys_the_rules() {
    let mut handles = Vec::new();
    for coop in CAST {
        musette_domain::password::check(PASSWORD, &coop.email("anna")).unwrap();
        assert!(coop.restaurants.iter().any(|place| place.hours == "24/7"));
        for place in coop.restaurants {
            handles.push(musette_domain::handle::parse(place.handle).unwrap());
            OpeningHours::parse(place.hours, chrono_tz::Europe::Vaduz).unwrap();
            let items = place.menu.iter().flat_map(|(_, items)| *items);
            for (name, _, price, allergens) in items {
                let allergens = Allergen::parse_list(allergens).unwrap();
                assert!(Allergen::known(&allergens), "{name}");
                assert!((1..10_000).contains(price), "{name}");
            }
            Allergen::parse_list(place.special.3).unwrap();
        }
    }
    let count = handles.len();
    handles.sort();
    handles.dedup();
    assert_eq!(handles.len(), count, "handles are unique in both co-ops");
}

#[tokio::test]
async fn the_photo_is_a_picture_like_any_other() {
    let photo = drawing::pumpkin().await.unwrap();
    assert_eq!((photo.width, photo.height), (960, 640));
    assert!(photo.bytes.starts_with(&[0xff, 0xd8]) && !drawing::ALT.is_empty());
}

#[tokio::test]
async fn a_busy_port_stops_the_demo_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let data = folder.path().join("demo");
    let refused = Folder::open(data.clone(), Some([0, port]), None).await;
    let said = refused.err().unwrap().to_string();
    assert!(said.contains("is in use by another program"), "{said}");
    assert!(!data.exists());
}

#[tokio::test]
async fn the_ports_stay_the_same_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let first = Folder::open(data.clone(), Some([0, 0]), None)
        .await
        .unwrap();
    let urls = first.urls.clone();
    drop(first);
    let again = Folder::open(data.clone(), None, None).await.unwrap();
    assert_eq!(again.urls, urls);
    drop(again);
    let other = Folder::open(data, Some([1, 2]), None).await;
    let said = other.err().unwrap().to_string();
    assert!(said.contains("others know it so"), "{said}");
    let server = Server {
        url: "postgres://musette@127.0.0.1".into(),
        suffix: String::new(),
    };
    let data = folder.path().join("demo");
    let other = Folder::open(data, None, Some(&server)).await;
    let said = other.err().unwrap().to_string();
    let sentence = if cfg!(feature = "postgres") {
        "leave --database out"
    } else {
        "built without PostgreSQL"
    };
    assert!(said.contains(sentence), "{said}");
}

#[tokio::test]
async fn two_co_ops_know_each_other_and_go_on_where_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Folder::open(folder.path().join("demo"), None, None);
    let first = Folder::open(folder.path().join("demo"), Some([0, 0]), None)
        .await
        .unwrap();
    let pair = start(&first, Arc::new(WallClock)).await.unwrap();
    let counted = count(&pair).await;
    assert_eq!(counted, [(6, 6, 1); 2]);
    let told = told::table(&first, &pair);
    assert!(
        told.contains("anna@vaduz.localhost") && told.contains(PASSWORD),
        "{told}"
    );
    stop(pair).await;
    let again = open().await.unwrap();
    let pair = start(&again, Arc::new(WallClock)).await.unwrap();
    assert_eq!(count(&pair).await, counted);
    stop(pair).await;
}

/// Own restaurants that are listed, restaurants known of the other, agreements.
async fn count(pair: &Pair) -> [(usize, usize, usize); 2] {
    use crate::store::restaurant::RestaurantState::Listed;
    use crate::store::{Error, partner, people, remote_restaurant, trade_agreement};
    let mut counted = [(0, 0, 0); 2];
    for (place, running) in counted.iter_mut().zip(pair) {
        *place = running
            .app
            .db
            .read(|c| {
                let own = people::restaurants(c, Some(Listed))?.len();
                let others = remote_restaurant::list(c)?.len();
                let desk = partner::in_state(c, partner::PartnerState::Active)?
                    .remove(0)
                    .desk_id;
                let agreements = trade_agreement::of_partner(c, desk.as_str())?;
                Ok::<_, Error>((own, others, agreements.len()))
            })
            .await
            .unwrap();
    }
    counted
}
