//! The measured instance's database, seen from outside: rows are written and counted while the server runs.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Context as _;
use diesel::connection::SimpleConnection as _;
use diesel::sql_types::BigInt;
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection};

/// A database of either kind. PostgreSQL is asked through `psql`, so that this program needs no library of it.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// `postgres://…`.
    Postgres(String),
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

impl Database {
    /// As a setting of `musette serve`.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.clone(),
        }
    }

    /// Its name in tables of figures.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// Runs statements as one transaction.
    pub fn execute(&self, statements: &str) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(path) => {
                let mut c = open(path)?;
                c.batch_execute(&format!("BEGIN IMMEDIATE;\n{statements}\nCOMMIT;"))?;
                Ok(())
            }
            Self::Postgres(url) => psql(url, statements).map(|_| ()),
        }
    }

    /// The number that a query finds; it names its column `number`.
    pub fn number(&self, query: &str) -> anyhow::Result<i64> {
        match self {
            Self::Sqlite(path) => Ok(diesel::sql_query(query)
                .get_result::<Number>(&mut open(path)?)?
                .number),
            Self::Postgres(url) => psql(url, query)?
                .trim()
                .parse()
                .context("the database answered no number"),
        }
    }

    /// The lines that a query finds; it names its column `line`.
    pub fn lines(&self, query: &str) -> anyhow::Result<Vec<String>> {
        match self {
            Self::Sqlite(path) => Ok(diesel::sql_query(query)
                .load::<Line>(&mut open(path)?)?
                .into_iter()
                .map(|row| row.line)
                .collect()),
            Self::Postgres(url) => Ok(psql(url, query)?.lines().map(str::to_owned).collect()),
        }
    }
}

/// A text as SQL has it.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn open(path: &std::path::Path) -> anyhow::Result<SqliteConnection> {
    let mut c = SqliteConnection::establish(&path.to_string_lossy())?;
    c.batch_execute("PRAGMA busy_timeout=20000;")?;
    Ok(c)
}

/// Runs statements by `psql`, as one transaction, and returns what it prints.
pub fn psql(url: &str, statements: &str) -> anyhow::Result<String> {
    let mut child = Command::new("psql")
        .args(["--quiet", "--no-psqlrc", "--tuples-only", "--no-align"])
        .args(["--set", "ON_ERROR_STOP=1", "--single-transaction"])
        .args(["--dbname", url, "--file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .context("`psql` cannot be started")?;
    child
        .stdin
        .take()
        .context("psql takes no input")?
        .write_all(statements.as_bytes())?;
    let out = child.wait_with_output()?;
    anyhow::ensure!(out.status.success(), "psql ended with {}", out.status);
    Ok(String::from_utf8(out.stdout)?)
}
