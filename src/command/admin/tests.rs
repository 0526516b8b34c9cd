use clap::Parser;

use super::*;
use crate::command::init::{InitArgs, init};

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    args: AdminArgs,
}

async fn fresh(folder: &std::path::Path) -> std::path::PathBuf {
    let args = InitArgs {
        name: Some("Velo".into()),
        url: Some("http://admin.localhost".into()),
        place: Some("Vaduz".into()),
        at: Some("47.141,9.521".into()),
        administrator: Some("ada@example.org".into()),
        database: Some("sqlite:musette.sqlite".into()),
        currency: Some("CHF".into()),
        time_zone: Some("Europe/Vaduz".into()),
        config: Some(folder.join("musette.toml")),
        ..InitArgs::default()
    };
    init(&args).await.unwrap().file
}

/// Runs a line as it would be typed after `musette admin`.
async fn said(config: &std::path::Path, line: &[&str]) -> Result<String, String> {
    let mut words = vec!["admin", "--config", config.to_str().unwrap()];
    words.extend(line);
    let args = Line::try_parse_from(words).map_err(|e| e.to_string())?.args;
    let app = app(&args.settings).await.map_err(|e| e.to_string())?;
    let result = match args.act {
        Act::Coop(act) => coop::run(&app, act).await,
        Act::User(act) => user::run(&app, act).await,
        Act::Restaurant(act) => restaurant::run(&app, act).await,
        Act::Advice(act) => advice::run(&app, act).await,
        Act::Host(act) => host::run(&app, act).await,
        Act::ResetPassword { email, generate } => {
            user::reset_password(&app, &email, generate).await
        }
        Act::Sessions(act) => session::run(&app, act).await,
    };
    result.map_err(|e| e.to_string())
}

