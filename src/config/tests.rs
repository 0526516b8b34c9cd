use std::path::PathBuf;

use rstest::rstest;

use super::load::{Loaded, Sources, load};
use super::setting::{SETTINGS, variable};
use super::{Origin, Problems};

const LEAST: &str = "[instance]\nurl = \"https://lyon.example\"\n";

/// Loads settings from this text as a file, and from environment and flags.
fn from(
    content: &str,
    environment: &[(&str, &str)],
    flags: &[(&str, &str)],
) -> Result<Loaded, Problems> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("musette.toml");
    std::fs::write(&file, content).unwrap();
    let owned = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(a, b)| ((*a).into(), (*b).into()));
        pairs.collect()
    };
    load(&Sources {
        file: Some(file),
        environment: owned(environment),
        flags: owned(flags),
    })
}

#[rstest]
#[case::loopback_peers_in_the_open(
    "[instance]\nurl = \"https://lyon.example\"\nbind = \"0.0.0.0:8080\"\n\n[federation]\n# for tests\nloopback_peers = true\n",
    "musette.toml, line 7: federation.loopback_peers needs instance.bind on a loopback address, but it is 0.0.0.0:8080"
)]
#[case::unknown_key(
    "[instance]\nurl = \"https://lyon.example\"\n[trade]\noffer_windw = 60\n",
    "musette.toml, line 4: there is no setting trade.offer_windw; did you mean trade.offer_window?"
)]
#[case::unknown_section(
    "[instance]\nurl = \"https://lyon.example\"\n[trad]\nauto_bid = true\n",
    "musette.toml, line 3: there is no setting trad; did you mean trade?"
)]
#[case::no_url(
    "[instance]\nbind = \"127.0.0.1:1\"\n",
    "instance.url is missing; write url ="
)]
#[case::bare_address(
    "[instance]\nurl = \"https://192.0.2.1\"\n",
    "line 2: instance.url: \"https://192.0.2.1\" names no host"
)]
#[case::plain_http(
    "[instance]\nurl = \"http://lyon.example\"\n",
    "must begin with https://"
)]
#[case::a_path("[instance]\nurl = \"https://lyon.example/food\"\n", "has a path")]
#[case::http_in_the_open(
    "[instance]\nurl = \"http://lyon.localhost\"\nbind = \"0.0.0.0:80\"\n",
    "must begin with https://, because instance.bind is 0.0.0.0:80"
)]
#[case::a_bare_name_in_the_open(
    "[instance]\nurl = \"http://vaduz\"\nbind = \"0.0.0.0:80\"\n",
    "must begin with https://, because instance.bind is 0.0.0.0:80"
)]
#[case::bind_without_port(
    "[instance]\nurl = \"https://lyon.example\"\nbind = \"127.0.0.1\"\n",
    "line 3: instance.bind: \"127.0.0.1\" is no address with a port; write 127.0.0.1:8080"
)]
#[case::too_long_a_window(
    "[instance]\nurl = \"https://lyon.example\"\n[trade]\noffer_window = 86400\n",
    "line 4: trade.offer_window: 86400 is out of range; write a whole number from 5 to 3600"
)]
#[case::no_number(
    "[instance]\nurl = \"https://lyon.example\"\n[database]\nreaders = \"many\"\n",
    "line 4: database.readers: is no whole number"
)]
#[case::no_switch(
    "[instance]\nurl = \"https://lyon.example\"\n[trade]\nauto_bid = \"perhaps\"\n",
    "line 4: trade.auto_bid: must be true or false"
)]
#[case::no_database(
    "[instance]\nurl = \"https://lyon.example\"\n[database]\nurl = \"mysql://localhost/x\"\n",
    "line 4: database.url:"
)]
#[case::no_certificate(
    "[instance]\nurl = \"https://lyon.example\"\n[federation]\nextra_ca = \"nowhere.pem\"\n",
    "nowhere.pem cannot be read"
)]
#[case::mail_without_sender(
    "[instance]\nurl = \"https://lyon.example\"\n[mail]\nsmtp = \"smtps://mail.example\"\n",
    "line 4: mail.smtp needs a sender"
)]
#[case::sender_without_mail(
    "[instance]\nurl = \"https://lyon.example\"\n[mail]\nfrom = \"a@lyon.example\"\n",
    "line 4: mail.from is used with mail.smtp only"
)]
#[case::two_ways_of_mail(
    "[instance]\nurl = \"https://lyon.example\"\n[mail]\nsmtp = \"smtps://mail.example\"\nfrom = \"a@lyon.example\"\nfolder = \"mail\"\n",
    "line 6: letters go either"
)]
#[case::no_sender(
    "[instance]\nurl = \"https://lyon.example\"\n[mail]\nsmtp = \"smtps://mail.example\"\nfrom = \"nobody\"\n",
    "line 5: mail.from: \"nobody\" is no sender"
)]
#[case::no_level(
    "[instance]\nurl = \"https://lyon.example\"\n[log]\nlevel = \"musette=loud\"\n",
    "line 4: log.level: \"musette=loud\" is no level"
)]
#[case::no_format(
    "[instance]\nurl = \"https://lyon.example\"\n[log]\nformat = \"xml\"\n",
    "line 4: log.format: \"xml\" is no format; write text or json"
)]
#[case::not_toml(
    "[instance]\nurl = https://lyon.example\n",
    "musette.toml, line 2: this is not TOML"
)]
fn a_wrong_value_is_named_with_its_line_the_reason_and_what_is_right(
    #[case] content: &str,
    #[case] expected: &str,
) {
    let problems = from(content, &[], &[]).unwrap_err().to_string();
    assert!(problems.contains(expected), "{problems}");
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let content = "[instance]\nbind = \"x\"\n[trade]\nauto_bid = 7\n";
    let problems = from(content, &[], &[]).unwrap_err();
    assert_eq!(problems.0.len(), 3, "{problems}");
}

