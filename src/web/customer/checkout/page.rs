//! The checkout as a page: one form, one button, the total first.

use askama::Template;
use musette_domain::order::Fulfilment;
use musette_domain::timing::Window;
use musette_domain::{Instant, Money};

use super::price::Priced;
use super::slots;
use super::wish::Wish;
use crate::http::Account;
use crate::i18n::{Lang, Words};
use crate::store::address::Address;
use crate::web::customer::cart::basket::Basket;
use crate::web::form::{Form, FormErrors, FormKey};
use crate::web::format::Format;
use crate::web::page::{Door, Frame};
use crate::web::parts::{
    Bill, BillLine, Choice, ErrorSummary, Field, Kind, Layout, Link, Look, Notice, Offered, Origin,
    Relation, Select, Shares, Tone,
};
use crate::web::visitor::listing::{Home, Listing};
use crate::web::visitor::place::Place;
use crate::web::visitor::restaurant::read::Known;

/// Everything that the page is made of.
pub struct Asked<'a> {
    /// The cart.
    pub basket: &'a Basket,
    /// What is wished so far.
    pub wish: &'a Wish,
    /// What it costs.
    pub priced: &'a Priced,
    /// What was sent, to be shown again; none when the page is opened.
    pub form: Option<&'a Form>,
    /// What is wrong.
    pub errors: &'a FormErrors,
    /// Who orders.
    pub account: &'a Account,
    /// What makes a second press harmless.
    pub key: FormKey,
    /// The total that was shown before, if it is another now.
    pub changed: bool,
    /// Trade time.
    pub now: Instant,
}

/// The page.
#[derive(Template)]
#[template(path = "customer/checkout.html")]
pub struct CheckoutPage {
    frame: Frame,
    w: Words,
    key: FormKey,
    restaurant: String,
    back: Link,
    errors: Option<ErrorSummary>,
    changed: Option<Notice>,
    lead: Option<String>,
    how: Choice,
    delivered: bool,
    address: [Field; 4],
    marked: bool,
    found: Option<Choice>,
    door: Field,
    slot: Choice,
    slot_shown: String,
    later: Option<Select>,
    name: Field,
    tel: Field,
    pay: Choice,
    lines_error: Option<String>,
    bill: Bill,
    shares: Option<Shares>,
    seen: String,
    minor: (i64, Option<i64>),
    button: String,
    origin: Option<Origin>,
    privacy: String,
}

