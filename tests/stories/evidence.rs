//! What is left behind: every row of every table as text, every message that passed, every line of the log.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Mutex, OnceLock};

use diesel::sql_types::Binary;
use diesel::{QueryableByName, RunQueryDsl as _, sql_query};
use musette::app::App;
use musette::store::{self, Conn};

use crate::gate::Gate;

/// Every row of every table of an instance, as text, by table.
pub async fn rows(app: &App) -> BTreeMap<String, Vec<String>> {
    app.db.read(all_rows).await.unwrap()
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Binary)]
    line: Vec<u8>,
}

fn lines(c: &mut Conn, sql: &str) -> store::Result<Vec<String>> {
    let lines: Vec<Line> = match c {
        Conn::Sqlite(c) => {
            let sql = format!("SELECT CAST(line AS BLOB) AS line FROM ({sql})");
            sql_query(sql).load(c)?
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => {
            let sql = format!("SELECT convert_to(line, 'UTF8') AS line FROM ({sql}) AS x");
            sql_query(sql).load(c)?
        }
    };
    // Keys are bytes, in which no word is looked for.
    let text = |line: Line| String::from_utf8_lossy(&line.line).into_owned();
    Ok(lines.into_iter().map(text).collect())
}

/// How many rows a table has.
pub fn count(c: &mut Conn, table: &str) -> store::Result<usize> {
    Ok(lines(c, &format!("SELECT 'x' AS line FROM \"{table}\""))?.len())
}

fn all_rows(c: &mut Conn) -> store::Result<BTreeMap<String, Vec<String>>> {
    let is_sqlite = matches!(c, Conn::Sqlite(_));
    let tables = if is_sqlite {
        "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    } else {
        "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'"
    };
    let mut all = BTreeMap::new();
    for table in lines(c, tables)? {
        let whole = if is_sqlite {
            let columns = lines(
                c,
                &format!("SELECT name AS line FROM pragma_table_info('{table}')"),
            )?;
            columns
                .iter()
                .map(|column| format!("coalesce(CAST(\"{column}\" AS TEXT), '')"))
                .collect::<Vec<_>>()
                .join(" || ' | ' || ")
        } else {
            "t::text".to_owned()
        };
        let mut found = lines(c, &format!("SELECT {whole} AS line FROM \"{table}\" AS t"))?;
        found.sort();
        all.insert(table, found);
    }
    Ok(all)
}

/// Where one of these words stands in the rows of an instance: table and row.
pub async fn found_in_rows(app: &App, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (table, rows) in rows(app).await {
        for row in rows {
            if words.iter().any(|word| row.contains(word)) {
                found.push(format!("{table}: {row}"));
            }
        }
    }
    found
}

/// Where one of these words stands in a message that passed this gate.
pub fn found_in_messages(gate: &Gate, words: &[&str]) -> Vec<String> {
    gate.passed()
        .iter()
        .filter(|message| message.path.starts_with("/ap/"))
        .map(|message| {
            let body = String::from_utf8_lossy(&message.body);
            format!("{} {:?} {body}", message.path, message.headers)
        })
        .filter(|text| words.iter().any(|word| text.contains(word)))
        .collect()
}

static LOG: OnceLock<&'static Log> = OnceLock::new();

/// Every line that was logged in this process.
#[derive(Default)]
struct Log(Mutex<Vec<u8>>);

impl Write for &Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes down everything that is logged from now on, in every detail.
pub fn keep_log() {
    LOG.get_or_init(|| {
        let log: &'static Log = Box::leak(Box::default());
        let kept = tracing_subscriber::fmt()
            .with_env_filter("info,musette=trace")
            .with_ansi(false)
            .with_writer(move || log)
            .try_init();
        assert!(kept.is_ok(), "somebody else listens to the log");
        log
    });
}

/// Where everything of a hand-off stands, for the message of a story that goes wrong.
pub async fn state(app: &App) -> String {
    let tables = [
        "orders",
        "delivery",
        "delivery_offer",
        "delivery_award",
        "delivery_offer_received",
        "receipt",
        "job",
        "outbox_message",
    ];
    let mut rows = rows(app).await;
    let mut lines = vec![format!("rows of {}:", app.urls.authority())];
    for table in tables {
        for row in rows.remove(table).unwrap_or_default() {
            let row: String = row.chars().take(700).collect();
            lines.push(format!("{table}: {row}"));
        }
    }
    lines.join("\n")
}

/// The last lines of the log.
pub fn end_of_log() -> String {
    let Some(log) = LOG.get() else {
        return String::new();
    };
    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("TRACE"))
        .collect();
    lines[lines.len().saturating_sub(60)..].join("\n")
}

/// Lines of the log in which one of these words stands.
pub fn found_in_log(words: &[&str]) -> Vec<String> {
    let log = LOG.get().expect("the log was kept");
    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(text.contains("musette"), "something was logged");
    text.lines()
        .filter(|line| words.iter().any(|word| line.contains(word)))
        .map(str::to_owned)
        .collect()
}
