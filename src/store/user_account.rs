//! A person's account.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsMillis;
use super::types::AsText;
use diesel::prelude::*;
use musette_domain::Instant;
use musette_domain::TextValue;
use musette_domain::id::UserId;

use super::dialect::for_change;
use super::schema::user_account;
use super::{Conn, Result};
use crate::each_backend;

/// A person's account.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = user_account, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct UserAccount {
    #[diesel(serialize_as = AsText<UserId>, deserialize_as = AsText<UserId>)]
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub phone: Option<String>,
    pub password_hash: String,
    pub locale: Option<String>,
    pub disabled: bool,
    #[diesel(serialize_as = AsMillis, deserialize_as = AsMillis)]
    pub created_at: Instant,
}

/// The row with this key.
pub fn find(c: &mut Conn, id: &UserId) -> Result<UserAccount> {
    Ok(user_account::table
        .find(TextValue::as_str(id))
        .select(UserAccount::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, id: &UserId) -> Result<Option<UserAccount>> {
    Ok(user_account::table
        .find(TextValue::as_str(id))
        .select(UserAccount::as_select())
        .first(c)
        .optional()?)
}

/// The row with this key, held until the end of the transaction, so that what a person does twice is done one after the other.
pub fn lock(c: &mut Conn, id: &UserId) -> Result<Option<UserAccount>> {
    Ok(for_change!(
        c,
        user_account::table.find(TextValue::as_str(id)),
        UserAccount
    )
    .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &UserAccount) -> Result<()> {
    diesel::insert_into(user_account::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &UserAccount) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(user_account::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Writes an existing row anew.
pub fn save(c: &mut Conn, row: &UserAccount) -> Result<()> {
    let rows = diesel::update(user_account::table.find(TextValue::as_str(&row.id)))
        .set(row.clone())
        .execute(c)?;
    if rows == 1 {
        Ok(())
    } else {
        Err(super::Error::NotFound)
    }
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, id: &UserId) -> Result<bool> {
    Ok(diesel::delete(user_account::table.find(TextValue::as_str(id))).execute(c)? == 1)
}

/// The account of this mail address, if there is one. Addresses are kept in small letters, however they are typed.
pub fn by_email(c: &mut Conn, email: &str) -> Result<Option<UserAccount>> {
    Ok(user_account::table
        .filter(user_account::email.eq(email.to_lowercase()))
        .select(UserAccount::as_select())
        .first(c)
        .optional()?)
}

/// The people with a role whose account is not closed, by name.
pub fn with_role(c: &mut Conn, role: musette_domain::role::Role) -> Result<Vec<UserAccount>> {
    use super::schema::user_role;
    Ok(user_account::table
        .inner_join(user_role::table)
        .filter(user_role::role.eq(role.text()))
        .filter(user_account::disabled.eq(false))
        .order((user_account::name, user_account::id))
        .select(UserAccount::as_select())
        .load(c)?)
}
