//! Two co-ops on loopback: Vaduz and Schaan, each with a restaurant, a dispatcher, a courier, an administrator and a database of its own.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::TimeDelta;
use musette::app::{App, Clock};
use musette::command::coop::{self, NewCoop, first_tariff};
use musette::command::instance::{self, RunningInstance};
use musette::config::Config;
use musette::config::database::Database;
use musette::config::instance::Instance;
use musette::flow::account::create::{self as account, NewAccount};
use musette::flow::availability::declare;
use musette::flow::menu::{Item, add_item, add_section};
use musette::flow::restaurant::{claim, create, edit_profile, list};
use musette::services::password;
use musette::store::testing::{Fresh, Kind};
use musette::store::{Conn, Db, menu_section};
use musette_domain::allergen::Allergen;
use musette_domain::opening::OpeningHours;
use musette_domain::role::Role;
use musette_domain::{Currency, Money, Position};
use url::Url;

use crate::clock::StoryClock;
use crate::evidence;
use crate::gate::Gate;
use crate::person::{PASSWORD, Person};
use crate::ports;

/// Where a story's customer lives: between the two towns.
pub const HOME: (f64, f64) = (47.153_041_73, 9.516_027_31);

const ZONE: chrono_tz::Tz = chrono_tz::Europe::Vaduz;

/// A co-op.
pub struct Town {
    /// `vaduz` or `schaan`.
    pub name: &'static str,
    /// The road to it.
    pub gate: Arc<Gate>,
    config: Config,
    clock: Arc<StoryClock>,
    running: Option<RunningInstance>,
    _database: Fresh,
    _folder: tempfile::TempDir,
}

/// Both, with the clock they share.
pub struct Towns {
    /// One.
    pub vaduz: Town,
    /// The other.
    pub schaan: Town,
    /// Their trade time.
    pub clock: Arc<StoryClock>,
}

impl Towns {
    /// Starts both; none where there is no such database. They do not know each other yet.
    pub async fn start(kind: Kind) -> Option<Self> {
        evidence::keep_log();
        let clock = Arc::new(StoryClock::default());
        let vaduz = Town::start(kind, "vaduz", (47.1410, 9.5215), &clock).await?;
        let schaan = Town::start(kind, "schaan", (47.1650, 9.5087), &clock).await?;
        Some(Self {
            vaduz,
            schaan,
            clock,
        })
    }

    /// Lets trade time pass: whatever became due is done.
    pub fn later(&self, span: TimeDelta) {
        self.clock.forward(span);
        for town in [&self.vaduz, &self.schaan] {
            if let Some(running) = &town.running {
                running.app.wake.jobs();
            }
        }
    }
}

impl Town {
    async fn start(
        kind: Kind,
        name: &'static str,
        at: (f64, f64),
        clock: &Arc<StoryClock>,
    ) -> Option<Self> {
        let database = Fresh::of(kind)?;
        let folder = tempfile::tempdir().unwrap();
        let gate = Gate::open().await;
        let url = Url::parse(&format!("http://{name}.localhost:{}", gate.port)).unwrap();
        let bind = SocketAddr::from(([127, 0, 0, 1], ports::quiet()));
        let data: PathBuf = folder.path().into();
        let mut config = Config::of(
            Instance::at(url, bind, data),
            Database {
                place: database.place().clone(),
                readers: NonZeroU32::new(3).unwrap(),
            },
        );
        config.federation.loopback_peers = true;
        let db = instance::open(&config).unwrap();
        open_coop(&db, name, at, clock.now()).await;
        let mut town = Self {
            name,
            gate,
            config,
            clock: Arc::clone(clock),
            running: None,
            _database: database,
            _folder: folder,
        };
        drop(db);
        town.begin().await;
        fill(town.app(), name, at).await;
        Some(town)
    }

    /// Starts the instance on its database, as after a crash.
    pub async fn begin(&mut self) {
        let clock: Arc<dyn Clock> = self.clock.clone();
        let running = instance::start(self.config.clone(), clock).await.unwrap();
        self.gate.leads_to(running.address);
        self.running = Some(running);
    }

    /// Stops the instance; what was committed stays.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    /// What its handlers hold.
    pub fn app(&self) -> &App {
        &self
            .running
            .as_ref()
            .expect("the instance stands still")
            .app
    }

    /// Its public address.
    pub fn url(&self) -> &Url {
        &self.config.instance.url
    }

    /// The address of its restaurant's actor.
    pub fn restaurant(&self) -> String {
        self.app().urls.restaurant(self.handle())
    }

