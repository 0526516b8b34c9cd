//! The page of a restaurant that is not here any more: where it went, or that it is gone.

use axum::http::StatusCode;
use axum::response::Response;

use super::restaurant::name_and_host;
use crate::http::{Result, Site};
use crate::store::{self, Conn, actor_move, local_actor, remote_restaurant, restaurant};
use crate::url::Urls;
use crate::web::empty_page::EmptyPage;
use crate::web::page::{self, Frame};
use crate::web::parts::{Empty, Hue, Link};

/// A restaurant that is not here any more.
struct Left {
    name: String,
    /// Its new page: address and words.
    home: Option<(String, String)>,
}

/// Shows where the restaurant of this name went, if it was here once, or at another server and we heard it move.
pub async fn instead(site: &Site, frame: Frame, name: &str) -> Result<Option<Response>> {
    let (urls, name) = (site.app.urls.clone(), name.to_lowercase());
    let found = site.app.db.read(move |c| find(c, &urls, &name)).await?;
    Ok(found.map(|left| show(frame, left)))
}

fn show(frame: Frame, left: Left) -> Response {
    let w = frame.w;
    let name = [("name", left.name.as_str())];
    let (status, empty) = match left.home {
        Some((href, label)) => (
            StatusCode::OK,
            Empty::new(Hue::Plum, "pin", w.with("left-moved", &name))
                .text(w.say("left-moved-text"))
                .link(Link::new(href, label)),
        ),
        None => (
            StatusCode::GONE,
            Empty::new(Hue::Plum, "pin", w.with("left-gone", &name))
                .link(Link::new("/", w.say("door-discover"))),
        ),
    };
    let title = left.name.clone();
    page::render_as(
        status,
        &EmptyPage {
            frame,
            title,
            empty,
        },
    )
}

fn find(c: &mut Conn, urls: &Urls, name: &str) -> store::Result<Option<Left>> {
    let (handle, host) = name_and_host(name);
    if let Some(host) = host.filter(|host| *host != urls.authority()) {
        let Some(row) = remote_restaurant::find_by_handle(c, host, handle)? else {
            return Ok(None);
        };
        let Some(moved) = actor_move::find_optional(c, &row.actor_id)? else {
            return Ok(None);
        };
        let home = home(c, urls, &moved.target_id)?;
        return Ok(Some(Left {
            name: row.name,
            home: Some(home),
        }));
    }
    let Some(actor) = local_actor::find_by_name(c, handle)? else {
        return Ok(None);
    };
    let Some(id) = &actor.restaurant_id else {
        return Ok(None);
    };
    let name = restaurant::find(c, id)?.name;
    if actor.gone_at.is_some() {
        return Ok(Some(Left { name, home: None }));
    }
    let Some(target) = &actor.moved_to else {
        return Ok(None);
    };
    let home = home(c, urls, target)?;
    Ok(Some(Left {
        name,
        home: Some(home),
    }))
}

/// The page of a new home: ours, ours of theirs if we know the restaurant there, else its own address.
fn home(c: &mut Conn, urls: &Urls, target: &str) -> store::Result<(String, String)> {
    if let Some(handle) = urls.restaurant_handle(target) {
        return Ok((format!("/@{handle}"), format!("@{handle}")));
    }
    let known = remote_restaurant::find_optional(c, target)?.filter(|row| row.gone_at.is_none());
    Ok(match known {
        Some(row) => {
            let label = format!("@{}@{}", row.handle, row.host);
            (format!("/{label}"), label)
        }
        None => (target.to_owned(), target.to_owned()),
    })
}
