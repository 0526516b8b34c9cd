//! A town's people at their browsers.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use musette_domain::role::Role;
use tokio::sync::{Mutex, Notify, OwnedMutexGuard};
use url::Url;

use super::browser::Browser;
use crate::app::Clock;
use crate::command::demo::cast::{CoopCast, PASSWORD};

/// A courier with a telephone.
pub struct Rider {
    /// What the courier is called.
    pub name: &'static str,
    /// The telephone.
    pub browser: Browser,
}

/// A town.
pub struct Town {
    /// What was invented of it.
    pub cast: &'static CoopCast,
    /// Its co-op's address.
    pub origin: Url,
    /// The evening's clock.
    pub clock: Arc<dyn Clock>,
    people: BTreeMap<&'static str, Mutex<Browser>>,
    riders: Vec<Arc<Mutex<Rider>>>,
    back: Notify,
}

impl Town {
    /// Everybody signs in.
    pub async fn open(
        client: &reqwest::Client,
        cast: &'static CoopCast,
        origin: &Url,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let mut people = BTreeMap::new();
        let mut riders = Vec::new();
        let kitchens = cast.restaurants.iter().map(|one| (one.handle, one.person));
        let others = cast.people.iter().filter(|one| one.role != Role::Courier);
        for (login, name) in kitchens.chain(others.map(|one| (one.login, one.name))) {
            let browser = sign_in(client, cast, origin, login, name).await?;
            people.insert(login, Mutex::new(browser));
        }
        for one in cast.with_role(Role::Courier) {
            let browser = sign_in(client, cast, origin, one.login, one.name).await?;
            let name = one.name;
            riders.push(Arc::new(Mutex::new(Rider { name, browser })));
        }
        Ok(Self {
            cast,
            origin: origin.clone(),
            clock,
            people,
            riders,
            back: Notify::new(),
        })
    }

    /// Somebody's browser, while nobody else of the play uses it.
    pub async fn person(
        &self,
        login: &str,
    ) -> anyhow::Result<tokio::sync::MutexGuard<'_, Browser>> {
        let person = self
            .people
            .get(login)
            .with_context(|| format!("nobody called {login} lives in {}", self.cast.place))?;
        Ok(person.lock().await)
    }

    /// Lets minutes of the evening pass: something is on the stove, somebody rides.
    pub async fn minutes(&self, minutes: i64) {
        let span = self.clock.real(TimeDelta::minutes(minutes));
        tokio::time::sleep(span).await;
    }

    /// The dispatcher.
    pub async fn dispatcher(&self) -> anyhow::Result<tokio::sync::MutexGuard<'_, Browser>> {
        self.person("dispatch").await
    }

    /// A courier with nothing to carry, until the guard is dropped; waits for one to come back.
    pub async fn free_courier(&self) -> OnTheRoad<'_> {
        loop {
            let back = self.back.notified();
            for rider in &self.riders {
                if let Ok(rider) = Arc::clone(rider).try_lock_owned() {
                    let back = Back(&self.back);
                    return OnTheRoad { rider, back };
                }
            }
            back.await;
        }
    }
}

/// A courier who carries one delivery; free again when this is dropped.
pub struct OnTheRoad<'a> {
    /// The courier, with the telephone in hand.
    pub rider: OwnedMutexGuard<Rider>,
    #[expect(dead_code, reason = "only dropped, after the guard before it")]
    back: Back<'a>,
}

/// Says that a courier is back. Dropped after the guard that stands before it, so that whoever waits finds the courier free.
struct Back<'a>(&'a Notify);

impl Drop for Back<'_> {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

async fn sign_in(
    client: &reqwest::Client,
    cast: &CoopCast,
    origin: &Url,
    login: &str,
    name: &str,
) -> anyhow::Result<Browser> {
    let mut browser = Browser::new(client, origin, name);
    browser.sign_in(&cast.email(login), PASSWORD).await?;
    Ok(browser)
}
