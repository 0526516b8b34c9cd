//! Statements that are prepared once for a connection.
//!
//! diesel keeps no `UPDATE`, since a set of columns can come in any number of sizes, and nothing that it does not know. The few that run at every message
//! are written out here: the database reads their text only the first time, and PostgreSQL is asked once instead of twice.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::HasSqlType;

/// A statement whose text is always the same.
pub(super) struct Kept<Parts>(Parts);

/// Begins a statement.
pub(super) const fn kept(text: &'static str) -> Kept<Words> {
    Kept(Words(text))
}

impl<Before> Kept<Before> {
    /// A value of an SQL type, and how the statement goes on.
    pub(super) fn bind<Type, Value>(
        self,
        value: Value,
        then: &'static str,
    ) -> Kept<Bound<Before, Type, Value>> {
        Kept(Bound {
            before: self.0,
            value,
            then,
            sql_type: PhantomData,
        })
    }
}

/// Words that are written into a statement as they are.
pub(super) struct Words(&'static str);

/// What comes before a value, the value, and what comes after.
pub(super) struct Bound<Before, Type, Value> {
    before: Before,
    value: Value,
    then: &'static str,
    sql_type: PhantomData<Type>,
}

impl<Parts> QueryId for Kept<Parts> {
    type QueryId = ();
    /// It is found again by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Parts, C> RunQueryDsl<C> for Kept<Parts> {}

impl<DB: Backend, Parts: QueryFragment<DB>> QueryFragment<DB> for Kept<Parts> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

impl<DB: Backend> QueryFragment<DB> for Words {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

impl<DB, Before, Type, Value> QueryFragment<DB> for Bound<Before, Type, Value>
where
    DB: Backend + HasSqlType<Type>,
    Before: QueryFragment<DB>,
    Value: ToSql<Type, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.before.walk_ast(out.reborrow())?;
        out.push_bind_param(&self.value)?;
        out.push_sql(self.then);
        Ok(())
    }
}
