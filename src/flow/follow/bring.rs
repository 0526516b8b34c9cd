//! A customer brings the list of restaurants along that they followed from another server.

use musette_domain::TextValue;
use musette_domain::id::UserId;

use crate::app::App;
use crate::flow::timer::{self, JobKind};
use crate::store::follow_import::{self, FollowImport, FollowImportState};
use crate::store::{Conn, Result};

/// The most lines that are taken.
pub const MOST: usize = 1_000;
/// The longest address.
const LONGEST: usize = 320;

/// The addresses (`name@host`) of a file as Mastodon writes it: the first column; a header, other columns, empty lines and repetitions are passed over.
pub fn addresses(file: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    for line in reader.records().filter_map(std::result::Result::ok) {
        let first = line.get(0).unwrap_or_default().trim();
        let address = first.trim_start_matches('@').to_lowercase();
        if is_address(&address) && !found.contains(&address) {
            found.push(address);
        }
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// `name@host`, nothing else.
fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    text.len() <= LONGEST
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !host.is_empty() && (name.to_owned() + host).chars().all(plain)
        })
}

/// Takes the addresses; they are looked up one after the other. Says how many are new. An earlier list is forgotten.
pub fn run(c: &mut Conn, app: &App, user: &UserId, addresses: &[String]) -> Result<usize> {
    follow_import::delete_of(c, user)?;
    let mut new = 0;
    for address in addresses.iter().take(MOST) {
        let row = FollowImport {
            user_id: user.clone(),
            address: address.clone(),
            state: FollowImportState::Waiting,
            created_at: app.clock.now(),
        };
        new += usize::from(follow_import::insert_if_absent(c, &row)?);
    }
    if new > 0 {
        timer::now(c, app, JobKind::BringFollows, user.as_str())?;
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_column_counts_and_a_header_does_not() {
        let file = "\u{feff}Account address,Show boosts,Notify on new posts,Languages\n\
                    mimi@vaduz.example,true,false,\n\
                    @Fennel@Schaan.example,true,false,\"de, fr\"\n\
                    mimi@vaduz.example,true,false,\n\n\
                    not an address\n<b>@evil.example\nname@,x\n";
        assert_eq!(
            addresses(file),
            ["mimi@vaduz.example", "fennel@schaan.example"]
        );
        let many: Vec<String> = (0..2_000).map(|i| format!("r{i}@x.example")).collect();
        assert_eq!(addresses(&many.join("\n")).len(), MOST);
        assert!(addresses("\"never closed,\n\u{0}@\u{1}").is_empty());
    }
}
