use super::*;
use crate::command::init::{InitArgs, init};

async fn fresh(folder: &std::path::Path) -> Loaded {
    let args = InitArgs {
        name: Some("Velo".into()),
        url: Some("http://doctor.localhost:1".into()),
        place: Some("Vaduz".into()),
        at: Some("47.141,9.521".into()),
        administrator: Some("ada@example.org".into()),
        database: Some("sqlite:data/musette.sqlite".into()),
        config: Some(folder.join("musette.toml")),
        ..InitArgs::default()
    };
    let made = init(&args).await.unwrap();
    let settings = SettingsArgs {
        config: made.file,
        set: Vec::new(),
    };
    settings.load().unwrap()
}

fn verdict(findings: &[Finding], what: &str) -> Verdict {
    let found = findings.iter().find(|found| found.what == what);
    found
        .unwrap_or_else(|| panic!("{what} is not looked at"))
        .verdict
}

#[tokio::test]
async fn a_fresh_instance_that_does_not_run_fails_at_its_address_only() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = fresh(folder.path()).await;
    let findings = examine(&loaded.config).await;
    for right in ["tables", "database", "co-op", "mail", "clock"] {
        assert_eq!(verdict(&findings, right), Verdict::Ok, "{findings:?}");
    }
    assert_eq!(verdict(&findings, "map"), Verdict::Warn);
    assert_eq!(verdict(&findings, "own address"), Verdict::Fail);
    let table = settings_table(&loaded);
    assert!(table.contains("musette.toml, line 6"), "{table}");
    assert!(table.contains("default"), "{table}");
}

#[tokio::test]
async fn an_empty_folder_has_no_tables() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = fresh(folder.path()).await;
    let mut config = loaded.config;
    config.database.place = crate::store::Place::Sqlite(folder.path().join("other.sqlite"));
    let findings = examine(&config).await;
    assert_eq!(verdict(&findings, "tables"), Verdict::Fail);
}

#[tokio::test]
async fn a_database_of_another_address_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let loaded = fresh(folder.path()).await;
    let mut config = loaded.config;
    config.instance.url = url::Url::parse("https://other.example").unwrap();
    config.federation.loopback_peers = false;
    let findings = examine(&config).await;
    assert_eq!(verdict(&findings, "keys"), Verdict::Fail);
}
