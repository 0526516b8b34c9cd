//! The frame of every page, and how a template becomes an answer.

use std::borrow::Cow;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::format::Format;
use super::icons;
use super::parts::cloth::Hue;
use crate::http::assets;
use crate::i18n::{Lang, Markup, Words};

musette_domain::text_enum! {
    /// How a page looks, as the person chose.
    pub enum Theme("theme") {
        /// As the device.
        Auto = "auto",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
        /// White and black, for a screen in full sun.
        Sun = "sun",
    }
}

impl Theme {
    /// The theme in a cookie; what is unknown follows the device.
    pub fn from_cookie(cookie: Option<&str>) -> Self {
        use musette_domain::TextValue;
        cookie
            .and_then(|text| Self::parse(text).ok())
            .unwrap_or(Self::Auto)
    }
    /// The value of `data-theme`, unless the device decides.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::Auto).then(|| self.text())
    }
}

/// The four doors of the public pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// `/`: what one can eat.
    Discover,
    /// `/following`: specials of followed restaurants.
    Following,
    /// `/orders`: one's orders.
    Orders,
    /// `/about`: the co-op.
    Coop,
}

impl Door {
    /// All doors, in order.
    pub const ALL: [Self; 4] = [Self::Discover, Self::Following, Self::Orders, Self::Coop];

    /// Where the door leads.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Discover => "/",
            Self::Following => "/following",
            Self::Orders => "/orders",
            Self::Coop => "/about",
        }
    }
    /// The door's icon.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Discover => "search",
            Self::Following => "bell",
            Self::Orders => "bag",
            Self::Coop => "users",
        }
    }
    /// What is written on it.
    pub fn label(self, w: Words) -> Cow<'static, str> {
        match self {
            Self::Discover => w.say("door-discover"),
            Self::Following => w.say("door-following"),
            Self::Orders => w.say("door-orders"),
            Self::Coop => w.say("door-coop"),
        }
    }
}

/// The co-op as the frame shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoopName {
    /// Its name.
    pub name: String,
    /// Its town.
    pub place: String,
    /// The hue of its bag.
    pub hue: Hue,
}

/// Who is signed in, and which work pages are theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name they gave themselves.
    pub name: String,
    /// Works in a restaurant, or helps any of them: `/restaurant`.
    pub restaurant: bool,
    /// Rides: `/courier`.
    pub courier: bool,
    /// Plans the day: `/dispatch`.
    pub dispatcher: bool,
    /// Runs the instance: `/coop/`.
    pub administrator: bool,
}

/// A short message after an act, shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// The sentence, in the reader's language.
    pub text: String,
}

/// What other sites show when somebody shares the page (OpenGraph).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// A picture.
    pub image: Option<SharedPicture>,
}

/// The picture of a shared page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPicture {
    /// Its absolute URL.
    pub url: String,
    /// What is on it.
    pub alt: String,
}

/// Everything the layouts need. An extractor fills it; a page sets its door and its URLs.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The words of the reader's language.
    pub w: Words,
    /// How amounts and times are written here.
    pub format: Format,
    /// The look.
    pub theme: Theme,
    /// Whose pages these are.
    pub coop: CoopName,
    /// The door the page is behind.
    pub door: Option<Door>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// A message from the act before.
    pub flash: Option<Flash>,
    /// Path and query of this page, where the forms of the frame come back to.
    pub path: String,
    /// The page's one true absolute URL.
    pub canonical: Option<String>,
    /// The id of the ActivityPub object that the page shows.
    pub activity: Option<String>,
    /// What is shown when the page is shared.
    pub share: Option<Share>,
    /// The path of the Atom feed of what the page shows.
    pub feed: Option<String>,
    /// What search engines read (schema.org).
    pub structured: Option<Markup>,
    /// That the co-op closes for good, over every page.
    pub closing: Option<String>,
}

impl Frame {
    /// A frame as the co-op's public pages have it, nobody signed in.
    pub fn new(w: Words, format: Format, coop: CoopName, path: &str) -> Self {
        Self {
            w,
            format,
            theme: Theme::Auto,
            coop,
            door: None,
            person: None,
            flash: None,
            path: path.to_owned(),
            canonical: None,
            activity: None,
            share: None,
            feed: None,
            structured: None,
            closing: None,
        }
    }

