use super::*;
use crate::command::settings::SettingsArgs;

/// A port that nobody listens on: others know the instance by its address, so it must be settled before the start.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn args(folder: &std::path::Path) -> InitArgs {
    InitArgs {
        name: Some("Velo Äule".into()),
        url: Some(format!("http://vaduz.localhost:{}", free_port())),
        place: Some("Vaduz".into()),
        at: Some("47.141,9.521".into()),
        administrator: Some("Ada@Example.org".into()),
        database: Some("sqlite:data/musette.sqlite".into()),
        currency: Some("CHF".into()),
        time_zone: Some("Europe/Vaduz".into()),
        language: Some("en".into()),
        config: Some(folder.join("musette.toml")),
        map: None,
        password: None,
    }
}

#[tokio::test]
async fn five_answers_leave_a_configuration_that_starts() {
    let folder = tempfile::tempdir().unwrap();
    let made = init(&args(folder.path())).await.unwrap();
    assert_eq!(made.password.as_ref().unwrap().len(), 19);
    let loaded = SettingsArgs {
        config: made.file.clone(),
        set: vec!["log.level=warn".into()],
    }
    .load()
    .unwrap();
    let running = instance::start(loaded.config, Arc::new(WallClock))
        .await
        .unwrap();
    assert_ne!(running.address.port(), 0);
    running.stop().await;
    assert!(!folder.path().join("musette.toml.draft").exists());
}

#[tokio::test]
async fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let first = args(folder.path());
    init(&first).await.unwrap();
    let again = init(&first).await.err().unwrap().to_string();
    assert!(again.contains("is not overwritten"), "{again}");
    let other = InitArgs {
        name: Some("Another".into()),
        config: Some(folder.path().join("other.toml")),
        ..first
    };
    let again = init(&other).await.err().unwrap().to_string();
    assert!(again.contains("another co-op in this database"), "{again}");
    assert!(!folder.path().join("other.toml").exists());
}

#[test]
fn what_was_typed_stays_one_value() {
    let content = file::write(
        &Url::parse("https://lyon.example").unwrap(),
        "sqlite:a\"\n[trade]\nauto_bid = true #",
    );
    let document: toml_edit::DocumentMut = content.parse().unwrap();
    assert!(document["trade"].get("auto_bid").is_none());
    assert!(content.contains("# docs/OPERATING.md"));
}

#[test]
fn the_proxy_that_https_needs_is_named() {
    let proxies = |url: &str| {
        let content = file::write(&Url::parse(url).unwrap(), "sqlite:a");
        let document: toml_edit::DocumentMut = content.parse().unwrap();
        document["instance"]["proxies"]
            .to_string()
            .trim()
            .to_owned()
    };
    assert_eq!(proxies("https://lyon.example"), "[\"127.0.0.1\"]");
    assert_eq!(proxies("http://lyon.localhost:8080"), "[]");
}

#[tokio::test]
async fn a_wrong_answer_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = InitArgs {
        url: Some("lyon.example".into()),
        ..args(folder.path())
    };
    let said = init(&wrong).await.err().unwrap().to_string();
    assert!(said.starts_with("--url: "), "{said}");
    assert!(!folder.path().join("musette.toml").exists());
}

#[test]
fn the_place_is_found_in_the_extract() {
    let folder = tempfile::tempdir().unwrap();
    let with_map = InitArgs {
        at: None,
        ..args(folder.path())
    };
    let extract = place::read(&crate::services::map::liechtenstein::path()).unwrap();
    let (name, position) = place::ask(&with_map, Some(&extract)).unwrap();
    assert_eq!(name, "Vaduz");
    assert!((position.lat() - 47.14).abs() < 0.05, "{position:?}");
    let said = place::ask(&with_map, None).err().unwrap().to_string();
    assert!(said.contains("--place") && said.contains("--map"), "{said}");
}

#[tokio::test]
async fn everything_is_checked_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.pbf");
    std::fs::write(&broken, b"no map").unwrap();
    let right = || args(folder.path());
    for wrong in [
        InitArgs {
            map: Some(broken),
            ..right()
        },
        InitArgs {
            language: Some("xx".into()),
            ..right()
        },
        InitArgs {
            currency: Some("francs".into()),
            ..right()
        },
        InitArgs {
            time_zone: Some("Middle/Earth".into()),
            ..right()
        },
        InitArgs {
            password: Some("short".into()),
            ..right()
        },
    ] {
        assert!(init(&wrong).await.is_err(), "{wrong:?}");
        assert!(!folder.path().join("data").exists(), "{wrong:?}");
    }
    init(&right()).await.unwrap();
}

#[tokio::test]
async fn what_broke_off_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let first = args(folder.path());
    let made = init(&first).await.unwrap();
    // As if the last step, the file, had failed.
    std::fs::remove_file(&made.file).unwrap();
    let again = InitArgs {
        password: Some("a sentence of my own".into()),
        ..first
    };
    let made = init(&again).await.unwrap();
    assert_eq!(made.password, None);
    assert!(made.file.exists());
}
