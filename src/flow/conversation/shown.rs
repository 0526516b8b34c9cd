//! What everybody may read below a special: public replies that stand, whose parents stand, of nobody who is limited or suspended.

use std::collections::HashSet;

use musette_domain::id::SpecialId;

use crate::store::{Conn, Result, reply};

/// The ids of the replies to a special whose Note is `note`, and of the replies to those, the oldest first.
///
/// What answers something hidden is hidden with it.
pub fn of_special(c: &mut Conn, note: &str, special: &SpecialId) -> Result<Vec<String>> {
    let heads = reply::heads_of_special(c, special)?;
    let mut by_depth: Vec<_> = heads.iter().collect();
    by_depth.sort_by_key(|(_, _, depth)| *depth);
    let mut shown = HashSet::from([note.to_owned()]);
    for (id, parent, _) in by_depth {
        if parent.as_ref().is_some_and(|parent| shown.contains(parent)) {
            shown.insert(id.clone());
        }
    }
    let ids = heads.into_iter().map(|(id, _, _)| id);
    Ok(ids.filter(|id| shown.contains(id)).collect())
}
