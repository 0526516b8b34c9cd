use musette_domain::address::tokens;
use rstest::rstest;

use super::*;
use crate::config::database::Database;
use crate::config::instance::{BIND, Instance};
use crate::services::map::liechtenstein;
use crate::store::restaurant::RestaurantState;
use crate::store::testing::{Fresh, Kind};
use crate::store::{Place, address, people, restaurant};

fn fresh(folder: &Path, place: Place) -> (Config, Db) {
    let url = url::Url::parse("http://vaduz.localhost").unwrap();
    let config = Config::of(
        Instance::at(url, BIND, folder.join("data")),
        Database::at(place),
    );
    let db = crate::command::instance::open(&config).unwrap();
    (config, db)
}

#[rstest]
#[tokio::test]
async fn a_second_import_brings_things_up_to_date(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(database) = Fresh::of(kind) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (config, db) = fresh(folder.path(), database.place().clone());
    let path = liechtenstein::path();
    let first = osm(&config, &db, &path, Take::Everything).await.unwrap();
    assert!(first.new_restaurants > 30, "{first}");
    assert!(first.addresses > 150, "{first}");
    assert!(first.street_points > 20_000, "{first}");
    assert!(has_map(&config.instance.data));

    // Somebody runs one of them meanwhile; another has got a wrong name.
    let (mine, other) = db
        .write(|c| {
            let mut all = people::restaurants(c, None)?;
            let (mut mine, mut other) = (all.remove(0), all.remove(0));
            assert!(mine.state == RestaurantState::Unclaimed && !mine.zone.is_empty());
            mine.state = RestaurantState::Listed;
            mine.name = "Ours".into();
            other.name = "Wrong".into();
            restaurant::save(c, &mine)?;
            restaurant::save(c, &other)?;
            Ok::<_, Error>((mine.id, other.id))
        })
        .await
        .unwrap();
    let second = osm(&config, &db, &path, Take::Everything).await.unwrap();
    assert_eq!(second.new_restaurants, 0);
    assert_eq!(second.kept_restaurants, 1);
    assert_eq!(second.updated_restaurants, first.new_restaurants - 1);
    assert_eq!(second.addresses, first.addresses);
    db.read(move |c| {
        assert_eq!(restaurant::find(c, &mine)?.name, "Ours");
        assert_ne!(restaurant::find(c, &other)?.name, "Wrong");
        assert_eq!(
            usize::try_from(address::count(c)?).unwrap(),
            second.addresses
        );
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}

#[rstest]
#[tokio::test]
async fn an_imported_address_is_found_as_people_type_it(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(database) = Fresh::of(kind) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (config, db) = fresh(folder.path(), database.place().clone());
    osm(&config, &db, &liechtenstein::path(), Take::NoRestaurants)
        .await
        .unwrap();
    db.read(|c| {
        assert!(people::restaurants(c, None)?.is_empty());
        let all = address::all_ids(c)?;
        let some = musette_domain::TextValue::parse(&all[0]).unwrap();
        let wanted = address::find(c, &some)?;
        let typed = format!("{} {}", wanted.street.to_uppercase(), wanted.housenumber);
        let found = address::search(c, &tokens(&typed), 5)?;
        assert!(found.contains(&wanted), "{typed}: {found:?}");
        assert!(found.len() <= 5);
        assert!(address::search(c, &tokens("nowhere at all"), 5)?.is_empty());
        assert!(address::search(c, &[], 5)?.is_empty());
        assert!(address::search(c, &tokens("%_ ' \" ; --"), 5)?.is_empty());
        Ok::<_, Error>(())
    })
    .await
    .unwrap();
}

#[rstest]
#[case::of_another_kind(b"this is a shopping list".to_vec(), "is not an OpenStreetMap extract")]
#[case::empty(Vec::new(), "is empty")]
#[case::cut_off(std::fs::read(liechtenstein::path()).unwrap()[..200_000].to_vec(), "is cut off")]
#[tokio::test]
async fn a_file_that_cannot_be_used_is_a_sentence_and_leaves_nothing(
    #[case] content: Vec<u8>,
    #[case] expected: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Sqlite(folder.path().join("musette.sqlite"));
    let (config, db) = fresh(folder.path(), place);
    let path = folder.path().join("region.osm.pbf");
    std::fs::write(&path, content).unwrap();
    let said = osm(&config, &db, &path, Take::Everything)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        said.contains(expected) && said.contains("region.osm.pbf"),
        "{said}"
    );
    let rows = db
        .read(|c| Ok::<_, Error>((address::count(c)?, people::restaurants(c, None)?.len())))
        .await
        .unwrap();
    assert_eq!(rows, (0, 0));
    assert!(!has_map(&config.instance.data));
}