#[tokio::test]
async fn an_administrator_looks_after_people() {
    let folder = tempfile::tempdir().unwrap();
    let config = fresh(folder.path()).await;
    let create = [
        "user",
        "create",
        "--email",
        "Bo@example.org",
        "--name",
        "Bo",
        "--role",
        "courier",
        "--generate-password",
    ];
    assert!(said(&config, &create).await.unwrap().contains("shown once"));
    let taken = said(&config, &create).await.unwrap_err();
    assert!(
        taken.contains("there is an account with this e-mail address"),
        "{taken}"
    );
    said(&config, &["user", "role", "bo@example.org", "dispatcher"])
        .await
        .unwrap();
    let list = said(&config, &["user", "list"]).await.unwrap();
    assert!(
        list.contains("bo@example.org") && list.contains("courier, customer, dispatcher"),
        "{list}"
    );
    let roles = said(
        &config,
        &["user", "role", "bo@example.org", "courier", "--remove"],
    )
    .await
    .unwrap();
    assert!(!roles.contains("courier"), "{roles}");
    let nobody = said(&config, &["user", "role", "x@example.org", "courier"])
        .await
        .unwrap_err();
    assert!(nobody.contains("nobody has an account"), "{nobody}");
    let role = said(&config, &["user", "role", "bo@example.org", "king"])
        .await
        .unwrap_err();
    assert!(
        role.contains("write customer, restaurant, courier"),
        "{role}"
    );
    let reset = said(
        &config,
        &["reset-password", "ada@example.org", "--generate"],
    )
    .await
    .unwrap();
    assert!(reset.contains("0 sessions were ended"), "{reset}");
    assert!(
        said(&config, &["sessions", "revoke", "ada@example.org"])
            .await
            .is_ok()
    );
    assert!(
        said(&config, &["sessions", "list", "ada@example.org"])
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_administrator_blocks_hosts() {
    let folder = tempfile::tempdir().unwrap();
    let config = fresh(folder.path()).await;
    let list = ["host", "list"];
    assert!(said(&config, &list).await.unwrap().contains("no host"));
    let blocked = said(&config, &["host", "block", "https://Spam.Example/"])
        .await
        .unwrap();
    assert!(blocked.contains("spam.example is blocked"), "{blocked}");
    let again = said(&config, &["host", "block", "spam.example"]).await;
    assert!(again.unwrap().contains("already"));
    assert_eq!(
        said(&config, &list).await.unwrap(),
        "spam.example  blocked  from the command line\n"
    );
    let why = [
        "host",
        "limit",
        "https://loud.example/users/x",
        "--reason",
        "noise",
    ];
    assert!(said(&config, &why).await.unwrap().contains("is limited"));
    let both = said(&config, &list).await.unwrap();
    assert!(
        both.contains("https://loud.example/users/x  limited  noise"),
        "{both}"
    );
    let lifted = said(
        &config,
        &["host", "unblock", "https://loud.example/users/x"],
    )
    .await;
    assert!(lifted.unwrap().contains("no longer"));
    for wrong in ["admin.localhost", "a b", ""] {
        assert!(said(&config, &["host", "block", wrong]).await.is_err());
    }
    let lifted = said(&config, &["host", "unblock", "spam.example"]).await;
    assert!(lifted.unwrap().contains("no longer blocked"));
    assert!(said(&config, &list).await.unwrap().contains("no host"));
}

#[tokio::test]
async fn an_administrator_sets_prices() {
    let folder = tempfile::tempdir().unwrap();
    let config = fresh(folder.path()).await;
    let shown = said(
        &config,
        &["coop", "set-prices", "--base", "4.20", "--commission", "10"],
    )
    .await
    .unwrap();
    assert!(
        shown.contains("4.20 CHF and 0.80 CHF") && shown.contains("10.0 %"),
        "{shown}"
    );
    let wrong = said(&config, &["coop", "set-prices", "--base", "-1"])
        .await
        .unwrap_err();
    assert!(
        wrong.contains("unexpected argument") || wrong.contains("negative"),
        "{wrong}"
    );
    let wrong = said(&config, &["coop", "set-prices", "--base=1000000000000"])
        .await
        .unwrap_err();
    assert!(wrong.contains("at most"), "{wrong}");
    let wrong = said(&config, &["coop", "set-prices", "--commission=101"])
        .await
        .unwrap_err();
    assert!(wrong.contains("between 0 and 100"), "{wrong}");
    let twice = said(
        &config,
        &[
            "coop", "create", "--name", "B", "--place", "C", "--at", "1,2",
        ],
    )
    .await
    .unwrap_err();
    assert!(twice.contains("there is a co-op"), "{twice}");
}

#[tokio::test]
async fn an_administrator_hands_a_restaurant_to_its_people() {
    let folder = tempfile::tempdir().unwrap();
    let config = fresh(folder.path()).await;
    let create = [
        "restaurant",
        "create",
        "--name",
        "Zum Löffel",
        "--at",
        "47.14,9.52",
    ];
    let made = said(&config, &create).await.unwrap();
    assert!(made.contains("@zumloffel"), "{made}");
    assert!(
        said(&config, &create)
            .await
            .unwrap()
            .contains("@zumloffel2")
    );
    let claimed = said(
        &config,
        &[
            "restaurant",
            "claim",
            "@zumloffel",
            "--by",
            "ada@example.org",
        ],
    )
    .await
    .unwrap();
    assert!(
        claimed.contains("ada@example.org now works for Zum Löffel"),
        "{claimed}"
    );
    let list = said(&config, &["restaurant", "list", "--state", "hidden"])
        .await
        .unwrap();
    assert!(list.contains("@zumloffel2"), "{list}");
    let none = said(
        &config,
        &["restaurant", "claim", "nobody", "--by", "ada@example.org"],
    )
    .await
    .unwrap_err();
    assert!(none.contains("there is no restaurant"), "{none}");
    let nowhere = ["restaurant", "create", "--name", "X", "--at", "here"];
    assert!(
        said(&config, &nowhere)
            .await
            .unwrap_err()
            .contains("47.141,9.521")
    );
    let nameless = [
        "restaurant",
        "create",
        "--name",
        " ",
        "--handle",
        "ok",
        "--at",
        "1,1",
    ];
    assert!(said(&config, &nameless).await.is_err());
}

#[tokio::test]
async fn an_administrator_says_how_to_reach_the_co_op() {
    let folder = tempfile::tempdir().unwrap();
    let config = fresh(folder.path()).await;
    let set = [
        "coop",
        "set",
        "--phone",
        "+423 230 00 00",
        "--mail",
        "desk@velo.example",
        "--hue",
        "teal",
    ];
    let shown = said(&config, &set).await.unwrap();
    assert!(
        shown.contains("+4232300000") && shown.contains("desk@velo.example"),
        "{shown}"
    );
    let shown = said(&config, &["coop", "set", "--phone", ""])
        .await
        .unwrap();
    assert!(!shown.contains("+423") && shown.contains("teal"), "{shown}");
    for (wrong, because) in [
        (["--hue", "pink"], "write blue"),
        (["--mail", "desk"], "--mail"),
        (["--language", "de"], "en or fr"),
    ] {
        let line = [["coop", "set"], wrong].concat();
        let refused = said(&config, &line).await.unwrap_err();
        assert!(refused.contains(because), "{refused}");
    }
    assert!(said(&config, &["coop", "set"]).await.is_err());
}

#[tokio::test]
async fn an_administrator_locks_and_deletes_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let config = fresh(folder.path()).await;
    let create = [
        "user",
        "create",
        "--email",
        "bo@example.org",
        "--name",
        "Bo",
        "--generate-password",
    ];
    said(&config, &create).await.unwrap();
    said(
        &config,
        &["restaurant", "create", "--name", "Ox", "--at", "47,9"],
    )
    .await
    .unwrap();
    said(
        &config,
        &["restaurant", "claim", "ox", "--by", "bo@example.org"],
    )
    .await
    .unwrap();
    for gone in ["no longer works", "did not work"] {
        let line = ["restaurant", "release", "ox", "--from", "bo@example.org"];
        let told = said(&config, &line).await.unwrap();
        assert!(told.contains(gone), "{told}");
    }
    said(&config, &["user", "disable", "bo@example.org"])
        .await
        .unwrap();
    let list = said(&config, &["user", "list"]).await.unwrap();
    assert!(list.contains("customer (disabled)"), "{list}");
    said(&config, &["user", "enable", "bo@example.org"])
        .await
        .unwrap();
    said(&config, &["user", "delete", "bo@example.org"])
        .await
        .unwrap();
    let list = said(&config, &["user", "list"]).await.unwrap();
    assert!(!list.contains("bo@example.org"), "{list}");
    for act in ["disable", "delete"] {
        let last = said(&config, &["user", act, "ada@example.org"]).await;
        assert!(last.unwrap_err().contains("last administrator"), "{act}");
    }
}

#[test]
fn the_configuration_is_named_before_or_after_the_act() {
    for words in [
        ["admin", "--config", "f.toml", "user", "list"],
        ["admin", "user", "--config", "f.toml", "list"],
        ["admin", "user", "list", "--config", "f.toml"],
    ] {
        let line = Line::try_parse_from(words).unwrap();
        assert_eq!(
            line.args.settings.config.to_str(),
            Some("f.toml"),
            "{words:?}"
        );
    }
}
