//! The four checks of the migrations: they run from empty, have the same names on both databases, make the tables of `schema.rs`, and run down and up again.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_migrations::MigrationHarness;
use rstest::rstest;

use super::*;
use crate::each_backend;
use crate::store::testing::{Fresh, Kind};

/// A column: its diesel type, such as `BigInt` or `Nullable<Text>`.
type Tables = BTreeMap<String, BTreeMap<String, String>>;

fn folders(database: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(database);
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn both_databases_have_the_same_migrations() {
    assert_eq!(folders("sqlite"), folders("postgres"));
}

/// What `schema.rs` says.
fn declared() -> Tables {
    let mut tables = Tables::new();
    let mut table = String::new();
    for line in include_str!("../schema.rs").lines().map(str::trim) {
        if line.starts_with("diesel::joinable!") {
            continue;
        }
        if let Some((column, kind)) = line.split_once(" -> ") {
            let kind = kind.trim_end_matches(',');
            tables
                .get_mut(&table)
                .unwrap()
                .insert(column.into(), kind.into());
        } else if let Some((name, _)) = line.split_once(" (")
            && line.ends_with(") {")
        {
            name.clone_into(&mut table);
            tables.insert(table.clone(), BTreeMap::new());
        }
    }
    tables
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    nullable: i64,
}

/// What the database says.
fn found(conn: &mut Conn) -> Tables {
    let sqlite = "SELECT m.name AS of, c.name AS name, upper(c.type) AS kind, CAST(1 - c.\"notnull\" AS BIGINT) AS nullable
        FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'";
    let postgres = "SELECT table_name::text AS of, column_name::text AS name, upper(data_type)::text AS kind,
        (CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END)::bigint AS nullable
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'";
    let columns: Vec<Column> = match conn {
        Conn::Sqlite(c) => diesel::sql_query(sqlite).load(c).unwrap(),
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => diesel::sql_query(postgres).load(c).unwrap(),
    };
    let _ = postgres;
    let mut tables = Tables::new();
    for column in columns {
        let kind = match column.kind.as_str() {
            "TEXT" => "Text",
            "BIGINT" => "BigInt",
            "INTEGER" => "Integer",
            "DOUBLE" | "DOUBLE PRECISION" => "Double",
            "BOOLEAN" => "Bool",
            "BLOB" | "BYTEA" => "Binary",
            other => panic!(
                "{}.{} has the type {other}, which only one database knows",
                column.of, column.name
            ),
        };
        let kind = if column.nullable == 1 {
            format!("Nullable<{kind}>")
        } else {
            kind.into()
        };
        tables
            .entry(column.of)
            .or_default()
            .insert(column.name, kind);
    }
    tables
}

#[rstest]
fn tables_are_those_of_the_schema(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(fresh) = Fresh::of(kind) else { return };
    run(fresh.place()).unwrap();
    let mut conn = connection::open(fresh.place()).unwrap();
    assert_eq!(found(&mut conn), declared());
}

#[derive(QueryableByName)]
struct Key {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    columns: String,
}

/// Unique keys, primary ones included, as `table(column,column)`.
fn unique_keys(conn: &mut Conn) -> BTreeSet<String> {
    let sqlite = "SELECT m.name AS of, (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY name)) AS columns
        FROM sqlite_schema m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.\"unique\" = 1 AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
    let postgres = "SELECT t.relname::text AS of, (SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute a
          WHERE a.attrelid = t.oid AND a.attnum = ANY(i.indkey))::text AS columns
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE i.indisunique AND n.nspname = 'public' AND t.relname NOT LIKE '\\_\\_%'";
    let keys: Vec<Key> = match conn {
        Conn::Sqlite(c) => diesel::sql_query(sqlite).load(c).unwrap(),
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => diesel::sql_query(postgres).load(c).unwrap(),
    };
    let _ = postgres;
    keys.into_iter()
        .map(|k| format!("{}({})", k.of, k.columns))
        .collect()
}

#[test]
fn unique_keys_are_the_same_on_both() {
    let (Some(sqlite), Some(postgres)) = (Fresh::of(Kind::Sqlite), Fresh::of(Kind::Postgres))
    else {
        return;
    };
    let keys = |fresh: &Fresh| {
        run(fresh.place()).unwrap();
        unique_keys(&mut connection::open(fresh.place()).unwrap())
    };
    assert_eq!(keys(&sqlite), keys(&postgres));
}

#[rstest]
fn migrations_run_down_and_up_again(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let Some(fresh) = Fresh::of(kind) else { return };
    assert_eq!(run(fresh.place()).unwrap().len(), folders("sqlite").len());
    let mut conn = connection::open(fresh.place()).unwrap();
    match &mut conn {
        Conn::Sqlite(c) => c.revert_all_migrations(SQLITE).unwrap(),
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => c.revert_all_migrations(POSTGRES).unwrap(),
    };
    assert_eq!(found(&mut conn), Tables::new());
    assert_eq!(run(fresh.place()).unwrap().len(), folders("sqlite").len());
    assert!(pending(fresh.place()).unwrap().is_empty());
    each_backend!(&mut conn, |c| diesel::sql_query("SELECT 1").execute(c)).unwrap();
}