    /// The handle of its restaurant.
    pub fn handle(&self) -> &'static str {
        match self.name {
            "vaduz" => "fenouil",
            _ => "poireau",
        }
    }

    /// Its restaurant's page at another instance, or at its own.
    pub fn page_at(&self, other: &Self) -> String {
        if other.name == self.name {
            format!("/@{}", self.handle())
        } else {
            format!("/@{}@{}", self.handle(), self.app().urls.authority())
        }
    }

    /// Its dispatch desk's actor.
    pub fn desk(&self) -> String {
        self.app().urls.desk()
    }

    /// Somebody who works there, signed in: `admin`, `dispatch`, `courier`, `kitchen`.
    pub async fn staff(&self, login: &str) -> Person {
        Person::signed_in(self.url(), &email(login, self.name)).await
    }
}

fn email(login: &str, town: &str) -> String {
    format!("{login}@{town}.example")
}

async fn open_coop(
    db: &Db,
    name: &'static str,
    (lat, lon): (f64, f64),
    now: musette_domain::Instant,
) {
    let new = NewCoop {
        name: format!("Velo {name}"),
        place: name.into(),
        about: String::new(),
        hue: String::new(),
        position: Position::new(lat, lon).unwrap(),
        currency: Currency::CHF,
        time_zone: ZONE,
        locale: "en".into(),
        phone: None,
        mail: None,
        tariff: first_tariff(Currency::CHF),
    };
    let written = db.write(move |c| -> musette::store::Result<()> { coop::insert(c, &new, now) });
    written.await.unwrap();
}

/// Invites everybody and opens the restaurant, in one transaction.
async fn fill(app: &App, name: &'static str, at: (f64, f64)) {
    let salt = app.ids.random();
    let hash = tokio::task::spawn_blocking(move || password::hash(PASSWORD, salt).unwrap())
        .await
        .unwrap();
    let writer = app.clone();
    app.db
        .write(move |c| -> musette::store::Result<()> {
            people_and_kitchen(c, &writer, name, at, &hash);
            Ok(())
        })
        .await
        .unwrap();
    app.committed([]);
}

fn people_and_kitchen(c: &mut Conn, app: &App, name: &str, (lat, lon): (f64, f64), hash: &str) {
    let invite = |c: &mut Conn, login: &str, role: Role| {
        let new = NewAccount {
            email: email(login, name),
            name: format!("{login} of {name}"),
            phone: None,
            password_hash: hash.into(),
            locale: None,
            roles: vec![role],
        };
        account::run(c, app, &new).unwrap()
    };
    invite(c, "admin", Role::Administrator);
    invite(c, "dispatch", Role::Dispatcher);
    let courier = invite(c, "courier", Role::Courier);
    let cook = invite(c, "kitchen", Role::Restaurant);
    let now = app.clock.now();
    let until = now.plus(TimeDelta::hours(12));
    let _ = declare::run(c, app, &courier, now, until, true).unwrap();
    let handle = if name == "vaduz" {
        "fenouil"
    } else {
        "poireau"
    };
    let new = create::NewRestaurant {
        handle: handle.into(),
        name: format!("Au {handle}"),
        position: Position::new(lat, lon).unwrap(),
    };
    let (id, _) = create::run(c, app, &new).unwrap();
    let _ = claim::run(c, app, &id, &cook).unwrap();
    let profile = edit_profile::Profile {
        name: new.name.clone(),
        description: "Vegetables first.".into(),
        cuisine: "regional".into(),
        street: "Hauptgasse".into(),
        housenumber: "3".into(),
        postcode: "9490".into(),
        city: name.into(),
        country: "LI".into(),
        position: new.position,
        reach: Some(8_000.0),
        phone: None,
        website: None,
        opening_hours: OpeningHours::parse("24/7", ZONE).unwrap(),
        cloth: [String::new(), String::new(), String::new()],
        ordering_delay: 0,
        minimum: Money::new(500, Currency::CHF),
        delivers: true,
        collects: true,
    };
    let _ = edit_profile::run(c, app, &id, &profile).unwrap();
    let _ = add_section::run(c, app, &id, "Dishes").unwrap();
    let section = menu_section::list_of(c, &id).unwrap()[0].id.clone();
    let item = Item {
        section,
        name: "Leek soup".into(),
        description: "With bread.".into(),
        price: Money::new(1250, Currency::CHF),
        allergens: vec![Allergen::ALL[0]],
    };
    let _ = add_item::run(c, app, &id, &item).unwrap();
    let _ = list::run(c, app, &id).unwrap();
}
