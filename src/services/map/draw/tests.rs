use super::*;
use crate::services::map::extract::read_extract;
use std::path::Path;
#[test]
fn probe() {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/data/liechtenstein-2013-08-03.osm.pbf"
    ));
    let extract = read_extract(path, &mut |_| ()).unwrap();
    let streets = Streets::of(&extract);
    let router = crate::services::route::bicycle::BicycleRouter::build(path, &mut |_| ()).unwrap();
    use crate::services::route::Router;
    let vaduz = Position {
        latitude: 47.141,
        longitude: 9.521,
    };
    let schaan = Position {
        latitude: 47.165,
        longitude: 9.509,
    };
    let (_, line) = router.path(vaduz, schaan).unwrap();
    let (done, todo) = line.split_at(line.len() / 2);
    let cell = h3o::LatLng::new(
        done.last().unwrap().latitude,
        done.last().unwrap().longitude,
    )
    .unwrap()
    .to_cell(h3o::Resolution::Nine);
    let mut out = String::from(
        "<link rel=stylesheet href='/work/shared/design/ui/tokens.css'><link rel=stylesheet href='/work/shared/design/ui/components.css'>",
    );
    for (p, names) in [
        (
            Projection::showing(
                super::super::position::Bounds::around(line.iter().copied()).unwrap(),
                40,
                640,
                440,
            ),
            true,
        ),
        (Projection::around(vaduz, 600.0, 640, 440), true),
        (Projection::around(schaan, 1500.0, 640, 440), true),
        (Projection::around(vaduz, 15000.0, 640, 440), false),
        (Projection::around(vaduz, 5000.0, 640, 440), true),
    ] {
        let s = draw(
            &streets,
            &p,
            &Layers {
                id: "m",
                title: "t",
                street_names: names,
                routes: &[
                    Route {
                        line: todo,
                        ridden: false,
                        tone: Tone::Work,
                    },
                    Route {
                        line: done,
                        ridden: true,
                        tone: Tone::Work,
                    },
                ],
                cells: &[cell],
                pins: &[
                    Pin {
                        position: vaduz,
                        mark: "",
                        label: "Löwen",
                    },
                    Pin {
                        position: schaan,
                        mark: "2",
                        label: "Vous",
                    },
                ],
                ..Layers::default()
            },
        );
        println!("{}", s.len());
        out.push_str(&format!("<div class=map style='width:900px'>{s}</div>"));
    }
    std::fs::write("/tmp/mapx/map.html", out).unwrap();
}
