//! What the moderators' page shows, as it is read.

use std::collections::HashMap;

use musette_domain::Instant;
use musette_domain::id::UserId;

use crate::i18n::Words;
use crate::store::host_policy::Level;
use crate::store::moderation_entry::{self, ModerationEntry};
use crate::store::noise::{self, Noise};
use crate::store::reply::{self, Reply};
use crate::store::report::{self, Report};
use crate::store::{self, Conn, actor_policy, host_policy, partner, policies, user_account};

/// How many rows of a kind are shown.
const MOST: i64 = 50;
/// How many decisions are shown.
const RULES: usize = 500;

/// What was decided about a server or an actor.
pub(super) struct Rule {
    /// The server or the actor.
    pub(super) name: String,
    /// What was decided.
    pub(super) level: Level,
    /// Why.
    pub(super) reason: String,
    /// By whom.
    pub(super) by: Option<UserId>,
    /// When.
    pub(super) at: Instant,
}

/// Everything that the page shows.
#[derive(Default)]
pub(super) struct Board {
    /// Open reports.
    pub(super) reports: Vec<Report>,
    /// Replies that nobody else reads.
    pub(super) hidden: Vec<Reply>,
    /// What was decided, the newest first.
    pub(super) rules: Vec<Rule>,
    /// What was refused.
    pub(super) noise: Vec<Noise>,
    /// What moderators did.
    pub(super) entries: Vec<ModerationEntry>,
    /// Names of those who decided and did.
    pub(super) people: HashMap<UserId, String>,
    /// The hosts of partners, which others may imitate.
    pub(super) partners: Vec<String>,
    /// Whether only servers that we know are spoken with.
    pub(super) only_known: bool,
}

impl Board {
    /// The name of who did something.
    pub(super) fn name(&self, w: Words, user: Option<&UserId>) -> String {
        match user {
            None => w.say("moderation-command-line").into_owned(),
            Some(id) => match self.people.get(id) {
                Some(name) => name.clone(),
                None => w.say("moderation-former").into_owned(),
            },
        }
    }
    /// Who did something, and when.
    pub(super) fn who(&self, w: Words, user: Option<&UserId>, when: &str) -> String {
        format!("{}, {when}", self.name(w, user))
    }

    /// For tests and previews.
    #[cfg(test)]
    pub(super) fn sample() -> Self {
        use crate::store::moderation_entry::ModerationAct;
        use crate::store::noise::NoiseReason;
        use crate::store::report::ReportDirection;
        let at = Instant::from_millis(1_792_000_000_000);
        let rule = |name: &str, level| Rule {
            name: name.into(),
            level,
            reason: "<b>spam".into(),
            by: None,
            at,
        };
        let report = |id: &str, direction| Report {
            id: id.into(),
            direction,
            host: "<b>.example".into(),
            actor_id: "https://x.example/<b>".into(),
            objects: vec!["https://x.example/1".into()],
            content: "<script>".into(),
            received_at: at,
            forwarded_at: (direction == ReportDirection::In).then_some(at),
            closed_by: None,
            closed_at: None,
            note: String::new(),
        };
        let noise = |host: &str, reason: &NoiseReason| Noise {
            host: host.into(),
            reason: *reason,
            times: 7,
            first_at: at,
            last_at: at,
        };
        let entry = |act: &ModerationAct| ModerationEntry {
            id: act.text().into(),
            at,
            by_user: None,
            act: *act,
            subject: "<b>.example".into(),
            reason: "<b>".into(),
        };
        let (restaurant, _) = crate::web::restaurant::sample::menu();
        let special = crate::web::restaurant::sample::special();
        Self {
            reports: vec![
                report("1", ReportDirection::In),
                report("2", ReportDirection::Out),
            ],
            hidden: vec![crate::web::restaurant::sample::reply(&restaurant, &special)],
            rules: vec![
                rule("xn--lon-dfd.example", Level::Suspended),
                rule("loud.example", Level::Limited),
                rule("https://good.example/u", Level::Allowed),
            ],
            noise: NoiseReason::ALL
                .iter()
                .map(|reason| noise("x.example", reason))
                .chain([noise("", &NoiseReason::Other)])
                .collect(),
            entries: ModerationAct::ALL.iter().map(entry).collect(),
            people: HashMap::new(),
            partners: vec!["lyon.example".into()],
            only_known: true,
        }
    }
}

/// Reads it.
pub(super) fn board(c: &mut Conn) -> store::Result<Board> {
    let hosts = host_policy::list(c)?.into_iter().map(|row| Rule {
        name: row.host,
        level: row.level,
        reason: row.reason,
        by: row.by_user,
        at: row.at,
    });
    let actors = actor_policy::list(c)?.into_iter().map(|row| Rule {
        name: row.actor_id,
        level: row.level,
        reason: row.reason,
        by: row.by_user,
        at: row.at,
    });
    let mut rules: Vec<Rule> = hosts.chain(actors).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.at));
    rules.truncate(RULES);
    let mut board = Board {
        reports: report::open(c, MOST)?,
        hidden: reply::hidden(c, MOST)?,
        noise: noise::list(c, MOST)?,
        entries: moderation_entry::list(c, MOST)?,
        people: HashMap::new(),
        partners: partner::all(c)?.into_iter().map(|row| row.host).collect(),
        only_known: policies::load(c)?.only_known(),
        rules,
    };
    let decided = board.rules.iter().filter_map(|rule| rule.by.clone());
    let did = board.entries.iter().filter_map(|row| row.by_user.clone());
    let people: Vec<UserId> = decided.chain(did).collect();
    for id in people {
        if !board.people.contains_key(&id)
            && let Some(row) = user_account::find_optional(c, &id)?
        {
            board.people.insert(id, row.name);
        }
    }
    Ok(board)
}
