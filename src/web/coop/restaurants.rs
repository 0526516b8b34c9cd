//! `GET /coop/restaurants`: all restaurants of the co-op and those that are known from the map, with who answers for each.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use musette_domain::TextValue;
use musette_domain::address::fold;
use musette_domain::id::RestaurantId;
use musette_domain::text::NAME;

use super::section::{Section, SideLink, links};
use crate::app::App;
use crate::http::{Administrator, PageFrame, Result, Site};
#[cfg(test)]
use crate::i18n::Lang;
use crate::i18n::Words;
use crate::store::people;
use crate::store::restaurant::{Restaurant, RestaurantState};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{Act, ErrorSummary, Field, Kind, Offered, Select};

/// How many are shown at once; a map of a city knows a thousand.
const MOST: usize = 60;

/// A restaurant on the page.
#[derive(Debug, Clone)]
pub struct Row {
    id: String,
    name: String,
    handle: String,
    address: String,
    state: &'static str,
    state_words: String,
    people: Vec<(String, Act)>,
    listing: Option<Act>,
    email: Field,
    claim: Act,
}

/// The page.
#[derive(Template)]
#[template(path = "coop/restaurants.html")]
pub struct RestaurantsPage {
    frame: Frame,
    w: Words,
    side: Vec<SideLink>,
    search: Field,
    state: Select,
    rows: Vec<Row>,
    found: usize,
    errors: Option<ErrorSummary>,
    name: Field,
    handle: Field,
}

/// Who works where: account and mail address.
type People = HashMap<RestaurantId, Vec<(String, String)>>;

impl RestaurantsPage {
    /// The page of what `query` looks for, with the form for a new restaurant as it stands.
    pub fn new(
        frame: Frame,
        all: &[Restaurant],
        people: &People,
        query: &Form,
        (form, errors): (&Form, &FormErrors),
    ) -> Self {
        let w = frame.w;
        let (wanted, state) = (fold(query.text("q")), query.text("state"));
        let found: Vec<&Restaurant> = all
            .iter()
            .filter(|row| state.is_empty() || row.state.text() == state)
            .filter(|row| fold(&row.name).contains(&wanted) || row.handle.contains(&wanted))
            .collect();
        let states = RestaurantState::ALL
            .iter()
            .map(|one| Offered::new(one.text(), words_of(w, *one)).chosen(one.text() == state));
        let any = Offered::new("", w.say("coop-restaurants-any")).chosen(state.is_empty());
        Self {
            side: links(w, Section::Restaurants, true),
            search: Field::new(w, "q", w.say("coop-restaurants-search"))
                .kind(Kind::Search)
                .value(query.text("q"))
                .most(NAME)
                .optional(),
            state: Select::new(
                "state",
                w.say("coop-restaurants-state"),
                std::iter::once(any).chain(states),
            ),
            rows: found
                .iter()
                .take(MOST)
                .map(|one| row(w, one, people))
                .collect(),
            found: found.len(),
            errors: ErrorSummary::of(w, errors),
            name: Field::new(w, "name", w.say("profile-name"))
                .most(NAME)
                .kept(form, errors),
            handle: Field::new(w, "handle", w.say("coop-restaurants-handle"))
                .hint(w.say("coop-restaurants-handle-hint"))
                .most(30)
                .optional()
                .kept(form, errors),
            w,
            frame,
        }
    }

    /// Reads the restaurants and makes their page.
    pub async fn read(
        app: &App,
        frame: Frame,
        query: &Form,
        form: (&Form, &FormErrors),
    ) -> Result<Self> {
        let read = app.db.read(|c| {
            Ok::<_, crate::store::Error>((people::restaurants(c, None)?, people::staff(c)?))
        });
        let (all, staff) = read.await?;
        let mut people = People::new();
        for (restaurant, user, email) in staff {
            let at = people.entry(restaurant).or_default();
            at.push((user.to_string(), email));
        }
        Ok(Self::new(frame, &all, &people, query, form))
    }

    /// For tests and previews.
    #[cfg(test)]
    pub fn sample(lang: Lang) -> Self {
        let (of, _) = crate::web::restaurant::sample::menu();
        let staff = vec![("u1".to_owned(), "<camille>@example.org".to_owned())];
        let people = People::from([(of.id.clone(), staff)]);
        let mut errors = FormErrors::new();
        errors.add("handle", "restaurant-handle-taken");
        let form = Form::of([("name", "<b>")]);
        let query = Form::default();
        Self::new(
            Frame::sample(lang),
            &[of],
            &people,
            &query,
            (&form, &errors),
        )
    }
}

fn words_of(w: Words, state: RestaurantState) -> std::borrow::Cow<'static, str> {
    match state {
        RestaurantState::Unclaimed => w.say("coop-restaurants-unclaimed"),
        RestaurantState::Hidden => w.say("coop-restaurants-hidden"),
        RestaurantState::Listed => w.say("coop-restaurants-listed"),
        RestaurantState::Left => w.say("coop-restaurants-left"),
    }
}

fn row(w: Words, of: &Restaurant, people: &People) -> Row {
    let act = |path: &str, words: std::borrow::Cow<'static, str>| {
        Act::new(format!("/coop/restaurants/{path}"), words)
            .field("restaurant", of.id.as_str())
            .spoken(of.name.as_str())
            .small()
    };
    let release = |(user, email): &(String, String)| {
        let act = act("release", w.say("coop-restaurants-release")).field("user", user);
        (email.clone(), act)
    };
    let street = format!("{} {}", of.street, of.housenumber);
    let parts = [street.trim(), of.city.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Row {
        id: of.id.to_string(),
        name: of.name.clone(),
        handle: of.handle.clone(),
        address: parts.join(", "),
        state: of.state.text(),
        state_words: words_of(w, of.state).into_owned(),
        people: people
            .get(&of.id)
            .map(|list| list.iter().map(release).collect())
            .unwrap_or_default(),
        listing: match of.state {
            RestaurantState::Listed => {
                Some(act("list", w.say("profile-hide")).field("listed", "no"))
            }
            RestaurantState::Hidden => {
                Some(act("list", w.say("profile-list")).field("listed", "yes"))
            }
            // Nobody runs it yet, or not any more.
            RestaurantState::Unclaimed | RestaurantState::Left => None,
        },
        email: Field::new(w, "email", w.say("coop-restaurants-email"))
            .id(format!("email-{}", of.id))
            .kind(Kind::Email)
            .most(254),
        claim: act("claim", w.say("coop-restaurants-claim")),
    }
}

/// Shows the restaurants; the query has `q` and `state`.
pub async fn show(
    State(site): State<Site>,
    _: Administrator,
    PageFrame { frame, .. }: PageFrame,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let (form, errors) = (Form::default(), FormErrors::new());
    let page = RestaurantsPage::read(&site.app, frame, &query, (&form, &errors)).await?;
    Ok(page::render(&page))
}
