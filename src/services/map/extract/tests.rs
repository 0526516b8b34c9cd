use super::*;
#[test]
fn dump() {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/data/liechtenstein-2013-08-03.osm.pbf"
    ));
    let e = read_extract(path, &mut |p| println!("{p:?}")).unwrap();
    for x in &e.eateries {
        println!(
            "E {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            x.name,
            x.kind,
            x.cuisine,
            x.street,
            x.housenumber,
            x.postcode,
            x.city,
            x.opening_hours,
            x.position
        );
    }
    for x in &e.addresses {
        println!(
            "A {} {} {:?} {:?} {:?} {:?}",
            x.street, x.housenumber, x.postcode, x.city, x.country, x.position
        );
    }
    println!(
        "{} {} {} {} {:?}",
        e.eateries.len(),
        e.addresses.len(),
        e.streets.len(),
        e.parks.len(),
        e.bounds
    );
    println!("{}", e.streets.iter().map(|s| s.line.len()).sum::<usize>());
}
