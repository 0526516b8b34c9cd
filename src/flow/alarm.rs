//! What a co-op's people should know about a partner: it contradicts itself, or refused what we said. It stays until somebody has seen it.

use musette_domain::Instant;
use serde::{Deserialize, Serialize};

use super::refusal::broken;
use crate::store::setting::{self, Setting};
use crate::store::{Conn, Result};

/// How many are kept of one partner; the oldest go first.
const MOST: usize = 20;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "camelCase")]
pub enum What {
    /// A message came a second time with other content.
    OtherContent {
        /// Its id.
        activity: String,
    },
    /// A number came a second time: a backup may have been restored there.
    NumberAgain {
        /// The number.
        seq: i64,
    },
    /// It says it has more of our messages than we have sent: a backup may have been restored here.
    NeverSent {
        /// The number it names.
        seq: i64,
    },
    /// It refused one of our messages for good.
    Refused {
        /// The name of the message.
        kind: String,
        /// The status of its answer.
        status: u16,
    },
    /// One of our messages keeps failing there, and is tried again and again.
    Parked {
        /// The name of the message.
        kind: String,
    },
    /// It does not open its customer's door to the carrier that we chose.
    CarrierRefused {
        /// The order's number.
        order: String,
    },
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// When, in milliseconds.
    at: i64,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

impl Alarm {
    /// When it happened, last.
    pub const fn at(&self) -> Instant {
        Instant::from_millis(self.at)
    }
}

/// Notes it. The same again counts once, with its new time.
pub fn raise(c: &mut Conn, desk: &str, what: What, now: Instant) -> Result<()> {
    tracing::error!(
        partner = desk,
        ?what,
        "people have to look at what a partner does"
    );
    let mut alarms = of(c, desk)?;
    alarms.retain(|known| known.what != what);
    let at = now.millis();
    alarms.insert(0, Alarm { at, what });
    alarms.truncate(MOST);
    let row = Setting {
        key: key(desk),
        value: serde_json::to_string(&alarms).map_err(broken)?,
    };
    if !setting::insert_if_absent(c, &row)? {
        setting::save(c, &row)?;
    }
    Ok(())
}

/// What nobody has seen yet about a partner, the newest first.
pub fn of(c: &mut Conn, desk: &str) -> Result<Vec<Alarm>> {
    match setting::find_optional(c, &key(desk))? {
        Some(row) => serde_json::from_str(&row.value).map_err(broken),
        None => Ok(Vec::new()),
    }
}

/// Somebody has seen it all.
pub fn seen(c: &mut Conn, desk: &str) -> Result<()> {
    setting::delete(c, &key(desk))?;
    Ok(())
}

fn key(desk: &str) -> String {
    format!("partner_alarm {desk}")
}
