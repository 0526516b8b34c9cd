//! `GET /coop/ledger`: what we and each partner owe each other, a line a job, the result in a sentence above, tips apart.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use musette_domain::role::Action;
use musette_domain::{Currency, Instant, Money};

use super::section::{Section, SideLink, links};
use crate::http::{Dispatcher, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::ledger_entry::{self, LedgerDirection, LedgerEntry, LedgerKind};
use crate::store::partner::{self, Partner};
use crate::store::{self, Conn};
use crate::web::page::{self, Frame};
use crate::web::parts::{Empty, Hue, LiveState, Origin, Relation};

/// The books with one partner.
#[derive(Debug, Clone)]
pub struct Account {
    /// The partner.
    pub partner: Partner,
    /// The lines, the newest first.
    pub entries: Vec<LedgerEntry>,
}

/// A line of the table: a job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub day: String,
    /// The job, by the end of its address.
    pub job: String,
    /// Who carried it.
    pub carrier: String,
    /// What it was for.
    pub what: String,
    /// What we owe.
    pub we_owe: Option<String>,
    /// What we are owed.
    pub they_owe: Option<String>,
}

/// The books with one partner, as the page shows them.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The desk.
    pub desk: String,
    /// An id for the heading.
    pub id: usize,
    /// Bag and name.
    pub origin: Origin,
    /// Its name.
    pub name: String,
    /// Who pays whom, in a sentence.
    pub net: String,
    /// The net amount in minor units without tips, for machines; positive if we are owed.
    pub net_minor: i64,
    /// The jobs.
    pub lines: Vec<Line>,
    /// The sum of what we owe.
    pub we_owe: String,
    /// The sum of what we are owed.
    pub they_owe: String,
    /// Tips that we pass on.
    pub tips_given: String,
    /// Tips that we are passed.
    pub tips_got: String,
}

/// The page.
#[derive(Template)]
#[template(path = "coop/ledger.html")]
pub struct LedgerPage {
    frame: Frame,
    w: Words,
    live: LiveState,
    side: Vec<SideLink>,
    sheets: Vec<Sheet>,
    none: Empty,
}

