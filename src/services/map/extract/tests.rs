use std::fs;

use proptest::prelude::*;
use tempfile::TempDir;

use super::{super::liechtenstein, *};

#[test]
fn liechtenstein_has_its_eateries_addresses_and_streets() {
    let extract = liechtenstein::extract();
    // 50 are mapped, six of them without a name; 198 house numbers, two of them without a street.
    assert_eq!((extract.eateries.len(), extract.addresses.len()), (44, 196));
    assert!(extract.streets.len() > 2_700 && extract.parks.len() > 50);
    assert!(extract.streets.iter().all(|street| street.line.len() >= 2));
    let inside = |position| extract.bounds.contains(position);
    assert!(
        extract
            .eateries
            .iter()
            .all(|eatery| inside(eatery.position) && !eatery.name.is_empty())
    );
    assert!(
        extract
            .addresses
            .iter()
            .all(|address| inside(address.position))
    );
}

#[test]
fn an_eatery_keeps_what_is_mapped_and_gets_its_town() {
    let extract = liechtenstein::extract();
    let unikum = extract
        .eateries
        .iter()
        .find(|eatery| eatery.name == "UNIKUM")
        .unwrap();
    assert_eq!(
        (unikum.kind, unikum.osm_kind),
        (EateryKind::Restaurant, OsmKind::Node)
    );
    assert_eq!(unikum.cuisine, ["pizza", "regional"]);
    assert_eq!(
        (unikum.street.as_deref(), unikum.housenumber.as_deref()),
        (Some("Feldkircher Strasse"), Some("55"))
    );
    assert!(
        unikum
            .opening_hours
            .as_deref()
            .unwrap()
            .starts_with("Mo,Do,Fr")
    );
    let adler = extract
        .eateries
        .iter()
        .find(|eatery| eatery.name == "Gasthof Adler")
        .unwrap();
    assert_eq!(
        (adler.postcode.as_deref(), adler.city.as_deref()),
        (Some("9495"), Some("Triesen"))
    );
    let outline = extract
        .eateries
        .iter()
        .find(|eatery| eatery.osm_kind == OsmKind::Way)
        .unwrap();
    assert!(outline.position.latitude > 47.0);
}

#[test]
fn every_place_is_in_a_town() {
    let extract = liechtenstein::extract();
    assert!(extract.eateries.iter().all(|eatery| eatery.city.is_some()));
    assert!(
        extract
            .addresses
            .iter()
            .all(|address| address.city.is_some())
    );
    let town_hall = extract
        .addresses
        .iter()
        .find(|a| a.street == "Städtle" && a.housenumber == "43")
        .unwrap();
    assert_eq!(
        (town_hall.postcode.as_deref(), town_hall.city.as_deref()),
        (Some("9490"), Some("Vaduz"))
    );
}

#[test]
fn progress_goes_through_the_file_twice() {
    let mut seen = Vec::new();
    read_extract(&liechtenstein::path(), &mut |progress| seen.push(progress)).unwrap();
    for stage in [Stage::Reading, Stage::Placing] {
        let done: Vec<u64> = seen
            .iter()
            .filter(|progress| progress.stage == stage)
            .map(|progress| progress.done)
            .collect();
        assert!(done.len() > 5 && done.is_sorted());
        assert_eq!(done.last(), seen.first().map(|progress| &progress.total));
    }
}

/// What is said about a file with these bytes.
fn refusal(bytes: &[u8]) -> String {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("region.osm.pbf");
    fs::write(&path, bytes).unwrap();
    let error = read_extract(&path, &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("region.osm.pbf"), "{error}");
    error
}

#[test]
fn an_empty_file_a_web_page_and_xml_are_refused_by_what_they_are() {
    assert!(refusal(b"").contains("is empty"));
    assert!(
        refusal(b"<!doctype html><title>404</title>").contains("is not an OpenStreetMap extract")
    );
    assert!(
        refusal(b"<?xml version='1.0'?><osm version='0.6'></osm>")
            .contains("is not an OpenStreetMap extract")
    );
    assert!(refusal(&[0; 4096]).contains("is not an OpenStreetMap extract"));
}

#[test]
fn a_file_that_is_not_there_and_a_folder_are_refused() {
    let folder = TempDir::new().unwrap();
    let missing = read_extract(&folder.path().join("no.osm.pbf"), &mut |_| ()).unwrap_err();
    assert!(
        matches!(missing, ExtractError::Unreadable { .. }),
        "{missing}"
    );
    let itself = read_extract(folder.path(), &mut |_| ()).unwrap_err();
    assert!(
        matches!(
            itself,
            ExtractError::NotAnExtract { .. } | ExtractError::Unreadable { .. }
        ),
        "{itself}"
    );
}

#[test]
fn a_country_is_refused_with_advice() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("country.osm.pbf");
    // Sparse: takes no room on the disk.
    File::create(&path)
        .unwrap()
        .set_len(LARGEST_EXTRACT + 1)
        .unwrap();
    let error = read_extract(&path, &mut |_| ()).unwrap_err().to_string();
    assert!(
        error.contains("has 151 MB, and at most 150 MB are read; cut out your region"),
        "{error}"
    );
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_it_is_cut() {
    let whole = fs::read(liechtenstein::path()).unwrap();
    for length in [
        200,
        5_000,
        whole.len() / 2,
        whole.len() - 10,
        whole.len() - 1,
    ] {
        let error = refusal(&whole[..length]);
        assert!(error.contains("is cut off after"), "{length}: {error}");
    }
    // The length of the first header alone, and a header without what it announces.
    assert!(refusal(&whole[..3]).contains("is not an OpenStreetMap extract"));
    assert!(refusal(&whole[..60]).contains("is cut off after"));
    // Exactly after the first part: sound, but a region without streets.
    assert!(refusal(&whole[..110]).contains("holds no streets"));
}

#[test]
fn a_changed_byte_is_noticed_or_harmless() {
    let whole = fs::read(liechtenstein::path()).unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("region.osm.pbf");
    for place in (0..whole.len()).step_by(whole.len() / 40) {
        let mut changed = whole.clone();
        changed[place] ^= 0x55;
        fs::write(&path, &changed).unwrap();
        if let Err(error) = read_extract(&path, &mut |_| ()) {
            assert!(error.to_string().contains("region.osm.pbf"), "{error}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        refusal(&bytes);
    }

    #[test]
    fn random_bytes_behind_a_sound_start_are_refused(bytes in prop::collection::vec(any::<u8>(), 1..2_000)) {
        let whole = fs::read(liechtenstein::path()).unwrap();
        refusal(&[&whole[..110], &bytes].concat());
    }
}
