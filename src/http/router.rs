//! Every route of the instance on one screen, grouped by who uses it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use super::middleware::{FORM_LIMIT, PAGE_TIME, Strictness, UPLOAD_TIME, strict, trace};
use super::{Site, actor_redirect, assets, csrf, error_page, health, session};
use crate::web::{self, account, restaurant as kitchen};

/// The whole HTTP side of an instance. `federated` are the routes of other servers: [`crate::peer`]'s, which only `command` can put together.
pub fn of_site(site: &Site, federated: Router<Site>) -> Router {
    let pages = Router::new()
        .merge(visitor())
        .merge(customer())
        .merge(restaurant())
        .merge(courier())
        .merge(dispatch())
        .merge(coop())
        .merge(accounts())
        .fallback(error_page::no_such_page)
        .layer(from_fn_with_state(site.clone(), actor_redirect::lead))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            error_page::TIMED_OUT,
            PAGE_TIME,
        ));
    let people = pages
        .merge(uploads())
        .merge(streams())
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(csrf::layer(site))
        .layer(CatchPanicLayer::custom(error_page::after_panic))
        .layer(from_fn_with_state(site.clone(), error_page::error_pages))
        .layer(from_fn_with_state(site.clone(), session::prolong))
        .layer(session::layer(site));
    let machines = Router::new()
        .merge(federated)
        .merge(machine())
        .layer(CatchPanicLayer::custom(error_page::after_panic));
    people
        .merge(machines)
        .layer(from_fn_with_state(Strictness::new(site), strict))
        .layer(from_fn_with_state(site.clone(), trace))
        .with_state(site.clone())
}

/// Anybody: what one can eat, restaurants here and elsewhere, the co-op.
fn visitor() -> Router<Site> {
    web::visitor::routes()
        .merge(web::conversation::routes())
        .merge(web::events::routes())
        .route("/about", get(web::about::show))
        .route("/look", post(web::look_form::choose))
}

/// Who orders: cart, checkout, orders, following.
fn customer() -> Router<Site> {
    web::customer::routes()
}

/// Who cooks: the board, the profile, the menu, specials.
fn restaurant() -> Router<Site> {
    kitchen::board::routes()
        .route(
            "/restaurant/{handle}/profile",
            get(kitchen::profile::show).post(kitchen::profile::send),
        )
        .route("/restaurant/{handle}/listing", post(kitchen::list::send))
        .route("/restaurant/{handle}/close", post(kitchen::close::send))
        .route("/restaurant/{handle}/reopen", post(kitchen::reopen::send))
        .route("/restaurant/{handle}/busy", post(kitchen::set_busy::send))
        .route("/restaurant/{handle}/menu", get(kitchen::menu::show))
        .route(
            "/restaurant/{handle}/menu/sections",
            get(kitchen::add_section::back).post(kitchen::add_section::send),
        )
        .route(
            "/restaurant/{handle}/menu/sections/{id}",
            post(kitchen::rename_section::send),
        )
        .route(
            "/restaurant/{handle}/menu/sections/{id}/move",
            post(kitchen::move_section::send),
        )
        .route(
            "/restaurant/{handle}/menu/sections/{id}/remove",
            post(kitchen::remove_section::send),
        )
        .route(
            "/restaurant/{handle}/menu/new",
            get(kitchen::add_item::show).post(kitchen::add_item::send),
        )
        .route(
            "/restaurant/{handle}/menu/items/{id}",
            get(kitchen::edit_item::show).post(kitchen::edit_item::send),
        )
        .route(
            "/restaurant/{handle}/menu/items/{id}/move",
            post(kitchen::move_item::send),
        )
        .route(
            "/restaurant/{handle}/menu/items/{id}/sold-out",
            post(kitchen::sold_out::send),
        )
        .route(
            "/restaurant/{handle}/menu/items/{id}/remove",
            post(kitchen::remove_item::send),
        )
        .route(
            "/restaurant/{handle}/specials",
            get(kitchen::specials::show),
        )
        .route(
            "/restaurant/{handle}/specials/plan",
            get(kitchen::plan_special::show),
        )
        .route(
            "/restaurant/{handle}/specials/plan/{id}/forget",
            post(kitchen::forget_plan::send),
        )
        .route(
            "/restaurant/{handle}/specials/{id}",
            get(kitchen::edit_special::show),
        )
        .route(
            "/restaurant/{handle}/specials/{id}/sold-out",
            post(kitchen::special_sold_out::send),
        )
        .route(
            "/restaurant/{handle}/specials/{id}/take-back",
            post(kitchen::take_back_special::send),
        )
        .route(
            "/restaurant/{handle}/collections",
            get(kitchen::collections::show).post(kitchen::collections::send),
        )
        .route("/restaurant/{handle}/leaving", get(kitchen::leaving::show))
        .route(
            "/restaurant/{handle}/leaving/export",
            get(kitchen::export::send),
        )
        .route(
            "/restaurant/{handle}/leaving/alias",
            get(kitchen::leaving::back).post(kitchen::aliases::add),
        )
        .route(
            "/restaurant/{handle}/leaving/alias/remove",
            post(kitchen::aliases::remove),
        )
        .route(
            "/restaurant/{handle}/leaving/move",
            get(kitchen::leaving::back).post(kitchen::move_out::send),
        )
        .route(
            "/restaurant/{handle}/leaving/remove",
            get(kitchen::leaving::back).post(kitchen::remove::send),
        )
        .route(
            "/restaurant/{handle}/pictures",
            get(kitchen::pictures::show),
        )
        .route(
            "/restaurant/{handle}/pictures/{purpose}/remove",
            post(kitchen::pictures::remove),
        )
}

