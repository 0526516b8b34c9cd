//! Looks into the database: tables, co-op, keys.

use super::{Finding, Verdict, finding};
use crate::command::instance::COOP;
use crate::config::Config;
use crate::store::local_actor::ActorKind;
use crate::store::{Db, Result, coop, dialect, local_actor, migrations, own_actor};
use crate::url::Urls;

/// Whether the tables are up to date.
pub fn migrations(config: &Config) -> Finding {
    let place = &config.database.place;
    if let crate::store::Place::Sqlite(path) = place
        && !path.exists()
    {
        return finding(
            "tables",
            Verdict::Fail,
            format!(
                "{} is not there; `musette init` or `musette migrate` makes it",
                path.display()
            ),
        );
    }
    match migrations::pending(place) {
        Ok(missing) if missing.is_empty() => finding("tables", Verdict::Ok, "up to date"),
        Ok(missing) => finding(
            "tables",
            Verdict::Warn,
            format!(
                "{} migrations are missing; `musette migrate` or the next `musette serve` runs them",
                missing.len()
            ),
        ),
        Err(error) => finding("tables", Verdict::Fail, error.to_string()),
    }
}

/// Whether the database answers, and whose it is.
pub async fn examine(config: &Config, db: &Db) -> Vec<Finding> {
    let place = db.place().shown();
    let answers = match db.read(dialect::ping).await {
        Ok(()) => finding("database", Verdict::Ok, format!("{place} answers")),
        Err(error) => finding("database", Verdict::Fail, format!("{place}: {error}")),
    };
    vec![answers, co_op(db).await, keys(config, db).await]
}

async fn co_op(db: &Db) -> Finding {
    match db.read(|c| coop::find_optional(c, COOP)).await {
        Ok(Some(coop)) => finding(
            "co-op",
            Verdict::Ok,
            format!("{}, {}", coop.name, coop.place),
        ),
        Ok(None) => finding(
            "co-op",
            Verdict::Fail,
            "there is none; `musette init` or `musette admin coop create` makes it",
        ),
        Err(error) => finding("co-op", Verdict::Fail, error.to_string()),
    }
}

async fn keys(config: &Config, db: &Db) -> Finding {
    let urls = Urls::new(&config.instance.url);
    let wanted = [urls.instance(), urls.coop(), urls.desk()];
    let found: Result<(bool, Option<String>)> = db
        .read(move |c| {
            let mut all = true;
            for id in &wanted {
                let actor = local_actor::find_optional(c, id)?;
                all &= actor
                    .is_some_and(|a| !a.rsa_private.is_empty() && !a.ed25519_private.is_empty());
            }
            Ok((
                all,
                own_actor::of_kind(c, ActorKind::Instance)?.map(|a| a.id),
            ))
        })
        .await;
    match found {
        Ok((true, _)) => finding("keys", Verdict::Ok, "instance, co-op and desk have theirs"),
        Ok((false, Some(id))) if !urls.is_ours(&id) => finding(
            "keys",
            Verdict::Fail,
            format!(
                "the database belongs to {}, but instance.url is {}; set instance.url back",
                id.trim_end_matches("/ap/instance"),
                urls.origin()
            ),
        ),
        Ok((false, _)) => finding(
            "keys",
            Verdict::Warn,
            "not made yet; the first `musette serve` makes them",
        ),
        Err(error) => finding("keys", Verdict::Fail, error.to_string()),
    }
}
