use std::thread;

use super::*;
use crate::services::{
    map::{extract::ExtractError, liechtenstein},
    route::{RIDING_SPEED, straight_line::StraightLine},
};

const VADUZ: Position = liechtenstein::VADUZ;
const SCHAAN: Position = liechtenstein::SCHAAN;

fn router() -> BicycleRouter {
    BicycleRouter::build(&liechtenstein::path(), &mut |_| ()).unwrap()
}

#[test]
fn vaduz_to_schaan_and_back() {
    let router = router();
    assert!(router.points() > 25_000);
    let (there, line) = router.path(VADUZ, SCHAAN).unwrap();
    assert!((2_800..3_800).contains(&there.metres), "{there:?}");
    let riding = f64::from(there.metres) * 3.6 / f64::from(RIDING_SPEED);
    assert!((f64::from(there.seconds) - riding).abs() < 1.0, "{there:?}");
    assert_eq!((line.first(), line.last()), (Some(&VADUZ), Some(&SCHAAN)));
    let length: f64 = line
        .windows(2)
        .map(|pair| metres_between(pair[0], pair[1]))
        .sum();
    assert!((length - f64::from(there.metres)).abs() < 1.0);
    assert!(
        line.windows(2)
            .all(|pair| metres_between(pair[0], pair[1]) < 500.0)
    );
    let back = router.distance(SCHAAN, VADUZ).unwrap();
    assert!(back.metres.abs_diff(there.metres) < 300, "{back:?}");
}

#[test]
fn all_eateries_and_addresses_can_be_reached_and_no_way_is_shorter_than_the_crow_flies() {
    let (router, extract) = (router(), liechtenstein::extract());
    let places: Vec<Position> = extract
        .eateries
        .iter()
        .map(|e| e.position)
        .chain(extract.addresses.iter().map(|a| a.position))
        .collect();
    let trips = router.distances(VADUZ, &places);
    assert_eq!(trips.len(), places.len());
    for (place, trip) in places.iter().zip(trips) {
        let trip = trip.unwrap();
        assert!(
            f64::from(trip.metres) >= metres_between(VADUZ, *place) - 1.0,
            "{place:?} {trip:?}"
        );
        assert_eq!(router.distance(VADUZ, *place), Some(trip));
    }
}

#[test]
fn far_from_any_street_there_is_no_way_and_the_straight_line_answers() {
    let router = router();
    let paris = Position {
        latitude: 48.857,
        longitude: 2.351,
    };
    let nowhere = Position {
        latitude: f64::NAN,
        longitude: f64::INFINITY,
    };
    for place in [paris, nowhere] {
        assert_eq!(router.distance(VADUZ, place), None);
        assert_eq!(router.path(place, VADUZ), None);
        assert_eq!(router.distances(place, &[VADUZ, SCHAAN]), [None, None]);
    }
    assert!(StraightLine.distance(VADUZ, paris).is_some());
}

#[test]
fn a_place_is_next_to_itself() {
    let router = router();
    assert_eq!(
        router.distance(VADUZ, VADUZ).map(|trip| trip.metres < 200),
        Some(true)
    );
    let neighbour = Position {
        latitude: VADUZ.latitude + 0.0001,
        ..VADUZ
    };
    assert!(router.distance(VADUZ, neighbour).unwrap().metres < 200);
}

#[test]
fn many_threads_get_the_same_answers_and_few_calculators_are_kept() {
    let router = router();
    let expected = router.distance(VADUZ, SCHAAN);
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                (0..50).for_each(|_| assert_eq!(router.distance(VADUZ, SCHAAN), expected));
            });
        }
    });
    assert!(router.calculators.lock().unwrap().len() <= CALCULATORS_KEPT);
}

#[test]
fn what_is_no_extract_is_refused_here_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("region.osm.pbf");
    let whole = std::fs::read(liechtenstein::path()).unwrap();
    for bytes in [
        &b""[..],
        b"nothing of the kind",
        &whole[..whole.len() / 2],
        &whole[..110],
    ] {
        std::fs::write(&path, bytes).unwrap();
        let error = BicycleRouter::build(&path, &mut |_| ()).unwrap_err();
        assert!(error.to_string().contains("region.osm.pbf"), "{error}");
    }
    assert!(matches!(
        BicycleRouter::build(&folder.path().join("no"), &mut |_| ()).unwrap_err(),
        ExtractError::Unreadable { .. }
    ));
}
