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
    let handle = app.urls.restaurant_handle(target);
    let known = match handle {
        Some(handle) => restaurant::of_handle(c, handle)?
            .is_some_and(|row| row.state == RestaurantState::Listed),
        None => {
            remote_restaurant::find_optional(c, target)?.is_some_and(|row| row.gone_at.is_none())
        }
    };
    if !known {
        return Err(FollowRefusal::Unknown);
    }
    let row = RestaurantFollow {
        user_id: user.clone(),
        target_id: target.to_owned(),
        created_at: app.clock.now(),
        notify_since: None,
    };
    let new = restaurant_follow::insert_if_absent(c, &row)?;
    if new && handle.is_none() && restaurant_follow::count_of(c, target)? == 1 {
        app.tell.follow(c, target)?;
    }
    Ok(Changed::nothing())
}