impl LedgerPage {
    /// The page of what was read.
    pub fn new(
        frame: Frame,
        currency: Currency,
        administrator: bool,
        accounts: &[Account],
        now: Instant,
    ) -> Self {
        let w = frame.w;
        let sheets = accounts.iter().enumerate();
        Self {
            live: LiveState::new(w, "/coop/live", super::LEDGER, frame.format.time(now)),
            side: links(w, Section::Ledger, administrator),
            sheets: sheets
                .map(|(id, account)| sheet(&frame, currency, account, id))
                .collect(),
            none: Empty::new(Hue::Mustard, "scales", w.say("ledger-none"))
                .text(w.say("ledger-none-text")),
            w,
            frame,
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let now = Instant::from_millis(1_793_000_000_000);
        Self::new(Frame::sample(lang), Currency::EUR, true, &[], now)
    }
}

/// What we owe, and what we are owed, without tips.
fn sums(entries: &[LedgerEntry], currency: Currency, tips: bool) -> (i64, i64) {
    let of = |direction| {
        let entries = entries.iter().filter(|entry| {
            entry.direction == direction
                && entry.currency == currency
                && (entry.kind == LedgerKind::Tip) == tips
        });
        entries.fold(0_i64, |sum, entry| sum.saturating_add(entry.amount))
    };
    (of(LedgerDirection::WeOwe), of(LedgerDirection::TheyOwe))
}

fn sheet(frame: &Frame, currency: Currency, account: &Account, id: usize) -> Sheet {
    let (w, format) = (frame.w, frame.format);
    let partner = &account.partner;
    let name = partner.name.as_str();
    let money = |minor| format.money(Money::new(minor, currency));
    let (we_owe, they_owe) = sums(&account.entries, currency, false);
    let (tips_given, tips_got) = sums(&account.entries, currency, true);
    let net = they_owe.saturating_sub(we_owe);
    let args = |minor| [("coop", name.to_owned()), ("amount", money(minor))];
    let sentence = match net {
        0 => w.with("ledger-even", &[("coop", name)]),
        net if net > 0 => w.with("ledger-they-pay", &args(net)),
        net => w.with("ledger-we-pay", &args(net.saturating_neg())),
    };
    let hue = Hue::chosen(Some(&partner.hue), name);
    Sheet {
        desk: partner.desk_id.clone(),
        id,
        origin: Origin::new(w, hue, Relation::Of, &format!("{name}, {}", partner.place)),
        name: name.to_owned(),
        net: sentence,
        net_minor: net,
        lines: lines(frame, currency, account),
        we_owe: money(we_owe),
        they_owe: money(they_owe),
        tips_given: money(tips_given),
        tips_got: money(tips_got),
    }
}

/// A line a job, in the order of the newest entry of each.
fn lines(frame: &Frame, currency: Currency, account: &Account) -> Vec<Line> {
    let counted = account.entries.iter();
    let counted = counted.filter(|one| one.kind != LedgerKind::Tip && one.currency == currency);
    let mut jobs: Vec<(&str, Vec<&LedgerEntry>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entry in counted {
        let place = *places.entry(entry.context.as_str()).or_insert(jobs.len());
        match jobs.get_mut(place) {
            Some((_, entries)) => entries.push(entry),
            None => jobs.push((entry.context.as_str(), vec![entry])),
        }
    }
    let lines = jobs.into_iter();
    lines
        .map(|(context, entries)| line(frame, currency, account, context, &entries))
        .collect()
}

fn line(
    frame: &Frame,
    currency: Currency,
    account: &Account,
    context: &str,
    entries: &[&LedgerEntry],
) -> Line {
    let (w, format) = (frame.w, frame.format);
    let own: Vec<LedgerEntry> = entries.iter().map(|entry| (*entry).clone()).collect();
    let (we_owe, they_owe) = sums(&own, currency, false);
    let money = |minor: i64| (minor != 0).then(|| format.money(Money::new(minor, currency)));
    // Who owes a fee is the owner; who owes what was collected is the carrier.
    let ours = entries.iter().any(|entry| {
        (entry.direction == LedgerDirection::TheyOwe) != (entry.kind == LedgerKind::Collected)
    });
    let mut what: Vec<String> = entries.iter().map(|entry| kind(w, entry.kind)).collect();
    what.sort();
    what.dedup();
    let day = entries.first().map(|entry| format.date(entry.created_at));
    Line {
        day: day.unwrap_or_default(),
        job: short(context),
        carrier: if ours {
            w.say("ledger-us").into_owned()
        } else {
            account.partner.name.clone()
        },
        what: what.join(", "),
        we_owe: money(we_owe),
        they_owe: money(they_owe),
    }
}

fn kind(w: Words, kind: LedgerKind) -> String {
    let said = match kind {
        LedgerKind::Fee => w.say("ledger-fee"),
        LedgerKind::WastedTrip => w.say("ledger-wasted-trip"),
        LedgerKind::Collected => w.say("ledger-collected"),
        LedgerKind::Tip => w.say("ledger-tip"),
    };
    said.into_owned()
}

/// The end of a job's address: enough to find the same line at the other co-op.
fn short(context: &str) -> String {
    let signs: Vec<char> = context
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let start = signs.len().saturating_sub(6);
    let end = signs.iter().skip(start);
    end.map(char::to_ascii_uppercase).collect()
}

fn accounts(c: &mut Conn) -> store::Result<Vec<Account>> {
    let partners = partner::all(c)?.into_iter();
    let accounts = partners.map(|partner| {
        Ok(Account {
            entries: ledger_entry::of_partner(c, &partner.desk_id)?,
            partner,
        })
    });
    let accounts: store::Result<Vec<_>> = accounts.collect();
    let mut accounts = accounts?;
    accounts.retain(|account| !account.entries.is_empty());
    Ok(accounts)
}

/// Shows the ledger; dispatchers may read.
pub async fn show(
    State(site): State<Site>,
    account: Dispatcher,
    PageFrame { frame, coop }: PageFrame,
) -> Result<Response> {
    let currency = coop.currency;
    let read = site.app.db.read(accounts).await?;
    let administrator = account.may(Action::ManageCoop);
    let now = site.app.clock.now();
    let page = LedgerPage::new(frame, currency, administrator, &read, now);
    Ok(page::render(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_named_by_the_end_of_its_address() {
        assert_eq!(short("https://a.example/ap/j/0192-4f2a9c"), "4F2A9C");
        assert_eq!(short("é"), "");
    }
}
