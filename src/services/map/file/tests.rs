use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use tempfile::TempDir;

use super::{super::liechtenstein, *};
use crate::services::route::Router;

fn saved() -> (TempDir, PathBuf, Map) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(NAME);
    let map = liechtenstein::map();
    save(&map, &path).unwrap();
    (folder, path, map)
}

#[test]
fn a_loaded_map_draws_and_rides_as_the_one_that_was_saved() {
    let (folder, path, map) = saved();
    let loaded = load(&path).unwrap();
    assert_eq!((loaded.bounds, &loaded.streets), (map.bounds, &map.streets));
    assert!(loaded.bounds.contains(liechtenstein::VADUZ));
    let way = |map: &Map| {
        map.router
            .path(liechtenstein::VADUZ, liechtenstein::SCHAAN)
            .unwrap()
    };
    assert_eq!(way(&loaded), way(&map));
    // Saved again over itself: the same bytes, and nothing left beside them.
    let before = fs::read(&path).unwrap();
    save(&loaded, &path).unwrap();
    assert!(before == fs::read(&path).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(before.len() < 4_000_000, "{}", before.len());
}

#[test]
fn a_broken_file_says_to_import_again() {
    let (_folder, path, _) = saved();
    let whole = fs::read(&path).unwrap();
    let refusal = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        load(&path).unwrap_err().to_string()
    };
    for length in [0, 5, 12, 40, 60, whole.len() / 2, whole.len() - 1] {
        let error = refusal(&whole[..length]);
        assert!(
            error.contains("is damaged; run `musette import osm FILE` again"),
            "{length}: {error}"
        );
    }
    for place in [0, 15, 30, 52, whole.len() / 2, whole.len() - 1] {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        assert!(refusal(&changed).contains("is damaged"), "{place}");
    }
    assert!(refusal(&[whole.as_slice(), b"x"].concat()).contains("is damaged"));
    let mut newer = whole.clone();
    newer[8] += 1;
    assert!(
        refusal(&newer).contains("another version of musette; run `musette import osm FILE` again")
    );
}

#[test]
fn no_file_says_how_to_get_one() {
    let folder = TempDir::new().unwrap();
    let error = load(&folder.path().join(NAME)).unwrap_err();
    assert!(
        matches!(error, MapFileError::Missing { .. })
            && error.to_string().contains("musette import osm FILE")
    );
    let nowhere = folder.path().join("no folder").join(NAME);
    assert!(matches!(
        save(&liechtenstein::map(), &nowhere).unwrap_err(),
        MapFileError::Unusable { .. }
    ));
}

#[test]
fn content_that_contradicts_itself_is_refused_or_harmless() {
    let content = encode(&liechtenstein::map());
    let mut random = TestRunner::deterministic();
    let place = (0..content.len(), any::<u8>());
    for _ in 0..60 {
        let (place, value) = place.new_tree(&mut random).unwrap().current();
        let mut changed = content.clone();
        changed[place] = value;
        if let Ok(map) = decode(&changed) {
            let _ = map.router.path(liechtenstein::VADUZ, liechtenstein::SCHAAN);
        }
    }
}
