use super::*;
use crate::services::map::{Map, extract::read_extract, file};
use crate::services::route::straight_line::StraightLine;
use std::path::Path;
use std::time::Instant;

#[test]
fn probe() {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/data/liechtenstein-2013-08-03.osm.pbf"
    ));
    let t = Instant::now();
    let extract = read_extract(path, &mut |_| ()).unwrap();
    println!("extract {:?}", t.elapsed());
    let t = Instant::now();
    let map = Map::build(path, &extract, &mut |_| ()).unwrap();
    println!(
        "build {:?} points {} out {} in {} crossings {}",
        t.elapsed(),
        map.router.points(),
        map.router.graph.get_num_out_edges(),
        map.router.graph.get_num_in_edges(),
        map.router.crossings
    );
    let dir = tempfile::tempdir().unwrap();
    let f = dir.path().join(file::NAME);
    file::save(&map, &f).unwrap();
    println!("file {}", std::fs::metadata(&f).unwrap().len());
    let t = Instant::now();
    let map = file::load(&f).unwrap();
    println!("load {:?}", t.elapsed());
    let vaduz = Position {
        latitude: 47.141,
        longitude: 9.521,
    };
    let schaan = Position {
        latitude: 47.165,
        longitude: 9.509,
    };
    println!(
        "{:?} {:?} {:?}",
        map.router.distance(vaduz, schaan),
        map.router.distance(schaan, vaduz),
        StraightLine.distance(vaduz, schaan)
    );
    let to: Vec<_> = extract
        .eateries
        .iter()
        .map(|e| e.position)
        .chain(extract.addresses.iter().map(|a| a.position))
        .collect();
    let t = Instant::now();
    let d = map.router.distances(vaduz, &to);
    println!(
        "{} in {:?}, none {}",
        d.len(),
        t.elapsed(),
        d.iter().filter(|d| d.is_none()).count()
    );
    for (p, d) in to.iter().zip(&d) {
        let s = StraightLine.distance(vaduz, *p).unwrap().metres as f64;
        if d.is_none() || d.unwrap().metres as f64 > s * 1.3 {
            println!("{p:?} {d:?} {s}")
        }
    }
}