#[test]
fn a_missing_file_says_what_makes_one() {
    let sources = Sources {
        file: Some(PathBuf::from("/nowhere/musette.toml")),
        ..Sources::default()
    };
    let problems = load(&sources).unwrap_err().to_string();
    assert!(problems.contains("`musette init` makes one"), "{problems}");
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let content =
        format!("{LEAST}[trade]\noffer_window = 30\nanswer_within = 60\nacknowledge_within = 70\n");
    let loaded = from(
        &content,
        &[
            ("MUSETTE_TRADE_ANSWER_WITHIN", "61"),
            ("MUSETTE_TRADE_ACKNOWLEDGE_WITHIN", "71"),
            ("MUSETTE_TEST_POSTGRES_URL", "not ours"),
            ("HOME", "/root"),
        ],
        &[("trade.acknowledge_within", "72")],
    )
    .unwrap();
    let trade = &loaded.config.trade;
    assert_eq!(trade.offer_window.num_seconds(), 30);
    assert_eq!(trade.answer_within.num_seconds(), 61);
    assert_eq!(trade.acknowledge_within.num_seconds(), 72);
    let origin = |key: &str| {
        let shown = loaded.values.iter().find(|shown| shown.key == key);
        shown.unwrap().origin.to_string()
    };
    assert_eq!(origin("trade.offer_window"), "musette.toml, line 4");
    assert_eq!(origin("trade.answer_within"), "MUSETTE_TRADE_ANSWER_WITHIN");
    assert_eq!(origin("trade.acknowledge_within"), "--set");
    assert_eq!(origin("trade.auto_bid"), "default");
}

/// A value that each setting takes, to be said in the environment.
fn sample(key: &str, certificate: &str) -> String {
    match key {
        "instance.url" => "https://other.example/",
        "instance.bind" => "127.0.0.1:7",
        "instance.data" => "/data",
        "instance.proxies" => "10.0.0.2",
        "instance.source" => "https://code.example/musette",
        "database.url" => "sqlite:/data/x.sqlite",
        "database.readers" => "7",
        "federation.loopback_peers"
        | "federation.authorized_fetch"
        | "federation.allow_list"
        | "trade.auto_bid" => "true",
        "federation.extra_ca" => certificate,
        "trade.offer_window" | "trade.acknowledge_within" | "trade.answer_within" => "77",
        "mail.folder" => "/letters",
        "mail.smtp" => "smtps://mail.example",
        "mail.from" => "Us <us@other.example>",
        "log.level" => "debug",
        "log.format" => "json",
        other => panic!("{other} needs a sample"),
    }
    .to_owned()
}

#[test]
fn every_setting_comes_from_the_environment_and_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = folder.path().join("ca.pem");
    std::fs::write(&certificate, "-----BEGIN CERTIFICATE-----\n").unwrap();
    let documentation = include_str!("../../docs/OPERATING.md");
    for setting in SETTINGS {
        let name = variable(setting.key);
        let value = sample(setting.key, certificate.to_str().unwrap());
        let mut environment = vec![(name.as_str(), value.as_str())];
        // Server and sender need each other.
        match setting.key {
            "mail.smtp" => environment.push(("MUSETTE_MAIL_FROM", "a@b.example")),
            "mail.from" => environment.push(("MUSETTE_MAIL_SMTP", "smtps://mail.example")),
            _ => {}
        }
        let loaded = from(LEAST, &environment, &[]).unwrap();
        let shown = loaded.values.iter().find(|shown| shown.key == setting.key);
        let shown = shown.unwrap_or_else(|| panic!("{} is not read", setting.key));
        assert_eq!(shown.value, value, "{}", setting.key);
        assert_eq!(shown.origin, Origin::Environment(name.clone()));
        assert!(
            documentation.contains(&format!("`{}`", setting.key)),
            "{} is not documented",
            setting.key
        );
        assert!(documentation.contains(&name), "{name} is not documented");
    }
    assert_eq!(from(LEAST, &[], &[]).unwrap().values.len(), SETTINGS.len());
}

#[test]
fn passwords_are_never_shown() {
    let content = format!(
        "{LEAST}[mail]\nsmtp = \"smtps://us:geheim@mail.example\"\nfrom = \"us@lyon.example\"\n"
    );
    let shown = format!("{:?}", from(&content, &[], &[]).unwrap().values);
    assert!(
        shown.contains("mail.example") && !shown.contains("geheim"),
        "{shown}"
    );
    let wrong = format!(
        "{LEAST}[mail]\nsmtp = \"https://us:geheim@mail.example\"\n[database]\nurl = \"postgres://us:geheim@[x\"\n"
    );
    let problems = from(&wrong, &[], &[]).unwrap_err().to_string();
    assert!(!problems.contains("geheim"), "{problems}");
}

#[test]
fn relative_paths_begin_at_the_configuration_file() {
    let loaded = from(LEAST, &[], &[]).unwrap();
    assert!(loaded.config.instance.data.is_absolute());
    let crate::config::mail::MailSettings::Folder(folder) = loaded.config.mail else {
        panic!("letters are files by default");
    };
    assert_eq!(folder, loaded.config.instance.data.join("mail"));
}
