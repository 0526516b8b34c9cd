//! `musette init`: five questions, and a configuration that starts.

mod file;
mod place;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono_tz::Tz;
use clap::Args;
use musette_domain::role::Role;
use musette_domain::{Currency, Position, email};
use url::Url;

use crate::app::clock::WallClock;
use crate::command::coop::{
    self, NewCoop, first_tariff, machine_time_zone, parse_currency, parse_language, parse_name,
    parse_time_zone,
};
use crate::command::instance::{self, wiring};
use crate::command::{import, prompt};

use crate::config::instance::parse_url;
use crate::config::{Config, Sources};
use crate::flow::account::change_password;
use crate::flow::account::create::{self, CreateAccountRefusal, NewAccount};
use crate::i18n::Lang;
use crate::services::password;
use crate::store::{
    Db, Error, Failure, Place, coop as rows, create as database, user_account, user_role,
};

/// What can be said beforehand; whatever is missing is asked.
#[derive(Debug, Clone, Default, Args)]
pub struct InitArgs {
    /// Name of the co-op.
    #[arg(long)]
    pub name: Option<String>,
    /// Its public web address: https:// and a name of its own, such as lyon.example. It never changes once others know it.
    #[arg(long)]
    pub url: Option<String>,
    /// The town or part of town where it rides.
    #[arg(long)]
    pub place: Option<String>,
    /// The middle of it, as LATITUDE,LONGITUDE. Found by itself with --map; without either it is part of the place, as in `Vaduz 47.141,9.521`.
    #[arg(long, value_name = "LAT,LON", allow_hyphen_values = true)]
    pub at: Option<String>,
    /// An OpenStreetMap extract (.osm.pbf) to import at once.
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// E-mail address of the administrator.
    #[arg(long, value_name = "EMAIL")]
    pub administrator: Option<String>,
    /// Password of the administrator; without it one is made and printed.
    #[arg(long)]
    pub password: Option<String>,
    /// Where the data goes: sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME.
    #[arg(long)]
    pub database: Option<String>,
    /// Currency of the co-op.
    #[arg(long, default_value = "EUR")]
    pub currency: Option<String>,
    /// Time zone of the co-op; without it the machine's.
    #[arg(long)]
    pub time_zone: Option<String>,
    /// Language of letters: en or fr.
    #[arg(long, default_value = "en")]
    pub language: Option<String>,
    /// The file to write.
    #[arg(long, short, value_name = "FILE", default_value = "musette.toml")]
    pub config: Option<PathBuf>,
}

/// The five answers, and what else the flags say; all checked.
struct Answers {
    name: String,
    url: Url,
    place: String,
    position: Position,
    email: String,
    database: String,
    currency: Currency,
    time_zone: Tz,
    language: Lang,
    password: Option<String>,
}

