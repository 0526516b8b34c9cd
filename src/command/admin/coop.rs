//! `musette admin coop`.

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use musette_domain::pricing::Tariff;
use musette_domain::{Money, TextValue, email, phone};

use crate::app::App;
use crate::command::coop::{
    self, NewCoop, first_tariff, machine_time_zone, parse_currency, parse_fee, parse_language,
    parse_name, parse_position, parse_time_zone,
};
use crate::command::instance::COOP;
use crate::command::table::columns;
use crate::flow::edit_coop::{self, CoopProfile};
use crate::row;
use crate::store::coop as row_of;
use crate::store::{Error, Failure};
use crate::web::parts::Hue;

/// What can be done with the co-op.
#[derive(Debug, Subcommand)]
pub enum CoopAct {
    /// Make the co-op of an empty database; `musette init` does this too.
    Create {
        /// What it is called.
        #[arg(long)]
        name: String,
        /// The town or part of town.
        #[arg(long)]
        place: String,
        /// The middle of where it rides, as LATITUDE,LONGITUDE.
        #[arg(long, value_name = "LAT,LON")]
        at: String,
        /// Its currency.
        #[arg(long, default_value = "EUR")]
        currency: String,
        /// Its time zone; without it the machine's.
        #[arg(long)]
        time_zone: Option<String>,
        /// Language of letters: en or fr.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Show it.
    Show,
    /// Change what it says of itself. What is left out stays as it is; an empty text takes it away.
    Set(SetArgs),
    /// Change what a delivery costs and who gets what of it. What is left out stays as it is.
    SetPrices {
        /// What every delivery costs, such as 3.50.
        #[arg(long)]
        base: Option<String>,
        /// What every started kilometre costs beside, such as 0.80.
        #[arg(long)]
        per_km: Option<String>,
        /// The courier's part of the delivery fee in percent.
        #[arg(long, value_name = "PERCENT")]
        courier_share: Option<f64>,
        /// The co-op's part of the meals in percent.
        #[arg(long, value_name = "PERCENT")]
        commission: Option<f64>,
    },
}

/// What the co-op may say of itself.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub struct SetArgs {
    /// What it is called.
    #[arg(long)]
    name: Option<String>,
    /// The town or part of town.
    #[arg(long)]
    place: Option<String>,
    /// Telephone for customers, with the country's code.
    #[arg(long)]
    phone: Option<String>,
    /// Mail address for customers.
    #[arg(long)]
    mail: Option<String>,
    /// A few sentences.
    #[arg(long)]
    about: Option<String>,
    /// Colour: blue, green, brick, plum, teal, mustard, slate or rose.
    #[arg(long)]
    hue: Option<String>,
    /// Language of letters: en or fr.
    #[arg(long)]
    language: Option<String>,
    /// Its time zone.
    #[arg(long)]
    time_zone: Option<String>,
}

/// A change that was refused, or the database.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("{0}")]
    Reason(String),
    #[error(transparent)]
    Store(#[from] Error),
}

impl Failure for Refused {
    fn store_error(&self) -> Option<&Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Reason(_) => None,
        }
    }
}

/// Does it; returns what to print.
pub async fn run(app: &App, act: CoopAct) -> anyhow::Result<String> {
    match act {
        CoopAct::Create {
            name,
            place,
            at,
            currency,
            time_zone,
            language,
        } => {
            let currency = parse_currency(&currency).map_err(anyhow::Error::msg)?;
            let time_zone = match time_zone {
                Some(typed) => parse_time_zone(&typed).map_err(anyhow::Error::msg)?,
                None => machine_time_zone(),
            };
            let new = NewCoop {
                name: parse_name(&name).map_err(anyhow::Error::msg)?,
                place: parse_name(&place).map_err(anyhow::Error::msg)?,
                about: String::new(),
                hue: String::new(),
                position: parse_position(&at).map_err(anyhow::Error::msg)?,
                currency,
                time_zone,
                locale: parse_language(&language)
                    .map_err(anyhow::Error::msg)?
                    .text()
                    .to_owned(),
                phone: None,
                mail: None,
                tariff: first_tariff(currency),
            };
            create(app, new).await
        }
        CoopAct::Show => show(app).await,
        CoopAct::Set(args) => set(app, args).await,
        CoopAct::SetPrices {
            base,
            per_km,
            courier_share,
            commission,
        } => set_prices(app, base, per_km, courier_share, commission).await,
    }
}

