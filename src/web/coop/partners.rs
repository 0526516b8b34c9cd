//! `GET /coop/partners`: the co-ops we know, how we stand with each, and finding another.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::TimeDelta;
use musette_domain::role::Action;
use musette_domain::{Currency, Instant, Money};

use super::alarms::{self, Alarms};
use super::section::{Section, SideLink, links};
use crate::app::App;
use crate::flow::alarm::{self, Alarm};
use crate::flow::pin_check::fingerprint;
use crate::flow::settle;
use crate::http::{Account, Dispatcher, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::partner::{self, Partner, PartnerState};
use crate::store::trade_agreement::{self, AgreementState, TradeAgreement};
use crate::store::{self, Conn, ledger_entry};
use crate::web::form::{Form, FormErrors};
use crate::web::page::{self, Frame};
use crate::web::parts::{
    Badge, Empty, ErrorSummary, Field, Hue, LiveState, Opening, Origin, Relation, Tag, Tone,
};

/// For how long carried deliveries are counted.
const PERIOD: TimeDelta = TimeDelta::days(30);

/// A partner with how we stand with it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The partner.
    pub partner: Partner,
    /// The agreement that counts: the one in force, else the newest.
    pub agreement: Option<TradeAgreement>,
    /// What it owes us, tips included; negative if we owe it.
    pub balance: Money,
    /// Deliveries settled in the period, both ways.
    pub jobs: usize,
    /// What nobody has looked at yet.
    pub alarms: Vec<Alarm>,
}

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The desk.
    pub desk: String,
    /// The agreement's id.
    pub agreement_id: String,
    /// Bag and name.
    pub origin: Origin,
    /// Its server.
    pub host: String,
    /// How far the agreement is.
    pub agreement: Tag,
    /// Until when it is valid.
    pub until: Option<String>,
    /// Deliveries of the period.
    pub jobs: usize,
    /// The balance.
    pub balance: String,
    /// When it was last heard of.
    pub contact: Badge,
    /// The fingerprint of its desk's key, in groups.
    pub key: String,
}

/// The page.
#[derive(Template)]
#[template(path = "coop/partners.html")]
pub struct PartnersPage {
    frame: Frame,
    w: Words,
    live: LiveState,
    side: Vec<SideLink>,
    rows: Vec<Row>,
    alarms: Vec<Alarms>,
    none: Empty,
    administrator: bool,
    errors: Option<ErrorSummary>,
    host: Field,
}

impl PartnersPage {
    /// The page of what was read.
    pub fn new(
        frame: Frame,
        administrator: bool,
        standings: &[Standing],
        now: Instant,
        (form, errors): (&Form, &FormErrors),
    ) -> Self {
        let w = frame.w;
        let time = frame.format.time(now);
        let found: Vec<_> = standings
            .iter()
            .filter(|one| !one.alarms.is_empty())
            .map(|one| (one.partner.clone(), one.alarms.clone()))
            .collect();
        Self {
            alarms: alarms::show(&frame, &found, super::PARTNERS, now),
            live: LiveState::new(w, "/coop/live", super::PARTNERS, time),
            side: links(w, Section::Partners, administrator),
            rows: standings.iter().map(|one| row(&frame, one, now)).collect(),
            none: Empty::new(Hue::Teal, "strap", w.say("partners-none"))
                .text(w.say("partners-none-text")),
            administrator,
            errors: ErrorSummary::of(w, errors),
            host: Field::new(w, "host", w.say("partners-host"))
                .hint(w.say("partners-host-hint"))
                .most(253)
                .kept(form, errors),
            w,
            frame,
        }
    }

    /// Reads the partners and makes their page.
    pub async fn read(
        app: &App,
        account: &Account,
        PageFrame { frame, coop }: PageFrame,
        form: (&Form, &FormErrors),
    ) -> Result<Self> {
        let now = app.clock.now();
        let rows = app
            .db
            .read(move |c| standings(c, coop.currency, now))
            .await?;
        let administrator = account.may(Action::ManageCoop);
        Ok(Self::new(frame, administrator, &rows, now, form))
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let now = Instant::from_millis(1_793_000_000_000);
        let partner = Partner {
            desk_id: "https://pontcassis.example/ap/desk".into(),
            coop_id: "https://pontcassis.example/ap/coop".into(),
            host: "pontcassis.example".into(),
            name: "Les Sonnettes".into(),
            place: "Pontcassis".into(),
            hue: "brick".into(),
            inbox: "https://pontcassis.example/ap/desk/inbox".into(),
            quote_url: None,
            log_url: None,
            capacity_url: None,
            key_id: "https://pontcassis.example/ap/desk#key".into(),
            public_key: vec![7; 32],
            agreement_id: None,
            state: PartnerState::Active,
            sent_seq: 4,
            received_seq: 5,
            acknowledged_seq: 4,
            last_contact_at: Some(now.minus(TimeDelta::seconds(8))),
            silent_since: None,
            created_at: now,
        };
        let silent = Partner {
            desk_id: "https://grandpignon.example/ap/desk".into(),
            silent_since: Some(now.minus(TimeDelta::minutes(14))),
            ..partner.clone()
        };
        let standing = |partner, minor| Standing {
            partner,
            agreement: None,
            balance: Money::new(minor, Currency::EUR),
            jobs: 126,
            alarms: Vec::new(),
        };
        let rows = [standing(partner, 266), standing(silent, -4120)];
        let mut errors = FormErrors::new();
        errors.add("host", "partners-not-found");
        let form = Form::of([("host", "<script>")]);
        Self::new(Frame::sample(lang), true, &rows, now, (&form, &errors))
    }
}