    /// A frame for tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let coop = CoopName {
            name: "Les Mollets Associés".into(),
            place: "Montbraquet".into(),
            hue: Hue::Blue,
        };
        let format = Format::new(Words::new(lang), chrono_tz::Europe::Paris);
        let mut frame = Self::new(Words::new(lang), format, coop, "/?where=12");
        frame.door = Some(Door::Discover);
        frame.canonical = Some("https://montbraquet.example/".into());
        frame.share = Some(Share {
            title: "Les Mollets Associés".into(),
            description: "Bike delivery".into(),
            image: None,
        });
        frame
    }

    /// The same frame with `person` signed in.
    #[must_use]
    pub fn with_person(self, person: Person) -> Self {
        Self {
            person: Some(person),
            ..self
        }
    }

    /// The same frame behind `door`.
    #[must_use]
    pub fn behind(self, door: Door) -> Self {
        Self {
            door: Some(door),
            ..self
        }
    }

    /// The URL of an asset such as `css/tokens.css`.
    pub fn asset(&self, path: &str) -> String {
        assets::url(path)
    }

    /// The tag that loads `assets/js/<name>.js`.
    pub fn script(&self, name: &str) -> Markup {
        Markup::script(&assets::url(&format!("js/{name}.js")))
    }

    /// The languages the reader could change to.
    pub fn other_languages(&self) -> impl Iterator<Item = Lang> {
        let mine = self.w.lang();
        Lang::ALL.iter().copied().filter(move |lang| *lang != mine)
    }

    /// The themes the reader could change to, with their names.
    pub fn other_themes(&self) -> Vec<(Theme, Cow<'static, str>)> {
        let w = self.w;
        let all = [
            (Theme::Light, w.say("theme-light")),
            (Theme::Dark, w.say("theme-dark")),
            (Theme::Sun, w.say("theme-sun")),
            (Theme::Auto, w.say("theme-auto")),
        ];
        all.into_iter()
            .filter(|(theme, _)| *theme != self.theme)
            .collect()
    }

    /// The four doors with their labels, and whether the page is behind each.
    pub fn doors(&self) -> [(Door, Cow<'static, str>, bool); 4] {
        Door::ALL.map(|door| (door, door.label(self.w), self.door == Some(door)))
    }
}

/// A page as an answer: status 200.
pub fn render(template: &impl Template) -> Response {
    render_as(StatusCode::OK, template)
}

/// A page as an answer with a status, such as 422 for a form with errors.
pub fn render_as(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let headers = [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                // Pages are a person's own and in their language; the browser asks again each time.
                (header::CACHE_CONTROL, "private, no-cache"),
                (header::VARY, "Cookie, Accept-Language, Accept"),
            ];
            (status, headers, icons::placed(html)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a template could not be rendered");
            broken()
        }
    }
}

/// A part of a page alone, with the symbols it uses: what `live.js` swaps in.
pub fn fragment(part: &impl Template) -> Response {
    match part.render() {
        Ok(html) => {
            let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            (headers, with_sprite(&html)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a part could not be rendered");
            broken()
        }
    }
}

/// The HTML of a part with the symbols it uses, for the data of a server-sent event.
pub fn with_sprite(html: &str) -> String {
    format!("{}{html}", icons::sprite(html))
}

/// The answer when not even a page can be made. Both languages, because nothing is known of the reader.
fn broken() -> Response {
    const TEXT: &str = "<!doctype html><meta charset=\"utf-8\"><title>500</title>\
        <p>This page could not be made. Your order, if you have one, is safe. Please try again.</p>\
        <p lang=\"fr\">Cette page n’a pas pu être faite. Votre commande, s’il y en a une, est en sûreté. Merci de réessayer.</p>";
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let mut response = (StatusCode::INTERNAL_SERVER_ERROR, TEXT).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken;
    impl std::fmt::Display for Broken {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Err(std::fmt::Error)
        }
    }

    #[derive(Template)]
    #[template(source = "{{ what }}", ext = "html")]
    struct One<T: std::fmt::Display> {
        what: T,
    }

    #[test]
    fn what_people_write_is_escaped() {
        let html = One {
            what: "<script>alert(1)</script>",
        }
        .render()
        .unwrap();
        assert!(!html.contains("<script>"));
    }

    #[test]
    fn a_page_is_html_in_utf8_and_not_kept() {
        let answer = render(&One { what: "x" });
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(
            answer.headers()[header::CONTENT_TYPE],
            "text/html; charset=utf-8"
        );
    }

    #[test]
    fn a_template_that_fails_is_a_500() {
        let answer = render(&One { what: Broken });
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