async fn create(app: &App, new: NewCoop) -> anyhow::Result<String> {
    let now = app.clock.wire();
    match app.db.write(move |c| coop::insert(c, &new, now)).await {
        Ok(()) => show(app).await,
        Err(Error::Conflict(_)) => {
            bail!("there is a co-op in this database already; `musette admin coop show` shows it")
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(app: &App) -> anyhow::Result<String> {
    let found = app.db.read(|c| row_of::find_optional(c, COOP)).await?;
    let coop = found.context("there is no co-op yet; `musette init` makes one")?;
    let money = |minor| Money::new(minor, coop.currency).to_string();
    let percent = |permille: i64| format!("{}.{} %", permille / 10, permille % 10);
    Ok(columns(
        0,
        &[
            row!["name", coop.name],
            row![
                "place",
                format!("{} ({}, {})", coop.place, coop.latitude, coop.longitude)
            ],
            row!["address", app.urls.origin()],
            row!["telephone", coop.phone.unwrap_or_default()],
            row!["mail", coop.mail.unwrap_or_default()],
            row!["about", coop.about],
            row!["colour", coop.hue],
            row!["language", coop.locale],
            row!["time zone", coop.timezone],
            row![
                "delivery",
                format!(
                    "{} and {} a started kilometre",
                    money(coop.tariff_base),
                    money(coop.tariff_per_km)
                )
            ],
            row!["courier's part of it", percent(coop.courier_share)],
            row!["commission on meals", percent(coop.commission)],
        ],
    ))
}

async fn set(app: &App, args: SetArgs) -> anyhow::Result<String> {
    let found = app.db.read(|c| row_of::find_optional(c, COOP)).await?;
    let coop = found.context("there is no co-op yet; `musette init` makes one")?;
    let mut new = CoopProfile::of(&coop);
    let text = |typed: String, known: &mut String| *known = typed;
    args.name
        .into_iter()
        .for_each(|typed| text(typed, &mut new.name));
    args.place
        .into_iter()
        .for_each(|typed| text(typed, &mut new.place));
    args.about
        .into_iter()
        .for_each(|typed| text(typed, &mut new.about));
    if let Some(typed) = args.phone {
        let read = (!typed.is_empty()).then(|| phone::parse(&typed, None));
        new.phone = read.transpose().context("--phone")?;
    }
    if let Some(typed) = args.mail {
        let read = (!typed.is_empty()).then(|| email::parse(&typed));
        new.mail = read.transpose().context("--mail")?;
    }
    if let Some(typed) = args.hue {
        if !typed.is_empty() && Hue::parse(&typed).is_err() {
            let known: Vec<&str> = Hue::ALL.iter().map(|hue| hue.text()).collect();
            bail!(
                "--hue: there is no colour {typed:?}; write {}",
                known.join(", ")
            );
        }
        new.hue = typed;
    }
    if let Some(typed) = args.language {
        let read = parse_language(&typed).map_err(anyhow::Error::msg)?;
        read.text().clone_into(&mut new.locale);
    }
    if let Some(typed) = args.time_zone {
        new.time_zone = parse_time_zone(&typed).map_err(anyhow::Error::msg)?;
    }
    let writer = app.clone();
    let changed = app
        .db
        .write(move |c| edit_coop::run(c, &writer, &new))
        .await?;
    app.committed(changed);
    show(app).await
}

async fn set_prices(
    app: &App,
    base: Option<String>,
    per_km: Option<String>,
    courier_share: Option<f64>,
    commission: Option<f64>,
) -> anyhow::Result<String> {
    let now = app.clock.wire();
    let tell = std::sync::Arc::clone(&app.tell);
    let courier_share = courier_share.map(permille).transpose()?;
    let commission = commission.map(permille).transpose()?;
    app.db
        .write(move |c| {
            let mut coop = row_of::find_optional(c, COOP)?
                .ok_or_else(|| Refused::Reason("there is no co-op yet".into()))?;
            let fee = |typed: &Option<String>, known: i64| match typed {
                Some(typed) => parse_fee(typed, coop.currency)
                    .map(|fee| fee.minor)
                    .map_err(|problem| Refused::Reason(problem.to_string())),
                None => Ok(known),
            };
            coop.tariff_base = fee(&base, coop.tariff_base)?;
            coop.tariff_per_km = fee(&per_km, coop.tariff_per_km)?;
            coop.courier_share = courier_share.unwrap_or(coop.courier_share);
            coop.commission = commission.unwrap_or(coop.commission);
            coop.updated_at = now;
            let share = |permille: i64| u16::try_from(permille).unwrap_or(u16::MAX);
            Tariff {
                base: Money::new(coop.tariff_base, coop.currency),
                per_km: Money::new(coop.tariff_per_km, coop.currency),
                courier_share_permille: share(coop.courier_share),
                commission_permille: share(coop.commission),
            }
            .checked()
            .map_err(|problem| Refused::Reason(problem.to_string()))?;
            row_of::save(c, &coop)?;
            tell.coop_changed(c)?;
            Ok::<_, Refused>(())
        })
        .await?;
    show(app).await
}

/// Percent as thousandths, to a tenth of a percent.
fn permille(percent: f64) -> anyhow::Result<i64> {
    if !(0.0..=100.0).contains(&percent) {
        bail!("{percent}: a share must be between 0 and 100 percent");
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 1000")]
    Ok((percent * 10.0).round() as i64)
}
