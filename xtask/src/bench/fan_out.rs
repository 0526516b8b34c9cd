//! Sending: many messages to many hosts, and one to hosts that take their time.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use musette_federation::activity::SocialKind;
use url::Url;

use super::actors::{ActorServer, Author};
use super::database::quoted;
use super::demo_data::DemoData;
use super::figures::{Table, spread};
use super::letters::{self, By};
use super::many_hosts::ManyHosts;
use super::server::{Cores, Server};
use super::{Bench, demo_data, http, load, process};

/// How many hosts follow.
const HOSTS: usize = 200;
/// How many activities go to each.
const ACTIVITIES: usize = 50;
/// How long a slow host takes.
const SLOW: Duration = Duration::from_millis(200);
/// How long all of it may take before the measurement gives up.
const PATIENCE: Duration = Duration::from_mins(3);

/// What one fan-out showed.
pub struct Sent {
    /// From the moment at which the outbox heard of the messages to the last answer.
    pub elapsed: Duration,
    /// How many messages.
    pub count: usize,
    /// The server's processor time for each, in microseconds.
    pub cpu_micros: f64,
}

impl Sent {
    /// Delivered a second.
    pub fn per_second(&self) -> f64 {
        self.count as f64 / self.elapsed.as_secs_f64()
    }
}

/// Who wakes the outbox, whose messages they are, and where they go.
pub struct FanOut<'a> {
    /// The measured instance.
    pub server: &'a Server,
    /// Its data.
    pub data: &'a DemoData,
    /// Where the messages go.
    pub hosts: &'a Arc<ManyHosts>,
    /// A known actor elsewhere, whose Like wakes the outbox.
    pub friend: &'a Author,
}

/// Measures both on SQLite.
pub async fn measure(bench: &Bench) -> anyhow::Result<String> {
    let data = demo_data::make(bench).await?;
    let neighbours = ActorServer::start().await?;
    let friend = neighbours.authors.first().context("there are no authors")?;
    let hosts = ManyHosts::start().await?;
    let activities = if bench.quick { 5 } else { ACTIVITIES };
    let mut table = Table::new(&[
        "sending",
        "server on",
        "measured",
        "server CPU µs each",
        "goal",
    ]);
    for (cores, goal) in [(Cores::All, "≥ 6,000/s"), (Cores::One, "≥ 3,000/s")] {
        let server = Server::start_on(bench, &data, &[], cores).await?;
        let fan_out = FanOut {
            server: &server,
            data: &data,
            hosts: &hosts,
            friend,
        };
        let (mut rates, mut cpu, mut slow) = (Vec::new(), Vec::new(), Vec::new());
        for run in 0..=bench.runs(3) {
            let series = format!("s{}{run}", u8::from(cores == Cores::One));
            let count = if run == 0 { 5 } else { activities };
            let sent = fan_out.send(&series, count, Duration::ZERO).await?;
            let special = fan_out.send(&format!("{series}x"), 1, SLOW).await?;
            if run > 0 {
                rates.push(sent.per_second());
                cpu.push(sent.cpu_micros);
                slow.push(special.elapsed.as_secs_f64());
            }
        }
        table.row([
            format!("{} messages to {HOSTS} hosts, RSA-2048", activities * HOSTS),
            cores.name().into(),
            format!("{} /s", spread(&rates, 0)),
            spread(&cpu, 0),
            goal.into(),
        ]);
        table.row([
            format!(
                "one special to {HOSTS} hosts that take {} ms",
                SLOW.as_millis()
            ),
            cores.name().into(),
            format!("{} s", spread(&slow, 2)),
            String::new(),
            "< 1 s".into(),
        ]);
        server.stop()?;
    }
    Ok(table.to_string())
}

