//! How reading and writing behave, on both databases.

use musette_domain::Instant;
use rstest::rstest;

use super::testing::{Fresh, Kind};
use super::{Error, inbox_seen, setting};

fn value(key: &str, value: &str) -> setting::Setting {
    setting::Setting {
        key: key.into(),
        value: value.into(),
    }
}

#[rstest]
#[tokio::test]
async fn a_refused_transaction_leaves_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let db = fresh.open().unwrap();
    let refused: Result<(), Error> = db
        .write(|c| {
            setting::insert(c, &value("a", "1"))?;
            Err(Error::NotFound)
        })
        .await;
    assert!(matches!(refused, Err(Error::NotFound)));
    assert_eq!(
        db.read(|c| setting::find_optional(c, "a")).await.unwrap(),
        None
    );
}

#[rstest]
#[tokio::test]
async fn a_taken_key_is_a_conflict_and_the_next_transaction_works(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let db = fresh.open().unwrap();
    db.write(|c| setting::insert(c, &value("a", "1")))
        .await
        .unwrap();
    let again = db.write(|c| setting::insert(c, &value("a", "2"))).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
    db.write(|c| setting::insert(c, &value("b", "3")))
        .await
        .unwrap();
    let first = db.read(|c| setting::find(c, "a")).await.unwrap();
    assert_eq!(first.value, "1");
}

#[rstest]
#[tokio::test]
async fn a_panic_in_a_transaction_rolls_back_and_the_writer_lives_on(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let db = fresh.open().unwrap();
    let outcome: Result<(), Error> = db
        .write(|c| {
            setting::insert(c, &value("a", "1"))?;
            panic!("on purpose");
        })
        .await;
    assert!(matches!(outcome, Err(Error::Database(_))), "{outcome:?}");
    assert_eq!(
        db.read(|c| setting::find_optional(c, "a")).await.unwrap(),
        None
    );
    db.write(|c| setting::insert(c, &value("b", "2")))
        .await
        .unwrap();
}

#[rstest]
#[tokio::test]
async fn of_many_first_times_exactly_one_is_first(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let db = fresh.open().unwrap();
    let row = inbox_seen::InboxSeen {
        activity_id: "https://a.example/1".into(),
        body_hash: "h".into(),
        received_at: Instant::from_millis(1),
        actor_id: "https://a.example/u".into(),
    };
    let tries = (0..64).map(|_| {
        let (db, row) = (db.clone(), row.clone());
        tokio::spawn(async move {
            db.write(move |c| inbox_seen::insert_if_absent(c, &row))
                .await
                .unwrap()
        })
    });
    let mut first = 0;
    for outcome in tries.collect::<Vec<_>>() {
        first += u32::from(outcome.await.unwrap());
    }
    assert_eq!(first, 1);
}

#[rstest]
#[tokio::test]
async fn of_many_at_once_those_that_refuse_or_panic_leave_nothing_and_the_others_stay(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let db = fresh.open().unwrap();
    let tries = (0..96_u32).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(move |c| {
                setting::insert(c, &value(&format!("{number}"), "1"))?;
                match number % 3 {
                    0 => Ok(number),
                    1 => Err(Error::NotFound),
                    _ => panic!("on purpose"),
                }
            })
            .await
        })
    });
    let mut answers = Vec::new();
    for answer in tries.collect::<Vec<_>>() {
        answers.push(answer.await.unwrap());
    }
    for (number, answer) in (0..96_u32).zip(answers) {
        let key = format!("{number}");
        let row = db.read(move |c| setting::find_optional(c, &key)).await;
        let is_there = row.unwrap().is_some();
        match number % 3 {
            0 => assert!(matches!(answer, Ok(same) if same == number) && is_there),
            1 => assert!(matches!(answer, Err(Error::NotFound)) && !is_there),
            _ => assert!(matches!(answer, Err(Error::Database(_))) && !is_there),
        }
    }
}

#[tokio::test]
async fn writing_goes_on_after_the_database_closed_every_connection() {
    let Some(fresh) = Fresh::of(Kind::Postgres) else {
        return;
    };
    let db = fresh.open().unwrap();
    for round in 0..3 {
        super::testing::close_connections(fresh.place()).unwrap();
        for write in 0..4 {
            let key = format!("{round} {write}");
            db.write(move |c| setting::insert(c, &value(&key, "1")))
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn reading_connections_of_sqlite_refuse_to_write() {
    let Some(fresh) = Fresh::of(Kind::Sqlite) else {
        return;
    };
    let db = fresh.open().unwrap();
    let outcome = db.read(|c| setting::insert(c, &value("a", "1"))).await;
    assert!(matches!(outcome, Err(Error::Database(_))), "{outcome:?}");
}

#[rstest]
#[tokio::test]
async fn what_was_written_is_there_after_opening_again(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let Some(fresh) = Fresh::of(kind) else { return };
    let db = fresh.open().unwrap();
    db.write(|c| setting::insert(c, &value("a", "1")))
        .await
        .unwrap();
    drop(db);
    let db = fresh.open().unwrap();
    assert_eq!(db.read(|c| setting::find(c, "a")).await.unwrap().value, "1");
}
