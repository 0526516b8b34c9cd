//! `musette import archive`: brings in what `musette export` wrote, here or at another co-op.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, bail};
use bytes::Bytes;
use musette_domain::TextValue;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::flow::restaurant::bring_in::{self, Arrived, Brought};
use crate::flow::restaurant::take_along::{
    MENU, PICTURES, PROFILE, SPECIALS, SavedPicture, SavedProfile,
};
use crate::peer::keys::saved;
use crate::peer::saved_followers;
use crate::services::archive::{self, ArchivedFile};
use crate::services::picture::{self, Cut, Picture};
use crate::store::media::Purpose;

/// The most dishes, specials or pictures of a restaurant.
const MOST_LINES: usize = 2_000;

/// What the archive of an instance does not hold, said at the end so that nobody misses it later.
const NOT_BROUGHT: &str = "Not brought along: the co-op's name and settings, accounts, customers' follows, orders, the ledger, agreements with partners, events, planned specials, replies, stamps of collections, blocks. Old posts are in the archive for reading and were not published again.\n";

/// Reads the archive and brings in every restaurant in it; keys only if it was written at this very address.
pub async fn run(app: &App, path: &Path) -> anyhow::Result<String> {
    let opened =
        std::fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let files = tokio::task::spawn_blocking(move || archive::read(opened)).await??;
    take(app, &files).await
}

/// Brings in what is in these files; says what was done.
pub async fn take(app: &App, files: &[ArchivedFile]) -> anyhow::Result<String> {
    let folders = folders(files);
    if folders.is_empty() {
        bail!("no restaurant is in the archive ({PROFILE} is missing)");
    }
    let mut said = String::new();
    for folder in &folders {
        let brought = read(files, folder).await?;
        let (flow, name) = (app.clone(), brought.profile.name.clone());
        let brought = std::sync::Arc::new(brought);
        let (arrived, changed) = app
            .db
            .write(move |c| bring_in::run(c, &flow, &brought))
            .await
            .with_context(|| format!("{name:?} is not brought in"))?;
        app.committed(changed);
        said.push_str(&sentence(&name, &arrived));
    }
    if let Some(keys) = files.iter().find(|file| file.path == saved::FILE) {
        let (flow, bytes) = (app.clone(), keys.bytes.clone());
        let now = app.clock.wire();
        let restored = app
            .db
            .write(move |c| saved::restore(c, &flow.urls, &bytes, now))
            .await?;
        match restored {
            None => said.push_str(
                "The keys in it belong to another address and were left out, the followers with them.\n",
            ),
            Some(actors) => {
                let followers = followers(app, files).await?;
                let about = format!(
                    "{actors} actors have their keys again, and {followers} followers. Start the server anew if it is running.\n"
                );
                said.push_str(&about);
            }
        }
        said.push_str(NOT_BROUGHT);
    }
    Ok(said)
}

/// Brings back who followed the actors that are here; says how many.
async fn followers(app: &App, files: &[ArchivedFile]) -> anyhow::Result<usize> {
    let now = app.clock.wire();
    let mut restored = 0;
    for file in files {
        let name = file.path.strip_prefix("actors/");
        let name =
            name.and_then(|rest| rest.strip_suffix(saved_followers::FILE)?.strip_suffix('/'));
        let Some(name) = name.map(str::to_owned) else {
            continue;
        };
        let saved = saved_followers::read(&file.bytes)
            .with_context(|| format!("{} is broken", file.path))?;
        let urls = app.urls.clone();
        let of_one = app
            .db
            .write(move |c| saved_followers::restore(c, &urls, &name, &saved, now));
        restored += of_one.await?;
    }
    Ok(restored)
}

fn sentence(name: &str, arrived: &Arrived) -> String {
    let mut said = format!(
        "{name} is here as @{0}, hidden. `musette admin restaurant claim {0} --by EMAIL` hands it to its people.\n",
        arrived.handle
    );
    for what in &arrived.left_out {
        said.extend(["  left out: ", what, "\n"]);
    }
    said
}

/// The folders with a restaurant in them, with a slash at the end; the archive itself is the empty one.
fn folders(files: &[ArchivedFile]) -> BTreeSet<String> {
    let of = |file: &ArchivedFile| {
        let folder = file.path.strip_suffix(PROFILE)?;
        let plain = folder.is_empty()
            || folder
                .strip_prefix("restaurants/")
                .is_some_and(|rest| rest.matches('/').count() == 1 && rest.len() > 1);
        plain.then(|| folder.to_owned())
    };
    files.iter().filter_map(of).collect()
}

fn find<'a>(files: &'a [ArchivedFile], folder: &str, name: &str) -> Option<&'a [u8]> {
    let path = format!("{folder}{name}");
    let found = files.iter().find(|file| file.path == path)?;
    Some(&found.bytes)
}

/// Reads a restaurant's files. Pictures are made anew: what is served is ours.
async fn read(files: &[ArchivedFile], folder: &str) -> anyhow::Result<Brought> {
    let text = find(files, folder, PROFILE).unwrap_or_default();
    let profile: SavedProfile =
        serde_json::from_slice(text).with_context(|| format!("{folder}{PROFILE} is broken"))?;
    let lines: Vec<SavedPicture> = rows(files, folder, PICTURES)?;
    let mut brought = Brought {
        profile,
        menu: rows(files, folder, MENU)?,
        ..Brought::default()
    };
    for line in &lines {
        let cut = match Purpose::parse(&line.purpose) {
            Ok(Purpose::Icon) => (Purpose::Icon, Cut::Square),
            Ok(Purpose::Header) => (Purpose::Header, Cut::Wide),
            _ => continue,
        };
        if let Some(made) = made(files, folder, &line.file, cut.1).await {
            brought.pictures.push((cut.0, made, line.alt.clone()));
        }
    }
    for special in rows(files, folder, SPECIALS)? {
        let special: crate::flow::restaurant::take_along::SavedSpecial = special;
        let made = made(files, folder, &special.photo, Cut::Whole).await;
        let line = lines.iter().find(|line| line.file == special.photo);
        let alt = line.map(|line| line.alt.clone()).unwrap_or_default();
        brought
            .specials
            .push((special, made.map(|made| (made, alt))));
    }
    Ok(brought)
}

/// A picture of the archive, made anew; none if it is none.
async fn made(files: &[ArchivedFile], folder: &str, file: &str, cut: Cut) -> Option<Picture> {
    let bytes = find(files, folder, file)?;
    match picture::prepare(Bytes::copy_from_slice(bytes), cut).await {
        Ok(picture) => Some(picture),
        Err(why) => {
            tracing::warn!(file, %why, "a picture was left out");
            None
        }
    }
}

fn rows<T: DeserializeOwned>(
    files: &[ArchivedFile],
    folder: &str,
    name: &str,
) -> anyhow::Result<Vec<T>> {
    let bytes = find(files, folder, name).unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let rows: Result<Vec<T>, _> = reader.deserialize().take(MOST_LINES).collect();
    rows.with_context(|| format!("{folder}{name} is broken"))
}
