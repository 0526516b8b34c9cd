//! What leaves in a file: a restaurant, or everything that the instance is in the Fediverse (FEP-6fcd, "UBC" archives).

use musette_domain::Instant;
use musette_domain::id::RestaurantId;
use musette_federation::collection::OrderedCollection;
use serde_json::{Value, json};

use super::Peer;
use super::document::{actor, address};
use super::keys::saved;
use super::saved_followers;
use crate::app::App;
use crate::flow::restaurant::take_along;
use crate::services::archive::{self, ArchivedFile};
use crate::store::local_actor::LocalActor;
use crate::store::{self, Conn, follower, local_actor, outbox_activity, remote_actor, restaurant};
use crate::url::Urls;

/// How many posts are read at once.
const AT_ONCE: i64 = 200;
/// The most posts that are taken along.
const MOST_POSTS: usize = 10_000;

/// What a restaurant takes along, as a tar archive. No keys: at another server they are worth nothing.
pub async fn of_restaurant(peer: &Peer, app: &App, id: &RestaurantId) -> store::Result<Vec<u8>> {
    let (urls, app, id) = (peer.urls.clone(), app.clone(), id.clone());
    let now = peer.clock.now();
    let files = peer.db.read(move |c| {
        let mut files = take_along::run(c, &app, &id)?;
        if let Some(ours) = local_actor::find_by_restaurant(c, &id)? {
            files.extend(documents(c, &urls, &ours, "", now)?);
        }
        Ok::<_, store::Error>(files)
    });
    sealed(peer, files.await?)
}

/// The whole instance: every actor with its keys and its posts, every restaurant with what it is. Whoever has this file can speak for the co-op.
pub async fn of_instance(peer: &Peer, app: &App) -> store::Result<Vec<u8>> {
    let (urls, app) = (peer.urls.clone(), app.clone());
    let now = peer.clock.now();
    let files = peer.db.read(move |c| {
        let mut files = Vec::new();
        for row in restaurant::run_here(c)? {
            for mut file in take_along::run(c, &app, &row.id)? {
                file.path = format!("restaurants/{}/{}", row.handle, file.path);
                files.push(file);
            }
        }
        let actors = local_actor::all(c)?;
        for ours in actors.iter().filter(|ours| ours.gone_at.is_none()) {
            let folder = format!("actors/{}/", ours.name);
            files.extend(documents(c, &urls, ours, &folder, now)?);
            let path = format!("{folder}{}", saved_followers::FILE);
            let followers = saved_followers::write(c, &ours.name)?;
            files.push(ArchivedFile::new(path, followers));
        }
        let keys = saved::write(&urls, &actors)?;
        files.push(ArchivedFile {
            secret: true,
            ..ArchivedFile::new(saved::FILE, keys)
        });
        Ok::<_, store::Error>(files)
    });
    sealed(peer, files.await?)
}

/// What an actor is in the Fediverse: its document, its posts, who follows it. Not whom it follows: that is what customers here like.
fn documents(
    c: &mut Conn,
    urls: &Urls,
    ours: &LocalActor,
    folder: &str,
    now: Instant,
) -> store::Result<Vec<ArchivedFile>> {
    let document = actor::document(c, urls, ours, now)?;
    let outbox = posts(c, urls, ours)?;
    let followers = follower::list_of(c, &ours.name)?;
    let file = |name: &str, bytes: Vec<u8>| {
        ArchivedFile::new(format!("{folder}activitypub/{name}"), bytes)
    };
    Ok(vec![
        file("actor.json", pretty(&document)?),
        file("outbox.json", pretty(&outbox)?),
        file("followers.csv", accounts(c, &followers)?),
    ])
}

/// All public posts in one collection, the newest first.
fn posts(c: &mut Conn, urls: &Urls, ours: &LocalActor) -> store::Result<Value> {
    let mut items = Vec::new();
    let mut before: Option<(Instant, String)> = None;
    loop {
        let last = before.as_ref().map(|(at, id)| (*at, id.as_str()));
        let rows = outbox_activity::public_of(c, &ours.id, last, AT_ONCE)?;
        before = rows.last().map(|row| (row.created_at, row.id.clone()));
        items.extend(
            rows.iter()
                .filter_map(|row| serde_json::from_str::<Value>(&row.body).ok()),
        );
        if i64::try_from(rows.len()).unwrap_or(0) < AT_ONCE || items.len() >= MOST_POSTS {
            break;
        }
    }
    let id = address(&urls.part(&ours.id, "outbox"))?;
    Ok(OrderedCollection::whole(id, items).to_json())
}

/// Accounts as Mastodon writes them: `name@host`, or the address where we do not know the name.
fn accounts(c: &mut Conn, ids: &[String]) -> store::Result<Vec<u8>> {
    let broken = |e: csv::Error| store::Error::Database(e.to_string());
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(["Account address"]).map_err(broken)?;
    for id in ids {
        let known = remote_actor::find_optional(c, id)?.filter(|row| !row.name.is_empty());
        let account = known.map_or_else(|| id.clone(), |row| format!("{}@{}", row.name, row.host));
        file.write_record([account]).map_err(broken)?;
    }
    file.into_inner()
        .map_err(|e| store::Error::Database(e.to_string()))
}

fn pretty(value: &Value) -> store::Result<Vec<u8>> {
    serde_json::to_vec_pretty(value).map_err(|e| store::Error::Database(e.to_string()))
}

/// Puts the table of contents first and everything into one file.
fn sealed(peer: &Peer, mut files: Vec<ArchivedFile>) -> store::Result<Vec<u8>> {
    let now = peer.clock.wire();
    let contents = manifest(&peer.urls, &now.to_rfc3339(), &files);
    files.insert(0, ArchivedFile::new("manifest.yml", contents));
    let seconds = u64::try_from(now.unix_seconds()).unwrap_or(0);
    archive::write(&files, seconds)
        .map_err(|e| store::Error::Database(format!("the archive could not be written: {e}")))
}

/// `manifest.yml`: who made it, when, and what each file is. Every text is quoted as JSON, which YAML reads.
fn manifest(urls: &Urls, made: &str, files: &[ArchivedFile]) -> String {
    let quoted = |text: &str| json!(text).to_string();
    let mut text = format!(
        "ubc-version: 0.1\nmeta:\n  created: {}\n  origin: {}\n  createdBy:\n    client: {}\n    version: {}\ncontents:\n",
        quoted(made),
        quoted(urls.origin()),
        quoted("musette"),
        quoted(env!("CARGO_PKG_VERSION")),
    );
    text.push_str("  manifest.yml:\n    url: \"https://w3id.org/fep/6fcd#manifest-file\"\n");
    for file in files {
        let url = match file.path.rsplit('/').next() {
            Some("actor.json") => "https://www.w3.org/TR/activitypub/#actor-objects",
            Some("outbox.json") => "https://www.w3.org/TR/activitystreams-core/#collections",
            Some("followers.csv") => "https://docs.joinmastodon.org/user/moving/#export",
            _ => "https://w3id.org/musette/archive",
        };
        let (path, url) = (quoted(&file.path), quoted(url));
        text.extend(["  ", &path, ":\n    url: ", &url, "\n"]);
    }
    text
}
