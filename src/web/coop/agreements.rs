//! `GET /coop/agreements`: what was agreed, what waits for an answer, and offering an agreement.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::{Currency, Instant, Money};

use super::partners::tag;
use super::section::{Section, SideLink, links};
use crate::app::App;
use crate::http::{Administrator, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::partner::{self, Partner};
use crate::store::trade_agreement::{self, AgreementState, TradeAgreement};
use crate::store::{self, Conn};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{
    Act, Empty, ErrorSummary, Field, Hue, Kind, LiveState, Look, Offered, Origin, Relation, Select,
    Tag,
};

/// An agreement on the page.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its state.
    pub state: &'static str,
    /// With whom.
    pub origin: Origin,
    /// The desk.
    pub desk: String,
    /// How far it is.
    pub tag: Tag,
    /// From when until when.
    pub valid: String,
    /// The most that may be owed.
    pub limit: String,
    /// What a trip for nothing costs.
    pub trip: String,
    /// Answering it, or taking it to its end.
    pub acts: Vec<Act>,
    /// Ending it, as a second step.
    pub end: Option<Act>,
}

/// What was read.
#[derive(Debug, Clone, Default)]
pub struct Books {
    /// All partners, by name.
    pub partners: Vec<Partner>,
    /// All agreements with the partner's place in the list, the newest first.
    pub agreements: Vec<(usize, TradeAgreement)>,
}

/// The page.
#[derive(Template)]
#[template(path = "coop/agreements.html")]
pub struct AgreementsPage {
    frame: Frame,
    w: Words,
    live: LiveState,
    side: Vec<SideLink>,
    cards: Vec<Card>,
    past: Vec<Card>,
    none: Empty,
    errors: Option<ErrorSummary>,
    can_offer: bool,
    desk: Select,
    limit: Field,
    trip: Field,
    months: Field,
}

impl AgreementsPage {
    /// The page of what was read.
    pub fn new(
        frame: Frame,
        currency: Currency,
        books: &Books,
        now: Instant,
        (form, errors): (&Form, &FormErrors),
    ) -> Self {
        let w = frame.w;
        let (open, past) = books
            .agreements
            .iter()
            .filter_map(|(place, row)| Some(card(&frame, books.partners.get(*place)?, row)))
            .partition(|card| matches!(card.state, "offered" | "active"));
        let partners = books.partners.iter();
        let desks = partners.map(|one| {
            let name = format!("{}, {}", one.name, one.place);
            Offered::new(&one.desk_id, name).chosen(form.text("desk") == one.desk_id)
        });
        let money = |name, label: std::borrow::Cow<'static, str>| {
            let label = format!("{label} ({})", currency.symbol());
            Field::new(w, name, label).kind(Kind::Decimal).most(12)
        };
        Self {
            live: LiveState::new(w, "/coop/live", super::AGREEMENTS, frame.format.time(now)),
            side: links(w, Section::Agreements, true),
            cards: open,
            past,
            none: Empty::new(Hue::Plum, "book", w.say("agreements-none"))
                .text(w.say("agreements-none-text")),
            errors: ErrorSummary::of(w, errors),
            can_offer: !books.partners.is_empty(),
            desk: Select::new("desk", w.say("agreements-with"), desks).errors(w, errors),
            limit: money("credit_limit", w.say("agreements-limit"))
                .hint(w.say("agreements-limit-hint"))
                .kept(form, errors),
            trip: money("wasted_trip_fee", w.say("agreements-trip"))
                .hint(w.say("agreements-trip-hint"))
                .kept(form, errors),
            months: Field::new(w, "months", w.say("agreements-months"))
                .hint(w.say("agreements-months-hint"))
                .kind(Kind::Number)
                .most(2)
                .kept(form, errors),
            w,
            frame,
        }
    }

    /// Reads the agreements and makes their page.
    pub async fn read(
        app: &App,
        PageFrame { frame, coop }: PageFrame,
        form: (&Form, &FormErrors),
    ) -> Result<Self> {
        let now = app.clock.now();
        let books = app.db.read(books).await?;
        Ok(Self::new(frame, coop.currency, &books, now, form))
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let (form, errors) = (fresh(), FormErrors::new());
        let now = Instant::from_millis(1_793_000_000_000);
        let frame = Frame::sample(lang);
        Self::new(
            frame,
            Currency::EUR,
            &Books::default(),
            now,
            (&form, &errors),
        )
    }
}

/// The form as it begins: terms that suit most neighbours.
pub fn fresh() -> Form {
    Form::of([
        ("credit_limit", "300"),
        ("wasted_trip_fee", "2.50"),
        ("months", "12"),
    ])
}

fn books(c: &mut Conn) -> store::Result<Books> {
    let partners = partner::all(c)?;
    let mut agreements = Vec::new();
    for (place, one) in partners.iter().enumerate() {
        let rows = trade_agreement::of_partner(c, &one.desk_id)?;
        agreements.extend(rows.into_iter().map(|row| (place, row)));
    }
    agreements.sort_by_key(|(_, row)| std::cmp::Reverse(row.created_at));
    Ok(Books {
        partners,
        agreements,
    })
}

fn card(frame: &Frame, partner: &Partner, row: &TradeAgreement) -> Card {
    let (w, format) = (frame.w, frame.format);
    let hue = Hue::chosen(Some(&partner.hue), &partner.name);
    let name = format!("{}, {}", partner.name, partner.place);
    let day = |at| format.day_year(format.day_of(at));
    let span = [
        ("from", day(row.valid_from)),
        ("to", day(row.valid_through)),
    ];
    let money = |minor| format.money(Money::new(minor, row.currency));
    let act = |path: &str, label: std::borrow::Cow<'static, str>| {
        Act::new(format!("/coop/agreements/{path}"), label)
            .field("agreement", &row.id)
            .spoken(partner.name.as_str())
    };
    let received = row.state == AgreementState::Offered && !row.offered_by_us;
    let answers = || {
        vec![
            act("accept", w.say("agreements-accept")).go(),
            act("reject", w.say("agreements-reject")),
        ]
    };
    let end = || act("end", w.say("agreements-end-go")).look(Look::Stop);
    Card {
        id: row.id.clone(),
        state: row.state.text(),
        origin: Origin::new(w, hue, Relation::Of, &name),
        desk: partner.desk_id.clone(),
        tag: tag(w, Some(row)),
        valid: w.with("agreements-valid", &span),
        limit: money(row.credit_limit),
        trip: money(row.wasted_trip_fee),
        acts: if received { answers() } else { Vec::new() },
        end: (row.state == AgreementState::Active).then(end),
    }
}

/// Shows the agreements.
pub async fn show(
    State(site): State<Site>,
    _: Administrator,
    frame: PageFrame,
) -> Result<Response> {
    let (form, errors) = (fresh(), FormErrors::new());
    let page = AgreementsPage::read(&site.app, frame, (&form, &errors)).await?;
    Ok(page::render(&page))
}
