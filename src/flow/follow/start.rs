//! A customer begins to follow a restaurant.

use musette_domain::id::UserId;

use crate::app::App;
use crate::flow::Changed;
use crate::flow::refusal::refusals;
use crate::store::restaurant::RestaurantState;
use crate::store::restaurant_follow::{self, RestaurantFollow};
use crate::store::{Conn, remote_restaurant, restaurant};

refusals! {
    /// Why a restaurant cannot be followed.
    pub enum FollowRefusal {
        /// Neither ours nor known.
        #[error("this restaurant is not known here")]
        Unknown = "follow-unknown",
    }
}

/// Follows the restaurant with this actor. Following twice is following once.
pub fn run(c: &mut Conn, app: &App, user: &UserId, target: &str) -> Result<Changed, FollowRefusal> {
    let ours = match app.urls.restaurant_handle(target) {
        Some(handle) => {
            let row = restaurant::of_handle(c, handle)?;
            row.filter(|row| row.state == RestaurantState::Listed)
                .ok_or(FollowRefusal::Unknown)?;
            true
        }
        None => {
            let row = remote_restaurant::find_optional(c, target)?;
            row.filter(|row| row.gone_at.is_none())
                .ok_or(FollowRefusal::Unknown)?;
            false
        }
    };
    let row = RestaurantFollow {
        user_id: user.clone(),
        target_id: target.to_owned(),
        created_at: app.clock.now(),
    };
    if restaurant_follow::insert_if_absent(c, &row)? && !ours {
        // The first one; and harmless for the others, who come when a request was never accepted.
        app.tell.follow(c, target)?;
    }
    Ok(Changed::nothing())
}
