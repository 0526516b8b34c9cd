//! A section changes places with its neighbour.

use musette_domain::id::{MenuSectionId, RestaurantId};

use super::{Way, bump, moved, place, section};
use crate::app::App;
use crate::flow::Changed;
use crate::store::{Conn, Result, menu_section};

/// Moves the section by one place, if it stands where it was shown (`from`); at the end of the menu nothing happens.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &MenuSectionId,
    way: Way,
    from: Option<usize>,
) -> Result<Changed> {
    section(c, of, id)?;
    let sections = menu_section::list_of(c, of)?;
    let Some(sections) = moved(sections, way, from, |row| row.id == *id) else {
        return Ok(Changed::nothing());
    };
    for (n, mut row) in sections.into_iter().enumerate() {
        if row.position != place(n) {
            row.position = place(n);
            menu_section::save(c, &row)?;
        }
    }
    let changed = bump(c, app, of)?;
    app.tell.menu_changed(c, of)?;
    Ok(changed)
}
