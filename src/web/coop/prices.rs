//! `GET /coop/prices`: what a delivery costs, who gets what of it, and what that means for a usual order.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::pricing::Tariff;
use musette_domain::{Currency, Money};

use super::section::{Section, SideLink, links};
use crate::flow::order::quote::tariff;
use crate::http::{Administrator, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::coop::Coop;
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{ErrorSummary, Field, Kind, Shares};

/// How far a usual order rides, in metres.
const USUAL_WAY: f64 = 1_500.0;
/// What a usual order eats, in whole units of money.
const USUAL_MEAL: i64 = 24;

/// What a tariff means for a usual order.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The delivery's price.
    pub fee: String,
    /// What of it the rider gets.
    pub rider: String,
    /// Who gets what of the whole.
    pub shares: Shares,
}

/// The page.
#[derive(Template)]
#[template(path = "coop/prices.html")]
pub struct PricesPage {
    frame: Frame,
    w: Words,
    side: Vec<SideLink>,
    errors: Option<ErrorSummary>,
    fields: [Field; 4],
    now: String,
    effect: Option<Effect>,
    tried: bool,
}

impl PricesPage {
    /// The page with the form as it stands, and the effect of `tried`, or of the tariff of today.
    pub fn new(
        frame: Frame,
        coop: &Coop,
        form: &Form,
        errors: &FormErrors,
        tried: Option<Tariff>,
    ) -> Self {
        let (w, format) = (frame.w, frame.format);
        let symbol = coop.currency.symbol();
        let field = |name, label: std::borrow::Cow<'static, str>, unit: &str| {
            Field::new(w, name, format!("{label} ({unit})"))
                .kind(Kind::Decimal)
                .most(12)
        };
        let fields = [
            field("base", w.say("prices-base"), &symbol).hint(w.say("prices-base-hint")),
            field("per_km", w.say("prices-per-km"), &symbol).hint(w.say("prices-per-km-hint")),
            field("courier_share", w.say("prices-courier-share"), "%")
                .hint(w.say("prices-courier-share-hint")),
            field("commission", w.say("prices-commission"), "%")
                .hint(w.say("prices-commission-hint")),
        ];
        let today = tariff(coop);
        let fee = today.fee(USUAL_WAY).map(|fee| format.money(fee));
        Self {
            side: links(w, Section::Prices, true),
            errors: ErrorSummary::of(w, errors),
            fields: fields.map(|field| field.kept(form, errors)),
            now: fee.unwrap_or_default(),
            effect: effect(&frame, tried.unwrap_or(today)),
            tried: tried.is_some(),
            w,
            frame,
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let now = musette_domain::Instant::from_millis(0);
        let coop = Coop {
            id: "coop".into(),
            name: "Les Mollets Associés".into(),
            place: "Montbraquet".into(),
            about: String::new(),
            hue: "blue".into(),
            latitude: 47.0,
            longitude: 9.5,
            currency: Currency::EUR,
            timezone: "Europe/Paris".into(),
            locale: "fr".into(),
            phone: None,
            mail: None,
            tariff_base: 340,
            tariff_per_km: 80,
            courier_share: 850,
            commission: 100,
            pickup_delay: 0,
            created_at: now,
            updated_at: now,
            closes_at: None,
            closed_at: None,
        };
        let mut errors = FormErrors::new();
        errors.add("base", "field-not-money");
        let form = of(&coop);
        Self::new(
            Frame::sample(lang),
            &coop,
            &form,
            &errors,
            Some(tariff(&coop)),
        )
    }
}

/// The form of the tariff of today.
pub fn of(coop: &Coop) -> Form {
    let money = |minor| Money::new(minor, coop.currency).to_decimal();
    Form::of([
        ("base", money(coop.tariff_base)),
        ("per_km", money(coop.tariff_per_km)),
        ("courier_share", percent(coop.courier_share)),
        ("commission", percent(coop.commission)),
    ])
}

/// Thousandths as hundredths, as people write them.
fn percent(permille: i64) -> String {
    if permille % 10 == 0 {
        (permille / 10).to_string()
    } else {
        format!("{}.{}", permille / 10, permille % 10)
    }
}

/// What a tariff means for a usual order; none if its amounts cannot be reckoned with.
fn effect(frame: &Frame, tariff: Tariff) -> Option<Effect> {
    let (w, format) = (frame.w, frame.format);
    let currency = tariff.base.currency;
    let meal = USUAL_MEAL.checked_mul(10_i64.checked_pow(currency.digits())?)?;
    let fee = tariff.fee(USUAL_WAY).ok()?;
    let shares = tariff.shares(Money::new(meal, currency), fee).ok()?;
    Some(Effect {
        fee: format.money(fee),
        rider: format.money(shares.courier),
        shares: Shares::new(w, format, shares.restaurant, shares.courier, shares.coop).ok()?,
    })
}

/// Shows the prices.
pub async fn show(
    State(_): State<Site>,
    _: Administrator,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let (form, errors) = (of(&coop), FormErrors::new());
    Ok(page::render(&PricesPage::new(
        frame, &coop, &form, &errors, None,
    )))
}
