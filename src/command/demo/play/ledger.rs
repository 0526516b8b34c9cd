//! What both co-ops say they owe one another, read from their ledger pages.

use std::sync::Arc;

use super::town::Town;
use super::wait::until;
use crate::command::table::columns;
use crate::row;

/// One side's page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The co-op that says so.
    pub coop: String,
    /// In minor units; positive when the other owes.
    pub net: i64,
    /// How many lines.
    pub lines: usize,
}

/// Both sides.
#[derive(Debug, Clone, Default)]
pub struct Ledgers {
    /// One page a co-op.
    pub sheets: Vec<Sheet>,
}

impl Ledgers {
    /// Whether both say the same, and something at all for this many deliveries.
    pub fn are_equal(&self, deliveries: usize) -> bool {
        match self.sheets.as_slice() {
            [one, other] => {
                one.net == -other.net && one.lines == other.lines && one.lines >= deliveries
            }
            _ => false,
        }
    }

    /// What each says.
    pub fn table(&self) -> String {
        let mut rows = Vec::new();
        for (sheet, other) in self.sheets.iter().zip(self.sheets.iter().rev()) {
            let what = if sheet.net < 0 { "owes" } else { "gets from" };
            let net = sheet.net.unsigned_abs();
            rows.push(row![
                format!("{} {what} {}", sheet.coop, other.coop),
                format!("{}.{:02} CHF, {} lines", net / 100, net % 100, sheet.lines)
            ]);
        }
        let same = match self.sheets.as_slice() {
            [one, other] => one.net == -other.net && one.lines == other.lines,
            _ => false,
        };
        rows.push(row!["both ledgers equal", if same { "yes" } else { "NO" }]);
        columns(2, &rows)
    }
}

/// Reads both ledgers, when the last receipt has been answered.
pub async fn compare(towns: &[Arc<Town>; 2]) -> anyhow::Result<Ledgers> {
    let [one, other] = towns;
    let equal = until("both ledgers say the same", || async {
        let sheets = vec![read(one).await?, read(other).await?];
        let ledgers = Ledgers { sheets };
        Ok(ledgers.are_equal(1).then_some(ledgers))
    })
    .await;
    match equal {
        Ok(ledgers) => Ok(ledgers),
        // The table shows in which way they differ.
        Err(_) => Ok(Ledgers {
            sheets: vec![read(one).await?, read(other).await?],
        }),
    }
}

async fn read(town: &Town) -> anyhow::Result<Sheet> {
    let page = town.person("admin").await?.open("/coop/ledger").await?;
    let mut sheet = Sheet {
        coop: town.cast.name.to_owned(),
        ..Sheet::default()
    };
    for partner in page.look().having("data-partner", None) {
        let net = partner.attribute("data-net").unwrap_or_default();
        sheet.net += net.parse::<i64>().unwrap_or_default();
        let bodies = partner.named("tbody");
        sheet.lines += bodies
            .iter()
            .map(|body| body.named("tr").len())
            .sum::<usize>();
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ledgers_are_equal_when_one_is_the_other_turned_round() {
        let sheet = |net, lines| Sheet {
            coop: "x".into(),
            net,
            lines,
        };
        let equal = |a, b| Ledgers { sheets: vec![a, b] }.are_equal(2);
        assert!(equal(sheet(500, 4), sheet(-500, 4)));
        assert!(!equal(sheet(500, 4), sheet(500, 4)));
        assert!(!equal(sheet(500, 4), sheet(-500, 3)));
        assert!(!equal(sheet(0, 0), sheet(0, 0)));
    }
}
