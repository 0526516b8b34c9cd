//! What the demo prints: where to look, how to sign in, what to try.

use std::fmt::Write as _;

use musette_domain::role::Role;

use super::Pair;
use super::cast::{CAST, CoopCast, PASSWORD};
use super::folder::{Folder, file};
use crate::command::table::columns;
use crate::row;

/// Addresses, logins, and a walk through the chain.
pub fn table(folder: &Folder, pair: &Pair) -> String {
    let mut out =
        String::from("\nTwo co-ops are running. They know each other only by signed HTTP.\n\n");
    let mut rows = Vec::new();
    for (cast, running) in CAST.iter().zip(pair) {
        let url = running.app.urls.origin();
        rows.push(row![cast.name, cast.place, url]);
    }
    out.push_str(&columns(2, &rows));
    let _ = write!(out, "\nEverybody's password is: {PASSWORD}\n\n");
    let mut rows = vec![row!["WHO", CAST[0].place, CAST[1].place]];
    for (title, role) in [
        ("customers", Role::Customer),
        ("couriers", Role::Courier),
        ("dispatcher", Role::Dispatcher),
        ("administrator", Role::Administrator),
    ] {
        rows.push(row![title, logins(CAST[0], role), logins(CAST[1], role)]);
    }
    rows.push(row!["restaurants", kitchens(CAST[0]), kitchens(CAST[1])]);
    rows.push(row![
        "(each followed by)",
        format!("@{}", CAST[0].host()),
        format!("@{}", CAST[1].host())
    ]);
    out.push_str(&columns(2, &rows));
    let [vaduz, schaan] = pair;
    out.push_str(&walk(vaduz.app.urls.origin(), schaan.app.urls.origin()));
    let _ = write!(
        out,
        "\nLetters are files in {0}/vaduz/mail and {0}/schaan/mail. `musette doctor --config {1}` checks a co-op.\nCtrl-C stops both; started again, the demo goes on where it was.\n© OpenStreetMap contributors for streets and addresses (2013). All kitchens and people are invented.\n",
        folder.path().display(),
        file(folder.path(), CAST[0]).display()
    );
    out
}

fn logins(cast: &CoopCast, role: Role) -> String {
    let names: Vec<&str> = cast.with_role(role).map(|person| person.login).collect();
    names.join(", ")
}

fn kitchens(cast: &CoopCast) -> String {
    let names: Vec<&str> = cast
        .restaurants
        .iter()
        .map(|restaurant| restaurant.handle)
        .collect();
    names.join(", ")
}

/// The chain, from hunger to the door.
fn walk(vaduz: &str, schaan: &str) -> String {
    format!(
        "\nTry this (one browser window each, or private ones):\n\
         \x20 1. {vaduz}: sign in as anna@vaduz.localhost, order at Zum Leiterwagen (open round the clock) to Städtle 32.\n\
         \x20 2. {vaduz}: leiterwagen@vaduz.localhost accepts the order on the board.\n\
         \x20 3. {vaduz}: dispatch@vaduz.localhost offers the delivery to the neighbours.\n\
         \x20 4. {schaan}: dispatch@schaan.localhost takes the offer and assigns mara.\n\
         \x20 5. {schaan}: mara@schaan.localhost picks up with the code and delivers with Anna's PIN.\n\
         \x20 6. {vaduz}: Anna sees it delivered; admin@vaduz.localhost sees the same line in the ledger as admin@schaan.localhost.\n\
         \x20 Or order at a restaurant of the other town: both are on the first page.\n"
    )
}
