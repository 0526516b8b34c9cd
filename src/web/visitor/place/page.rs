//! The page that asks where to bring it: a field, the addresses that fit, a map to point at.

use askama::Template;
use musette_domain::Position;
use musette_domain::id::AddressId;
use url::form_urlencoded;

use crate::app::App;
use crate::i18n::{Lang, Words};
use crate::services::map::draw::Choice as Fields;
use crate::services::map::position::Position as OnMap;
use crate::services::map::projection::Projection;
use crate::store::address::Address;
use crate::store::coop::Coop;
use crate::web::form::{Form, FormErrors};
use crate::web::look::way_back;
use crate::web::page::{Door, Frame};
use crate::web::parts::{Choice, ErrorSummary, Field, Kind, Offered};
use crate::web::visitor::drawing::{self, Drawing};

/// How far the map reaches at each step, in metres from its middle; the first shows all that was imported, as long as no place is known.
const RADII: [f64; 5] = [8_000.0, 3_000.0, 1_000.0, 350.0, 120.0];
/// How the map without script is divided.
const COLUMNS: u32 = 8;
const ROWS: u32 = 5;

/// What the map shows.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The place that was pointed at.
    pub at: Option<Position>,
    /// Which of the steps.
    pub zoom: usize,
    /// Whether it is chosen by links instead of a script.
    pub fields: bool,
    /// Where the reader came from and goes back to.
    pub back: String,
}

impl View {
    fn at_zoom(&self, zoom: usize) -> Self {
        let view = self.clone();
        Self { zoom, ..view }
    }

    /// The last step there is.
    pub const CLOSEST: usize = RADII.len() - 1;

    /// The first view of a place: a few streets around it. Where nothing is known yet, the town around the co-op.
    pub fn around(at: Option<Position>, back: &str) -> Self {
        Self {
            at,
            zoom: if at.is_some() { 2 } else { 1 },
            fields: false,
            back: way_back(back).to_owned(),
        }
    }

    /// The address of the page with this view.
    pub fn href(&self) -> String {
        let path = "/where?".to_owned();
        let begin = path.len();
        let mut query = form_urlencoded::Serializer::for_suffix(path, begin);
        if let Some(at) = self.at {
            query.append_pair("lat", &format!("{:.6}", at.lat()));
            query.append_pair("lon", &format!("{:.6}", at.lon()));
        }
        query.append_pair("zoom", &self.zoom.to_string());
        if self.fields {
            query.append_pair("fields", "1");
        }
        if self.back != "/" {
            query.append_pair("back", &self.back);
        }
        query.finish()
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
    map: Drawing,
    edges: String,
    /// How far the lines of the grid are apart, where no streets are drawn.
    grid: Option<String>,
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
        let projection = projection(app, coop, &view);
        let title = w.say("where-map");
        let map = if view.fields {
            choose_by_fields(app, w, &projection, &view)
        } else {
            drawing::marker(app, &title, &projection, view.at)
        };
        let edges = drawing::edges(&projection).map(|edge| edge.to_string());
        let step = drawing::grid_step(&projection);
        let grid = app.map.is_none().then(|| frame.format.distance(step));
        let map = (map, edges.join(" "), grid);
        Self::of(frame, form, errors, found, map, view)
    }

    fn of(
        frame: Frame,
        form: &Form,
        errors: &FormErrors,
        found: &[Address],
        (map, edges, grid): (Drawing, String, Option<String>),
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
            grid,
            lat: degrees("lat", &w.say("latitude"), view.at.map(Position::lat)),
            lon: degrees("lon", &w.say("longitude"), view.at.map(Position::lon)),
            view,
            frame: frame.behind(Door::Discover),
        }
    }

    fn closer(&self) -> Option<String> {
        let zoom = self.view.zoom + 1;
        (zoom <= View::CLOSEST).then(|| self.view.at_zoom(zoom).href())
    }
    fn further(&self) -> Option<String> {
        let zoom = self.view.zoom.checked_sub(1)?;
        Some(self.view.at_zoom(zoom).href())
    }
    fn by_fields(&self) -> String {
        let view = self.view.clone();
        let fields = true;
        View { fields, ..view }.href()
    }
    /// Where to go back to, unless that is the list of restaurants.
    fn back(&self) -> Option<&str> {
        Some(self.view.back.as_str()).filter(|back| *back != "/")
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
        let map = (Drawing::sample(), edges, Some("200 m".to_owned()));
        let view = View::around(Position::new(47.14, 9.52).ok(), "/@poireau/order");
        Self::of(Frame::sample(lang), &form, &errors, &found, map, view)
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
fn projection(app: &App, coop: &Coop, view: &View) -> Projection {
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

fn choose_by_fields(app: &App, w: Words, projection: &Projection, view: &View) -> Drawing {
    let zoom = (view.zoom + 1).min(View::CLOSEST);
    let href = |middle: OnMap| {
        let at = Position::try_from(middle).ok();
        let (fields, back) = (true, view.back.clone());
        let view = View {
            at,
            zoom,
            fields,
            back,
        };
        view.href()
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
