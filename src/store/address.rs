//! An address of the imported map extract.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::AddressId;

use super::schema::{address, address_token};
use super::{Conn, Result};
use crate::each_backend;

/// An address of the imported map extract.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = address, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct Address {
    #[diesel(serialize_as = AsText<AddressId>, deserialize_as = AsText<AddressId>)]
    pub id: AddressId,
    pub street: String,
    pub housenumber: String,
    pub postcode: String,
    pub city: String,
    pub country: String,
    pub latitude: f64,
    pub longitude: f64,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &AddressId) -> Result<Address> {
    Ok(address::table
        .find(TextValue::as_str(id))
        .select(Address::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &AddressId) -> Result<Option<Address>> {
    Ok(address::table
        .find(TextValue::as_str(id))
        .select(Address::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &Address) -> Result<()> {
    diesel::insert_into(address::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &Address) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(address::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &Address) -> Result<()> {
    let rows = diesel::update(address::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &AddressId) -> Result<bool> {
    Ok(diesel::delete(address::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// How many fitting addresses are ranked; more are not looked at.
const RANKED: i64 = 400;
/// How many of the typed words are looked for.
const WORDS: usize = 6;

/// The addresses that fit what was typed best, best first. `tokens` as `musette_domain::address::tokens` makes them: each must begin a word of the address.
pub fn search(c: &mut Conn, tokens: &[String], limit: usize) -> Result<Vec<Address>> {
    use musette_domain::address::{normalise, score};
    let wanted: Vec<&str> = tokens.iter().map(String::as_str).take(WORDS).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let typed = wanted.join(" ");
    let mut ranked: Vec<(u32, usize, String, Address)> = beginning_with(c, &wanted)?
        .into_iter()
        .map(|row| {
            let line = normalise(&format!(
                "{} {} {} {}",
                row.street, row.housenumber, row.postcode, row.city
            ));
            // Of equal ones, 1 comes before 2 and before 12.
            (score(&typed, &line), row.housenumber.len(), line, row)
        })
        .filter(|(score, ..)| *score > 0)
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, &a.2).cmp(&(b.1, &b.2))));
    Ok(ranked
        .into_iter()
        .take(limit)
        .map(|(.., row)| row)
        .collect())
}

/// Addresses of which each of these is the beginning of a word.
fn beginning_with(c: &mut Conn, words: &[&str]) -> Result<Vec<Address>> {
    let token = |word: &str| {
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        (format!("{word}%"), format!("{word}\u{10FFFF}"), word)
    };
    let rows = match c {
        Conn::Sqlite(c) => {
            let mut query = address::table.select(Address::as_select()).into_boxed();
            for (_, end, word) in words.iter().map(|word| token(word)) {
                // A range, because SQLite uses the index for it and not for LIKE.
                query = query.filter(
                    address::id.eq_any(
                        address_token::table
                            .filter(address_token::token.ge(word))
                            .filter(address_token::token.lt(end))
                            .select(address_token::address_id),
                    ),
                );
            }
            query.order(address::id).limit(RANKED).load(c)?
        }
        #[cfg(feature = "postgres")]
        Conn::Postgres(c) => {
            let mut query = address::table.select(Address::as_select()).into_boxed();
            for (pattern, _, _) in words.iter().map(|word| token(word)) {
                // Not a range: its end depends on the database's collation.
                query = query.filter(
                    address::id.eq_any(
                        address_token::table
                            .filter(address_token::token.like(pattern))
                            .select(address_token::address_id),
                    ),
                );
            }
            query.order(address::id).limit(RANKED).load(c)?
        }
    };
    Ok(rows)
}

/// The ids of all addresses.
pub fn all_ids(c: &mut Conn) -> Result<Vec<String>> {
    Ok(address::table.select(address::id).load(c)?)
}

/// How many addresses there are.
pub fn count(c: &mut Conn) -> Result<i64> {
    Ok(address::table.count().get_result(c)?)
}
