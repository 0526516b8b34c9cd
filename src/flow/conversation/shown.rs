//! What everybody may read below a special: public replies that stand, whose parents stand, of servers that are not blocked.

use std::collections::HashSet;

use musette_domain::id::SpecialId;

use crate::store::{Conn, Result, reply};

/// The ids of the replies to a special whose Note is `note`, and of the replies to those, the oldest first.
///
/// What answers something hidden is hidden with it.
pub fn of_special(c: &mut Conn, note: &str, special: &SpecialId) -> Result<Vec<String>> {
    let heads = reply::heads_of_special(c, special)?;
    let mut shown = HashSet::from([note.to_owned()]);
    let mut ids = Vec::with_capacity(heads.len());
    for (id, parent) in heads {
        if parent.is_some_and(|parent| shown.contains(&parent)) {
            shown.insert(id.clone());
            ids.push(id);
        }
    }
    Ok(ids)
}