fn row(frame: &Frame, one: &Standing, now: Instant) -> Row {
    let (w, format) = (frame.w, frame.format);
    let partner = &one.partner;
    let hue = Hue::chosen(Some(&partner.hue), &partner.name);
    let name = format!("{}, {}", partner.name, partner.place);
    let until = one.agreement.as_ref();
    let until = until.filter(|agreement| agreement.state == AgreementState::Active);
    let contact = match (partner.silent_since, partner.last_contact_at) {
        (Some(since), _) => {
            let since = format.moment(since, now);
            let text = w.with("partners-silent", &[("time", since)]);
            Badge::new(Opening::Unreachable, text)
        }
        (None, Some(at)) => Badge::new(Opening::Open, format.ago(at, now)),
        (None, None) => Badge::new(Opening::Closed, w.say("partners-no-contact")),
    };
    Row {
        desk: partner.desk_id.clone(),
        agreement_id: one
            .agreement
            .as_ref()
            .map_or_else(String::new, |row| row.id.clone()),
        origin: Origin::new(w, hue, Relation::Of, &name),
        host: partner.host.clone(),
        agreement: tag(w, one.agreement.as_ref()),
        until: until.map(|agreement| {
            let day = format.day_year(format.day_of(agreement.valid_through));
            w.with("partners-until", &[("day", day)])
        }),
        jobs: one.jobs,
        balance: format.balance(one.balance),
        contact,
        key: groups(&fingerprint(&partner.public_key)),
    }
}

/// How far an agreement is, in a word.
pub fn tag(w: Words, agreement: Option<&TradeAgreement>) -> Tag {
    let Some(row) = agreement else {
        return Tag::new(w.say("agreement-none"), Tone::Plain);
    };
    match row.state {
        AgreementState::Active => Tag::new(w.say("agreement-active"), Tone::Ok),
        AgreementState::Offered if row.offered_by_us => {
            Tag::new(w.say("agreement-waits"), Tone::Warn)
        }
        AgreementState::Offered => Tag::new(w.say("agreement-received"), Tone::Now),
        AgreementState::Rejected => Tag::new(w.say("agreement-rejected"), Tone::Plain),
        AgreementState::Ended => Tag::new(w.say("agreement-ended"), Tone::Plain),
    }
}

/// A fingerprint in groups of four, to be read out on the telephone.
pub fn groups(hex: &str) -> String {
    let signs: Vec<char> = hex.chars().collect();
    let groups = signs
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// All partners with how we stand with them.
pub fn standings(c: &mut Conn, currency: Currency, now: Instant) -> store::Result<Vec<Standing>> {
    let since = now.minus(PERIOD);
    let partners = partner::all(c)?.into_iter();
    partners
        .map(|partner| {
            let rows = trade_agreement::of_partner(c, &partner.desk_id)?;
            let active = rows
                .iter()
                .filter(|row| row.state == AgreementState::Active)
                .max_by_key(|row| partner.agreement_id.as_ref() == Some(&row.id));
            let entries = ledger_entry::of_partner(c, &partner.desk_id)?;
            let jobs = entries.iter().filter(|entry| {
                entry.kind == ledger_entry::LedgerKind::Fee && entry.created_at >= since
            });
            Ok(Standing {
                agreement: active.or_else(|| rows.first()).cloned(),
                jobs: jobs.count(),
                alarms: alarm::of(c, &partner.desk_id)?,
                balance: settle::balance(c, &partner.desk_id, currency)?.balance,
                partner,
            })
        })
        .collect()
}

/// Shows the partners; dispatchers may read.
pub async fn show(
    State(site): State<Site>,
    account: Dispatcher,
    frame: PageFrame,
) -> Result<Response> {
    let (form, errors) = (Form::default(), FormErrors::new());
    let page = PartnersPage::read(&site.app, &account, frame, (&form, &errors)).await?;
    Ok(page::render(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_read_out_in_groups() {
        assert_eq!(groups("7f3a91c2e04b"), "7f3a 91c2 e04b");
        assert_eq!(groups(""), "");
    }
}
