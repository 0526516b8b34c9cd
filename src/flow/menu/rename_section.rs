//! A section gets another name.

use musette_domain::id::{MenuSectionId, RestaurantId};
use musette_domain::text::{self, TextProblem};

use super::{bump, section};
use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::{Conn, menu_section};

refusals! {
    /// Why the section keeps its name.
    pub enum RenameSectionRefusal {
        /// No name.
        #[error("{0}")]
        Name(TextProblem) = "menu-section-name-none",
    }
}

impl From<TextProblem> for RenameSectionRefusal {
    fn from(problem: TextProblem) -> Self {
        Self::Name(problem)
    }
}

/// Renames the section.
pub fn run(
    c: &mut Conn,
    app: &App,
    of: &RestaurantId,
    id: &MenuSectionId,
    name: &str,
) -> Result<Changed, RenameSectionRefusal> {
    let mut row = section(c, of, id)?;
    let name = text::name(name)?;
    if row.name == name {
        return Ok(Changed::nothing());
    }
    row.name = name;
    menu_section::save(c, &row)?;
    let changed = bump(c, app, of)?;
    app.tell.menu_changed(c, of)?;
    Ok(changed)
}
