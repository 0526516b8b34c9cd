//! What a person may do here.

#![expect(
    missing_docs,
    reason = "a column's name is its documentation; instants are in milliseconds, money in minor units"
)]

use super::types::AsText;
use diesel::prelude::*;
use musette_domain::TextValue;
use musette_domain::id::UserId;
use musette_domain::role::Role;

use super::schema::user_role;
use super::{Conn, Result};
use crate::each_backend;

/// What a person may do here.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = user_role, primary_key(user_id, role), treat_none_as_default_value = false)]
pub struct UserRole {
    #[diesel(serialize_as = AsText<UserId>, deserialize_as = AsText<UserId>)]
    pub user_id: UserId,
    #[diesel(serialize_as = AsText<Role>, deserialize_as = AsText<Role>)]
    pub role: Role,
}

/// The row with this key.
pub fn find(c: &mut Conn, user_id: &UserId, role: Role) -> Result<UserRole> {
    Ok(user_role::table
        .find((TextValue::as_str(user_id), role.text()))
        .select(UserRole::as_select())
        .first(c)?)
}

/// The row with this key, if there is one.
pub fn find_optional(c: &mut Conn, user_id: &UserId, role: Role) -> Result<Option<UserRole>> {
    Ok(user_role::table
        .find((TextValue::as_str(user_id), role.text()))
        .select(UserRole::as_select())
        .first(c)
        .optional()?)
}

/// Writes a new row. A taken key is a conflict.
pub fn insert(c: &mut Conn, row: &UserRole) -> Result<()> {
    diesel::insert_into(user_role::table)
        .values(row.clone())
        .execute(c)?;
    Ok(())
}

/// Writes a new row unless a unique key of it is taken; says whether it was written.
pub fn insert_if_absent(c: &mut Conn, row: &UserRole) -> Result<bool> {
    let rows = each_backend!(c, |c| diesel::insert_into(user_role::table)
        .values(row.clone())
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(rows == 1)
}

/// Deletes the row, if it is there; says whether it was.
pub fn delete(c: &mut Conn, user_id: &UserId, role: Role) -> Result<bool> {
    Ok(
        diesel::delete(user_role::table.find((TextValue::as_str(user_id), role.text())))
            .execute(c)?
            == 1,
    )
}

/// Everything that a person is here.
pub fn of_user(c: &mut Conn, user_id: &UserId) -> Result<Vec<Role>> {
    let rows = user_role::table
        .filter(user_role::user_id.eq(TextValue::as_str(user_id)))
        .order(user_role::role)
        .select(UserRole::as_select())
        .load(c)?;
    Ok(rows.into_iter().map(|row| row.role).collect())
}
