//! A restaurant's sign or header is taken away.

use musette_domain::id::RestaurantId;

use crate::app::App;
use crate::flow::{Changed, restaurant};
use crate::store::media::{self, Purpose};
use crate::store::{self, Conn, Result};

/// Takes the picture away; where there is none, nothing happens.
pub fn run(c: &mut Conn, app: &App, of: &RestaurantId, purpose: Purpose) -> Result<Changed> {
    let mut row = store::restaurant::find(c, of)?;
    if media::delete_of(c, of, purpose)? == 0 {
        return Ok(Changed::nothing());
    }
    restaurant::save(c, app, &mut row)
}
