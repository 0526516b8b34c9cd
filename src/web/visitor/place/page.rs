//! The page that asks where to bring it: a field, the addresses that fit, a map to point at.

use askama::Template;
use musette_domain::Position;
use musette_domain::id::AddressId;

use crate::app::App;
use crate::i18n::{Lang, Words};
use crate::services::map::draw::Choice as Fields;
use crate::services::map::position::Position as OnMap;
use crate::services::map::projection::Projection;
use crate::store::address::Address;
use crate::store::coop::Coop;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{Door, Frame};
use crate::web::parts::{Choice, ErrorSummary, Field, Kind, Offered};
use crate::web::visitor::drawing::{self, Drawing};

/// How far the map reaches at each step, in metres from its middle; the first shows all that was imported.
const RADII: [f64; 5] = [8_000.0, 3_000.0, 1_000.0, 350.0, 120.0];
/// How the map without script is divided.
const COLUMNS: u32 = 8;
const ROWS: u32 = 5;

/// What the map shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct View {
    /// The place that was pointed at.
    pub at: Option<Position>,
    /// Which of the steps.
    pub zoom: usize,
    /// Whether it is chosen by links instead of a script.
    pub fields: bool,
}

impl View {
    /// The last step there is.
    pub const CLOSEST: usize = RADII.len() - 1;

    /// The address of the page with this view.
    pub fn href(self) -> String {
        let Some(at) = self.at else {
            return if self.fields {
                "/where?fields=1".into()
            } else {
                "/where".into()
            };
        };
        let fields = if self.fields { "&fields=1" } else { "" };
        format!(
            "/where?lat={:.6}&lon={:.6}&zoom={}{fields}",
            at.lat(),
            at.lon(),
            self.zoom
        )
    }
}

/// The page.
#[derive(Template)]
#[template(path = "visitor/where.html")]
pub struct WherePage {
    frame: Frame,
    w: Words,
    errors: Option<ErrorSummary>,
    field: Field,
    found: Option<Choice>,
    map: Option<Drawing>,
    edges: String,
    lat: Field,
    lon: Field,
    view: View,
}

impl WherePage {
    /// The page for a reader who typed `form`.
    pub fn new(
        frame: Frame,
        (app, coop): (&App, &Coop),
        form: &Form,
        errors: &FormErrors,
        found: &[Address],
        view: View,
    ) -> Self {
        let w = frame.w;
        let projection = projection(app, coop, view);
        let title = w.say("where-map");
        let map = if view.fields {
            choose_by_fields(app, w, &projection, view)
        } else {
            drawing::marker(app, &title, &projection, view.at)
        };
        let bounds = projection.bounds();
        let edges = format!(
            "{} {} {} {}",
            bounds.south_west.latitude,
            bounds.south_west.longitude,
            bounds.north_east.latitude,
            bounds.north_east.longitude
        );
        Self::of(frame, form, errors, found, map, edges, view)
    }

    fn of(
        frame: Frame,
        form: &Form,
        errors: &FormErrors,
        found: &[Address],
        map: Option<Drawing>,
        edges: String,
        view: View,
    ) -> Self {
        let w = frame.w;
        let degrees = |name, label: &str, value: Option<f64>| {
            let value = value.map_or_else(String::new, |value| format!("{value:.6}"));
            let field = Field::new(w, name, label).kind(Kind::Decimal);
            if form.has(name) {
                field.kept(form, errors)
            } else {
                field.value(value)
            }
        };
        Self {
            w,
            errors: ErrorSummary::of(w, errors),
            field: Field::new(w, "where", w.say("where-field"))
                .hint(w.say("where-hint"))
                .autocomplete("street-address")
                .most(200)
                .kept(form, errors),
            found: (!found.is_empty()).then(|| offered(w, found)),
            map,
            edges,
            lat: degrees("lat", &w.say("latitude"), view.at.map(Position::lat)),
            lon: degrees("lon", &w.say("longitude"), view.at.map(Position::lon)),
            view,
            frame: frame.behind(Door::Discover),
        }
    }

    fn closer(&self) -> Option<String> {
        let zoom = self.view.zoom + 1;
        (zoom <= View::CLOSEST && self.view.at.is_some()).then(|| View { zoom, ..self.view }.href())
    }
    fn further(&self) -> Option<String> {
        let zoom = self.view.zoom.checked_sub(1)?;
        self.view.at.map(|_| View { zoom, ..self.view }.href())
    }
    fn by_fields(&self) -> String {
        let fields = true;
        View {
            fields,
            ..self.view
        }
        .href()
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let mut errors = FormErrors::new();
        errors.add("where", "where-unknown");
        let form = Form::of([("where", "<b>Bout-du-Braquet</b>")]);
        let row = |id: AddressId| Address {
            id,
            street: "Rue du Petit-Plateau".into(),
            housenumber: "14".into(),
            postcode: "12345".into(),
            city: "Montbraquet".into(),
            country: "FR".into(),
            latitude: 47.0,
            longitude: 9.0,
        };
        let found: Vec<Address> = "0198".parse().map(row).into_iter().collect();
        let edges = "47.1 9.4 47.2 9.6".to_owned();
        let view = View {
            at: Position::new(47.14, 9.52).ok(),
            ..View::default()
        };
        Self::of(
            Frame::sample(lang),
            &form,
            &errors,
            &found,
            None,
            edges,
            view,
        )
    }
}

fn offered(w: Words, found: &[Address]) -> Choice {
    let one = |(place, row): (usize, &Address)| {
        let door = format!("{} {}", row.street, row.housenumber);
        Offered::new(row.id.to_string(), door.trim())
            .note(format!("{} {}", row.postcode, row.city).trim())
            .chosen(place == 0)
    };
    Choice::one(
        "address",
        w.say("where-which"),
        found.iter().enumerate().map(one),
    )
}

/// The part of the map that a view shows: around the place, or around the co-op.
fn projection(app: &App, coop: &Coop, view: View) -> Projection {
    let centre = view.at.map_or(
        OnMap {
            latitude: coop.latitude,
            longitude: coop.longitude,
        },
        OnMap::from,
    );
    if let (0, None, Some(map)) = (view.zoom, view.at, app.map.as_ref()) {
        return Projection::showing(map.bounds, 8, 720, 450);
    }
    let radius = RADII.get(view.zoom).copied().unwrap_or(120.0);
    Projection::around(centre, radius, 720, 450)
}

fn choose_by_fields(app: &App, w: Words, projection: &Projection, view: View) -> Option<Drawing> {
    let zoom = (view.zoom + 1).min(View::CLOSEST);
    let href = |middle: OnMap| {
        let at = Position::try_from(middle).ok();
        let fields = true;
        View { at, zoom, fields }.href()
    };
    let name = |middle: OnMap| {
        let place = format!("{:.4}, {:.4}", middle.latitude, middle.longitude);
        w.with("where-here", &[("place", place.as_str())])
    };
    let fields = Fields {
        columns: COLUMNS,
        rows: ROWS,
        href: &href,
        name: &name,
    };
    drawing::choice(app, &w.say("where-map"), projection, fields)
}
