//! A restaurant that wants to read every reply before everybody does.

use musette_domain::TextValue;
use musette_domain::id::RestaurantId;

use crate::app::Topic;
use crate::flow::Changed;
use crate::store::setting::{self, Setting};
use crate::store::{Conn, Result};

fn key(of: &RestaurantId) -> String {
    format!("replies.held.{}", of.as_str())
}

/// Whether new replies to this restaurant are hidden until its people show them.
pub fn holds(c: &mut Conn, of: &RestaurantId) -> Result<bool> {
    Ok(setting::find_optional(c, &key(of))?.is_some())
}

/// Lets new replies wait, or no longer. What is hidden or shown already stays so.
pub fn run(c: &mut Conn, of: &RestaurantId, hold: bool) -> Result<Changed> {
    let row = Setting {
        key: key(of),
        value: "yes".to_owned(),
    };
    let is_change = if hold {
        setting::insert_if_absent(c, &row)?
    } else {
        setting::delete(c, &row.key)?
    };
    Ok(if is_change {
        Changed::topics([Topic::Restaurant(of.clone())])
    } else {
        Changed::nothing()
    })
}
