//! An empty section goes.

use musette_domain::id::{MenuSectionId, RestaurantId};

use super::{bump, section};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::{Conn, menu_item, menu_section};

refusals! {
    /// Why the section stays.
    pub enum RemoveSectionRefusal {
        /// Something stands in it.
        #[error("this section still has items; move or remove them first")]
        NotEmpty = "menu-section-not-empty",
        /// Items that once stood in it need a place, and there is no other section.
        #[error("the menu's last section stays, because orders remember what stood in it")]
        Last = "menu-section-last",
    }
}

/// Removes the section. Items that were removed from it before are kept with another section, because orders refer to them.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &MenuSectionId,
) -> Result<Changed, RemoveSectionRefusal> {
    section(c, of, id)?;
    let items = menu_item::list_on_menu(c, of)?;
    if items.iter().any(|item| item.section_id == *id) {
        return Err(RemoveSectionRefusal::NotEmpty);
    }
    if menu_item::count_ever_in(c, id)? > 0 {
        let others = menu_section::list_of(c, of)?;
        let other = others.into_iter().find(|row| row.id != *id);
        let other = other.ok_or(RemoveSectionRefusal::Last)?;
        menu_item::move_removed(c, id, &other.id)?;
    }
    menu_section::delete(c, id)?;
    let changed = bump(c, app, of)?;
    app.tell.menu_changed(c, of)?;
    Ok(changed)
}
