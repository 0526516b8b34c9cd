//! The words by which an address is found.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::AddressId;

use super::schema::address_token;
use super::{Conn, Result};
use crate::each_backend;

/// The words by which an address is found.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = address_token, primary_key(token, address_id), treat_none_as_default_value = false)]
pub struct AddressToken {
    pub token: String,
    #[diesel(serialize_as = AsText<AddressId>, deserialize_as = AsText<AddressId>)]
    pub address_id: AddressId,
}

/// The row with this key.
pub fn find(c: &mut Conn, token: &str, address_id: &AddressId) -> Result<AddressToken> {
    Ok(address_token::table
        .find((token, TextValue::as_str(address_id)))
        .select(AddressToken::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(
    c: &mut Conn,
    token: &str,
    address_id: &AddressId,
) -> Result<Option<AddressToken>> {
    Ok(address_token::table
        .find((token, TextValue::as_str(address_id)))
        .select(AddressToken::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &AddressToken) -> Result<()> {
    diesel::insert_into(address_token::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &AddressToken) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(address_token::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, token: &str, address_id: &AddressId) -> Result<bool> {
    Ok(
        diesel::delete(address_token::table.find((token, TextValue::as_str(address_id))))
            .execute(c)?
            == 1,
    )
}

/// Makes an address found by exactly these words.
pub fn replace(c: &mut Conn, address_id: &AddressId, tokens: &[String]) -> Result<()> {
    diesel::delete(
        address_token::table.filter(address_token::address_id.eq(TextValue::as_str(address_id))),
    )
    .execute(c)?;
    for token in tokens {
        insert_if_absent(
            c,
            &AddressToken {
                token: token.clone(),
                address_id: address_id.clone(),
            },
        )?;
    }
    Ok(())
}
