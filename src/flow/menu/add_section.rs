//! A section is added at the end of the menu.

use musette_domain::TextValue;
use musette_domain::id::{MenuSectionId, RestaurantId};
use musette_domain::menu::{self, MenuProblem};
use musette_domain::text::{self, TextProblem};

use super::{bump, place};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::{broken, refusals};
use crate::store::menu_section::{self, MenuSection};
use crate::store::{Conn, restaurant};

refusals! {
    /// Why there is no such section.
    pub enum AddSectionRefusal {
        /// No name.
        #[error("{0}")]
        Name(TextProblem) = "menu-section-name-none",
        /// Enough sections.
        #[error("{0}")]
        TooMany(MenuProblem) = "menu-too-many-sections",
    }
}

impl From<TextProblem> for AddSectionRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Name(problem)
    }
}

impl From<MenuProblem> for AddSectionRefusal {
    fn from(problem: MenuProblem) -> Self {
        Self::TooMany(problem)
    }
}

/// Adds the section. One of this name is that section already: a second press changes nothing.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    name: &str,
) -> Result<Changed, AddSectionRefusal> {
    let restaurant = restaurant::find(c, of)?;
    let sections = menu_section::list_of(c, of)?;
    let name = text::name(name)?;
    if sections.iter().any(|section| section.name == name) {
        return Ok(Changed::nothing());
    }
    menu::check_size(sections.len() + 1, 0)?;
    let last = sections.last().map_or(0, |last| last.position);
    let row = MenuSection {
        id: MenuSectionId::parse(&app.ids.uuid()).map_err(broken)?,
        restaurant_id: restaurant.id,
        position: last.saturating_add(1).max(place(sections.len())),
        name,
    };
    menu_section::insert(c, &row)?;
    let changed = bump(c, app, of)?;
    app.tell.menu_changed(c, of)?;
    Ok(changed)
}