impl FanOut<'_> {
    /// Writes the messages, wakes the outbox, and waits until all have been answered.
    pub async fn send(
        &self,
        series: &str,
        activities: usize,
        delay: Duration,
    ) -> anyhow::Result<Sent> {
        self.hosts.begin(delay);
        self.wake(&format!("w{series}")).await?;
        load::settled(self.server.process()).await?;
        self.data
            .database
            .execute(&self.rows(series, activities)?)?;
        let count = activities * HOSTS;
        let room = self.server.make_room()?;
        let before = process::processor_time(self.server.process())?;
        let begun = Instant::now();
        self.wake(series).await?;
        let last = self.hosts.wait_for(count, PATIENCE).await?;
        let used = load::settled(self.server.process())
            .await?
            .saturating_sub(before);
        drop(room);
        let left = self.data.database.number(&format!(
            "SELECT count(*) AS number FROM outbox_message WHERE id LIKE 'bench-{series}-%' AND state <> 'delivered'"
        ))?;
        anyhow::ensure!(left == 0, "{left} messages were answered but not noted");
        Ok(Sent {
            elapsed: last.saturating_duration_since(begun),
            count,
            cpu_micros: used.as_micros() as f64 / count as f64,
        })
    }

    /// Anything that comes in wakes the outbox.
    async fn wake(&self, series: &str) -> anyhow::Result<()> {
        let special = self.data.special()?;
        let body = letters::about(&self.friend.id, series, SocialKind::Like, &special)?;
        let key_id = self.friend.rsa_id();
        let by = By::Cavage(&self.friend.rsa, &key_id);
        let request = letters::letter(&by, &self.server.inbox()?, &body)?;
        let mut connection = http::Connection::open(self.server.address()).await?;
        let answer = connection.exchange(&request).await?;
        anyhow::ensure!(
            answer.status == 202,
            "a Like was answered {}",
            answer.status
        );
        Ok(())
    }

    /// The rows of specials to one follower on each host, as the instance writes them.
    fn rows(&self, series: &str, activities: usize) -> anyhow::Result<String> {
        let actors = self.data.restaurants()?;
        let now = letters::now()?;
        let mut sql = String::new();
        for number in 0..activities {
            let actor = actors
                .get(number % actors.len().max(1))
                .context("the demo has no restaurant")?;
            let id = activity(&mut sql, actor, &format!("{series}-{number}"), now)?;
            for host in 0..HOSTS {
                let authority = self.hosts.authority(host);
                writeln!(
                    sql,
                    "INSERT INTO outbox_message (id, activity_id, inbox, host, lane, state, attempts, next_at, valid_through, created_at) VALUES \
                     ('bench-{series}-{number:05}-{host:05}', {}, 'http://{authority}/inbox', '{authority}', 'social', 'waiting', 0, {millis}, {until}, {millis});",
                    quoted(id.as_str()),
                    millis = now * 1000,
                    until = (now + 86_400) * 1000,
                )?;
            }
        }
        for host in 0..HOSTS {
            due(&mut sql, &self.hosts.authority(host), now * 1000)?;
        }
        Ok(sql)
    }
}

/// The row of an activity; returns its id.
fn activity(sql: &mut String, actor: &Url, number: &str, now: i64) -> anyhow::Result<Url> {
    let id = actor.join(&format!("/ap/a/{number}"))?;
    let body = String::from_utf8(letters::create(actor, number, now, 0)?)?;
    writeln!(
        sql,
        "INSERT INTO outbox_activity (id, actor_id, lane, kind, body, public, created_at) VALUES ({}, {}, 'social', 'Create', {}, TRUE, {});",
        quoted(id.as_str()),
        quoted(actor.as_str()),
        quoted(&body),
        now * 1000
    )?;
    Ok(id)
}

fn due(sql: &mut String, host: &str, at: i64) -> std::fmt::Result {
    writeln!(
        sql,
        "INSERT INTO outbox_host (host, lane, next_at) VALUES ('{host}', 'social', {at}) ON CONFLICT DO NOTHING;"
    )
}

/// Writes so many messages to a host where nobody answers. SQLite only.
pub fn to_nobody(data: &DemoData, count: usize) -> anyhow::Result<()> {
    let actors = data.restaurants()?;
    let actor = actors.first().context("the demo has no restaurant")?;
    let now = letters::now()?;
    let mut sql = String::new();
    let id = activity(&mut sql, actor, "nobody", now)?;
    writeln!(
        sql,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) \
         INSERT INTO outbox_message (id, activity_id, inbox, host, lane, state, attempts, next_at, valid_through, created_at) \
         SELECT printf('bench-nobody-%08d', i), {}, 'http://dead.localhost:1/u/' || i || '/inbox', 'dead.localhost:1', 'social', 'waiting', 0, {millis}, {until}, {millis} FROM n;",
        quoted(id.as_str()),
        millis = now * 1000,
        until = (now + 5 * 86_400) * 1000,
    )?;
    due(&mut sql, "dead.localhost:1", now * 1000)?;
    data.database.execute(&sql)
}
