use h3o::{LatLng, Resolution};

use super::{
    super::{liechtenstein, position::Bounds},
    *,
};
use crate::services::route::{Router, straight_line::StraightLine};

const VADUZ: Position = liechtenstein::VADUZ;
const SCHAAN: Position = liechtenstein::SCHAAN;

fn streets() -> Streets {
    Streets::of(&liechtenstein::extract())
}

/// Whether each element that is opened is closed, in order, and no attribute is a style or a script.
fn assert_sound(svg: &str) {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty());
    assert!(!svg.contains("style=") && !svg.contains("<script") && !svg.contains("NaN"));
}

#[test]
fn a_tracking_map_has_streets_way_hexagon_pins_and_names() {
    let streets = streets();
    let (_, line) = StraightLine.path(VADUZ, SCHAAN).unwrap();
    let projection =
        Projection::showing(Bounds::around(line.iter().copied()).unwrap(), 40, 640, 440);
    let cell = LatLng::new(47.15, 9.515).unwrap().to_cell(Resolution::Nine);
    let layers = Layers {
        id: "way",
        title: "Vaduz – Schaan",
        street_names: true,
        routes: &[
            Route {
                line: &line,
                ridden: false,
                tone: Tone::Work,
            },
            Route {
                line: &line,
                ridden: true,
                tone: Tone::Stop,
            },
        ],
        cells: &[cell],
        pins: &[
            Pin {
                position: VADUZ,
                mark: "",
                label: "Löwen",
            },
            Pin {
                position: SCHAAN,
                mark: "2",
                label: "Vous",
            },
        ],
        labels: &[Label {
            position: projection.centre(),
            text: "Vélo par ici",
        }],
        choice: None,
    };
    let svg = draw(&streets, &projection, &layers);
    assert_sound(&svg);
    for part in [
        r#"viewBox="0 0 640 440" role="img" aria-labelledby="way-t"><title id="way-t">Vaduz – Schaan</title>"#,
        r#"<path class="m-park" d="M"#,
        r#"<path class="m-river" stroke-width="#,
        r#"<path class="m-street" stroke-width="#,
        r#"<use class="m-casing" stroke-width="#,
        r#"<path class="m-way" stroke-width="6" stroke-dasharray=".1 12" d="M"#,
        r#"<path class="m-way" data-s="stop" stroke-width="7" d="M"#,
        r#"<polygon class="m-cell" points=""#,
        r#"<circle class="m-pin" cx=""#,
        r#"<text class="m-num hd" x=""#,
        ">Löwen</text>",
        ">Vélo par ici</text>",
        ">Gapetschstrasse</text>",
    ] {
        assert!(svg.contains(part), "{part}");
    }
    assert_eq!(svg, draw(&streets, &projection, &layers));
}

#[test]
fn from_a_house_to_the_whole_country_a_map_stays_small() {
    let streets = streets();
    for radius in [60.0, 300.0, 1_000.0, 2_500.0, 6_000.0, 15_000.0, 200_000.0] {
        for (width, height) in [(320, 320), (640, 440), (1_600, 1_000)] {
            for centre in [VADUZ, SCHAAN] {
                let projection = Projection::around(centre, radius, width, height);
                let svg = draw(
                    &streets,
                    &projection,
                    &Layers {
                        id: "m",
                        street_names: true,
                        ..Layers::default()
                    },
                );
                assert_sound(&svg);
                assert!(svg.len() < 25_000, "{radius} {width}: {}", svg.len());
                assert!(
                    radius > 20_000.0 || svg.contains("m-street"),
                    "{radius} {width}"
                );
            }
        }
    }
}

#[test]
fn names_of_others_cannot_leave_their_place() {
    let hostile = r#""><script>alert('x')</script><a href="&"#;
    let layers = Layers {
        id: "m",
        title: hostile,
        pins: &[Pin {
            position: VADUZ,
            mark: "<b",
            label: hostile,
        }],
        labels: &[Label {
            position: VADUZ,
            text: hostile,
        }],
        ..Layers::default()
    };
    let svg = draw(
        &Streets::default(),
        &Projection::around(VADUZ, 500.0, 640, 440),
        &layers,
    );
    assert_sound(&svg);
    assert_eq!(svg.matches("&lt;script&gt;alert(&#39;x&#39;)").count(), 3);
    assert!(svg.contains(">&lt;b</text>"));
}

#[test]
fn places_outside_are_left_out() {
    let far = Position {
        latitude: 10.0,
        longitude: -120.0,
    };
    let layers = Layers {
        id: "m",
        pins: &[Pin {
            position: far,
            mark: "1",
            label: "Far",
        }],
        labels: &[Label {
            position: far,
            text: "Far",
        }],
        routes: &[Route {
            line: &[far, far],
            ridden: true,
            tone: Tone::Ok,
        }],
        ..Layers::default()
    };
    let svg = draw(
        &Streets::default(),
        &Projection::around(VADUZ, 500.0, 640, 440),
        &layers,
    );
    assert!(
        !svg.contains("Far") && !svg.contains("m-pin") && !svg.contains("m-way"),
        "{svg}"
    );
}

#[test]
fn a_place_can_be_chosen_by_links_first_roughly_then_exactly() {
    let href = |place: Position| format!("?at={:.5},{:.5}&zoom=1", place.latitude, place.longitude);
    let name = |place: Position| format!("{:.4} {:.4}", place.latitude, place.longitude);
    let choice = Choice {
        columns: 6,
        rows: 4,
        href: &href,
        name: &name,
    };
    let projection = Projection::around(VADUZ, 1_500.0, 600, 400);
    let svg = draw(
        &streets(),
        &projection,
        &Layers {
            id: "m",
            choice: Some(choice),
            ..Layers::default()
        },
    );
    assert_sound(&svg);
    assert!(svg.contains(r#"role="group""#));
    assert_eq!(svg.matches("<a href=\"?at=47.").count(), 24);
    assert!(svg.contains("&amp;zoom=1"));
    let closer = projection.closer(SCHAAN, 6.0);
    assert_eq!((closer.centre(), closer.radius().round()), (SCHAAN, 250.0));
}