/// Why nothing was filled in.
#[derive(Debug, thiserror::Error)]
enum NotFilled {
    #[error(
        "there is another co-op in this database already, {0}; name another database with --database, or say the same name, place and administrator to go on with it"
    )]
    Another(String),
    #[error(transparent)]
    Account(#[from] CreateAccountRefusal),
    #[error(transparent)]
    Store(#[from] Error),
}

impl Failure for NotFilled {
    fn store_error(&self) -> Option<&Error> {
        match self {
            Self::Another(_) => None,
            Self::Account(refusal) => refusal.store_error(),
            Self::Store(error) => Some(error),
        }
    }
}

/// What was made, to be told.
pub struct Made {
    /// The configuration file.
    pub file: PathBuf,
    /// The administrator's address.
    pub email: String,
    /// The password, if it was made for the administrator.
    pub password: Option<String>,
}

/// Asks, makes everything, and says how to go on.
pub async fn run(args: InitArgs) -> anyhow::Result<()> {
    let made = init(&args).await?;
    println!("\nWrote {}.", made.file.display());
    match &made.password {
        Some(password) => println!(
            "Sign in as {} with the password {password}\n(write it down; it is shown once).",
            made.email
        ),
        None => println!("Sign in as {} with your password.", made.email),
    }
    println!(
        "\nNext:\n  musette serve --config {0}\n  musette doctor --config {0}",
        made.file.display()
    );
    Ok(())
}

/// Makes co-op, administrator and configuration. Everything is checked before anything is written, and the file comes last, so that an
/// `init` that broke off can be repeated with the same answers.
pub async fn init(args: &InitArgs) -> anyhow::Result<Made> {
    let path = args
        .config
        .clone()
        .unwrap_or_else(|| PathBuf::from("musette.toml"));
    if path.exists() {
        bail!(
            "{} is there already and is not overwritten; name another with --config, or remove it",
            path.display()
        );
    }
    let answers = ask(args)?;
    let password = answers.password.clone().unwrap_or_else(prompt::generated);
    let content = file::write(&answers.url, &answers.database);
    let config = check(&path, &content)?;
    database::create(&config.database.place)?;
    let db = instance::open(&config)?;
    fill(&answers, &config, db.clone(), &password).await?;
    if let Some(map) = &args.map {
        let imported = import::osm(&config, &db, map, import::Take::Everything).await?;
        println!("{imported}.");
    }
    file::save(&path, &content)?;
    Ok(Made {
        file: path,
        email: answers.email,
        password: answers.password.is_none().then_some(password),
    })
}

fn ask(args: &InitArgs) -> anyhow::Result<Answers> {
    let flag = |name: &'static str| move |why: String| anyhow::anyhow!("--{name}: {why}");
    let currency = args.currency.as_deref().unwrap_or("EUR");
    let currency = parse_currency(currency).map_err(flag("currency"))?;
    let time_zone = args.time_zone.as_deref().map(parse_time_zone).transpose();
    let time_zone = time_zone.map_err(flag("time-zone"))?;
    let language = args.language.as_deref().unwrap_or("en");
    let language = parse_language(language).map_err(flag("language"))?;
    let extract = args.map.as_deref().map(place::read).transpose()?;
    let name = prompt::ask(
        args.name.as_deref(),
        "name",
        "Name of the co-op?",
        None,
        parse_name,
    )?;
    let url = prompt::ask(
        args.url.as_deref(),
        "url",
        "Public web address (it never changes)?",
        Some("http://musette.localhost:8080"),
        parse_url,
    )?;
    let (place, position) = place::ask(args, extract.as_ref())?;
    let email = prompt::ask(
        args.administrator.as_deref(),
        "administrator",
        "E-mail address of the administrator?",
        None,
        |typed| email::parse(typed).map_err(|problem| problem.to_string()),
    )?;
    let database = prompt::ask(
        args.database.as_deref(),
        "database",
        "Database (SQLite needs nothing else)?",
        Some("sqlite:musette-data/musette.sqlite"),
        |typed| Place::parse(typed).map(|_| typed.to_owned()),
    )?;
    if let Some(password) = &args.password {
        let checked = musette_domain::password::check(password, &email);
        checked.map_err(|problem| anyhow::anyhow!("--password: {problem}"))?;
    }
    Ok(Answers {
        name,
        url,
        place,
        position,
        email,
        database,
        currency,
        time_zone: time_zone.unwrap_or_else(machine_time_zone),
        language,
        password: args.password.clone(),
    })
}

/// The settings that the file will say, checked as `serve` checks them.
fn check(path: &std::path::Path, content: &str) -> anyhow::Result<Config> {
    let folder = tempfile_beside(path)?;
    std::fs::write(&folder, content)
        .with_context(|| format!("{} cannot be written", folder.display()))?;
    let loaded = crate::config::load(&Sources {
        file: Some(folder.clone()),
        ..Sources::default()
    });
    // Only a draft; the file itself is written when everything is there.
    let _ = std::fs::remove_file(&folder);
    Ok(loaded?.config)
}

/// A name for the draft, in the same folder so that relative paths mean the same.
fn tempfile_beside(path: &std::path::Path) -> anyhow::Result<PathBuf> {
    let name = path
        .file_name()
        .with_context(|| format!("{} is no file name", path.display()))?;
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    let mut draft = name.to_owned();
    draft.push(".draft");
    Ok(path.with_file_name(draft))
}

/// Writes co-op and administrator; wiring the instance together has given its actors their keys.
///
/// Where an `init` before this one broke off, co-op and administrator are there already: then only the password is written anew.
async fn fill(answers: &Answers, config: &Config, db: Db, password: &str) -> anyhow::Result<()> {
    let new = NewCoop {
        name: answers.name.clone(),
        place: answers.place.clone(),
        about: String::new(),
        hue: String::new(),
        position: answers.position,
        currency: answers.currency,
        time_zone: answers.time_zone,
        locale: answers.language.text().to_owned(),
        phone: None,
        mail: None,
        tariff: first_tariff(answers.currency),
    };
    let wired = wiring::wire(config.clone(), db, Arc::new(WallClock)).await?;
    let app = wired.app.clone();
    let account = NewAccount {
        email: answers.email.clone(),
        name: "Administrator".into(),
        phone: None,
        password_hash: password::hash(password, app.ids.random())?,
        locale: Some(answers.language.text().to_owned()),
        roles: vec![Role::Administrator],
    };
    let now = app.clock.wire();
    let db = app.db.clone();
    db.write(move |c| {
        let Some(there) = rows::ours(c)? else {
            coop::insert(c, &new, now)?;
            create::run(c, &app, &account)?;
            return Ok(());
        };
        let user = user_account::by_email(c, &account.email)?;
        let user = user.filter(|_| there.name == new.name && there.place == new.place);
        let Some(user) = user else {
            return Err(NotFilled::Another(there.name));
        };
        if !user_role::of_user(c, &user.id)?.contains(&Role::Administrator) {
            return Err(NotFilled::Another(there.name));
        }
        change_password::run(c, &user.id, &account.password_hash, None)?;
        Ok(())
    })
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