impl CheckoutPage {
    /// The page of what is `asked`.
    pub fn new(frame: Frame, asked: &Asked<'_>) -> Self {
        let (w, format) = (frame.w, frame.format);
        let (wish, priced, errors) = (asked.wish, asked.priced, asked.errors);
        let listing = &asked.basket.listing;
        let total = format.money(priced.total());
        let fields = Fields::new(w, asked);
        let slot = slots::next((w, format), asked.now, &priced.windows, wish.window, errors);
        Self {
            w,
            key: asked.key.clone(),
            restaurant: listing.name.clone(),
            back: Link::new(listing.path.clone(), w.say("checkout-back")).look(Look::Bare),
            errors: ErrorSummary::of(w, errors),
            changed: asked.changed.then(|| {
                Notice::new(
                    Tone::Warn,
                    w.with("checkout-price-changed", &[("total", total.as_str())]),
                )
                .text(&w.say("checkout-price-changed-text"))
            }),
            lead: priced
                .is_known()
                .then(|| w.with("checkout-lead", &[("total", total.as_str())])),
            how: how(w, listing, wish, errors),
            delivered: wish.fulfilment() == Fulfilment::Delivery,
            marked: wish.place.as_ref().is_some_and(Place::is_marked),
            found: found(w, &wish.found),
            slot_shown: slots::picked(&slot),
            slot,
            later: slots::later((w, format), asked.now, &priced.windows, wish.window),
            pay: pay(w, wish, errors),
            lines_error: errors.sentence(w, "lines"),
            bill: bill((w, format), asked.basket, priced),
            shares: shares((w, format), priced),
            seen: if priced.is_known() {
                priced.total().minor.to_string()
            } else {
                String::new()
            },
            minor: (priced.total().minor, priced.fee.map(|fee| fee.minor)),
            button: if priced.is_known() {
                w.with("checkout-go", &[("total", total.as_str())])
            } else {
                w.say("checkout-ask-price").into_owned()
            },
            origin: listing.origin(w, Relation::OrderGoesTo),
            privacy: privacy(&frame, listing),
            address: fields.address,
            door: fields.door,
            name: fields.name,
            tel: fields.tel,
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Option<Self> {
        let eur = |minor| Money::new(minor, musette_domain::Currency::EUR);
        let listing = Known::sample().listing;
        let now = Instant::from_millis(1_763_900_000_000);
        let window = |n: i64| Window {
            start: Instant::from_millis(1_763_900_400_000 + n * 1_200_000),
            end: Instant::from_millis(1_763_901_600_000 + n * 1_200_000),
        };
        let basket = Basket {
            id: "0198".parse().ok()?,
            listing,
            lines: Vec::new(),
        };
        let priced = Priced {
            items: eur(3110),
            fee: Some(eur(460)),
            shares: [eur(2799), eur(390), eur(381)],
            metres: Some(1512),
            windows: (0..60).map(window).collect(),
            problems: Vec::new(),
            promise: None,
        };
        let mut errors = FormErrors::new();
        errors.add("tel", "checkout-tel-wrong");
        errors.add("slot", "checkout-window-gone");
        let form = Form::of([("tel", "06 00 <b>"), ("street", "Rue <des> Chambres")]);
        let account = Account {
            id: "0198".parse().ok()?,
            name: "Camille".into(),
            email: "camille@example.org".into(),
            phone: None,
            roles: Vec::new(),
            restaurants: Vec::new(),
        };
        let asked = Asked {
            basket: &basket,
            wish: &Wish::default(),
            priced: &priced,
            form: Some(&form),
            errors: &errors,
            account: &account,
            key: FormKey::parse("0123456789abcdef")?,
            changed: true,
            now,
        };
        Some(Self::new(Frame::sample(lang), &asked))
    }
}

/// The fields of a person and a door.
struct Fields {
    address: [Field; 4],
    door: Field,
    name: Field,
    tel: Field,
}

impl Fields {
    fn new(w: Words, asked: &Asked<'_>) -> Self {
        let place = asked.wish.place.as_ref();
        let known = |pick: fn(&Place) -> &str| place.map_or("", pick).to_owned();
        let filled = |field: Field, name: &str, value: String| match asked.form {
            Some(form) if form.has(name) && asked.errors.has(name) => {
                field.kept(form, asked.errors)
            }
            Some(form) if !form.raw(name).is_empty() => field.kept(form, asked.errors),
            _ => field.value(value).errors(asked.errors),
        };
        let line = |name, label: &str, most| Field::new(w, name, label).most(most);
        let street = line("street", &w.say("checkout-street"), 100).autocomplete("address-line1");
        let number = line("housenumber", &w.say("checkout-housenumber"), 20).optional();
        let postcode = line("postcode", &w.say("checkout-postcode"), 20)
            .autocomplete("postal-code")
            .optional();
        let city = line("city", &w.say("checkout-city"), 100).autocomplete("address-level2");
        let door = line("door", &w.say("checkout-door"), 300)
            .hint(w.say("checkout-door-hint"))
            .optional();
        let name = line("name", &w.say("checkout-name"), 100).autocomplete("given-name");
        let tel = line("tel", &w.say("checkout-tel"), 40)
            .kind(Kind::Tel)
            .hint(w.say("checkout-tel-hint"))
            .autocomplete("tel");
        Self {
            address: [
                filled(street, "street", known(|place| &place.street)),
                filled(number, "housenumber", known(|place| &place.housenumber)),
                filled(postcode, "postcode", known(|place| &place.postcode)),
                filled(city, "city", known(|place| &place.city)),
            ],
            door: filled(door, "door", String::new()),
            name: filled(name, "name", asked.account.name.clone()),
            tel: filled(tel, "tel", asked.account.phone.clone().unwrap_or_default()),
        }
    }
}

fn how(w: Words, listing: &Listing, wish: &Wish, errors: &FormErrors) -> Choice {
    let chosen = wish.fulfilment();
    let one = |how: Fulfilment, label: &str, icon, offered: bool| {
        Offered::new(how.text(), label)
            .icon(icon)
            .chosen(how == chosen)
            .disabled(!offered)
    };
    let delivery = one(
        Fulfilment::Delivery,
        &w.say("checkout-delivery"),
        "bike",
        listing.delivers,
    );
    let collection = one(
        Fulfilment::Collection,
        &w.say("checkout-collection"),
        "pot",
        listing.collects,
    );
    Choice::one("how", w.say("checkout-how"), [delivery, collection])
        .layout(Layout::Chips)
        .quiet()
        .errors(w, errors)
}

fn pay(w: Words, wish: &Wish, errors: &FormErrors) -> Choice {
    let label = match wish.fulfilment() {
        Fulfilment::Delivery => w.say("checkout-cash-door"),
        Fulfilment::Collection => w.say("checkout-cash-counter"),
    };
    let cash = Offered::new("cash", label).icon("cash").chosen(true);
    Choice::one("pay", w.say("checkout-pay"), [cash])
        .quiet()
        .errors(w, errors)
}

fn found(w: Words, found: &[Address]) -> Option<Choice> {
    let one = |row: &Address| {
        let door = format!("{} {}", row.street, row.housenumber);
        let town = format!("{} {}", row.postcode, row.city);
        Offered::new(row.id.to_string(), door.trim()).note(town.trim())
    };
    (!found.is_empty()).then(|| Choice::one("address", w.say("where-which"), found.iter().map(one)))
}

/// Every line, the bike, the total.
fn bill((w, format): (Words, Format), basket: &Basket, priced: &Priced) -> Bill {
    let dishes = basket.lines.iter().map(|line| {
        let what = format!("{} {}", line.count, line.name);
        BillLine::new(what, format.money(line.total()))
    });
    let what = match priced.metres {
        Some(metres) => {
            let way = format.distance(metres);
            w.with("cart-bike-way", &[("way", way.as_str())])
        }
        None => w.say("cart-bike").into_owned(),
    };
    let fee = match priced.fee {
        Some(fee) if fee.minor == 0 => None,
        Some(fee) => {
            Some(BillLine::new(what, format.money(fee)).why(w.rich("checkout-fee-why", &[])))
        }
        None => Some(BillLine::new(what, w.say("checkout-fee-unknown"))),
    };
    let total = BillLine::total(w.say("cart-total"), format.money(priced.total()));
    Bill::new(dishes.chain(fee).chain([total]))
}

fn shares((w, format): (Words, Format), priced: &Priced) -> Option<Shares> {
    let [restaurant, courier, coop] = priced.shares;
    let shares = Shares::new(w, format, restaurant, courier, coop).ok()?;
    let sum = restaurant.minor + courier.minor + coop.minor;
    (priced.is_known() && sum == priced.total().minor).then_some(shares)
}

/// Who sees the address, and for how long.
fn privacy(frame: &Frame, listing: &Listing) -> String {
    let coop = frame.coop.name.as_str();
    match &listing.home {
        Home::Ours(_) => frame.w.with("checkout-privacy", &[("coop", coop)]),
        Home::Elsewhere { coop: theirs, .. } => {
            let args = [("coop", coop), ("other", theirs.as_str())];
            frame.w.with("checkout-privacy-elsewhere", &args)
        }
    }
}