/// Forms with a picture: more time, and the size is checked where they are read, with a refusal that says so.
fn uploads() -> Router<Site> {
    Router::new()
        .route(
            "/restaurant/{handle}/specials",
            post(kitchen::specials::send),
        )
        .route(
            "/restaurant/{handle}/specials/plan",
            post(kitchen::plan_special::send),
        )
        .route(
            "/restaurant/{handle}/specials/{id}",
            post(kitchen::edit_special::send),
        )
        .route(
            "/coop/moderation/advice",
            get(web::coop::moderation::advice::show)
                .post(web::coop::moderation::import_advice::send),
        )
        .route(
            "/restaurant/{handle}/pictures/{purpose}",
            get(kitchen::pictures::back).post(kitchen::pictures::send),
        )
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            error_page::TIMED_OUT,
            UPLOAD_TIME,
        ))
}

/// Who rides.
fn courier() -> Router<Site> {
    web::courier::routes()
}

/// Who plans the day.
fn dispatch() -> Router<Site> {
    web::dispatch::routes()
}

/// Who runs the co-op: partners, agreements, settlement, settings.
fn coop() -> Router<Site> {
    web::coop::routes()
}

/// Signing up, in and out; sessions; the password.
fn accounts() -> Router<Site> {
    Router::new()
        .route(
            "/sign-up",
            get(account::sign_up::show).post(account::sign_up::send),
        )
        .route(
            "/sign-in",
            get(account::sign_in::show).post(account::sign_in::send),
        )
        .route("/sign-out", post(account::sign_out::send))
        .route("/account", get(account::overview::show))
        .route(
            "/account/sessions/revoke",
            post(account::revoke_session::send),
        )
        .route(
            "/account/delete",
            get(account::delete_account::show).post(account::delete_account::send),
        )
        .route(
            "/account/password",
            get(account::change_password::show).post(account::change_password::send),
        )
}

/// Event streams: neither time-out nor compression.
fn streams() -> Router<Site> {
    web::customer::streams()
        .merge(kitchen::board::streams())
        .merge(web::dispatch::streams())
        .merge(web::courier::streams())
        .merge(web::coop::streams())
}

/// Style sheets, scripts, pictures; and whoever watches this process.
fn machine() -> Router<Site> {
    assets::router()
        .route("/health", get(health::health))
        .route("/media/{id}", get(web::media::show))
}
