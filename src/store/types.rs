//! How the domain's values are written into columns: ids and states as text, instants as milliseconds, lists as JSON text. The same on both databases.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Nullable, Text};
use musette_domain::{Instant, TextValue};

/// A [`TextValue`] in a text column.
#[derive(Debug, Clone, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct AsText<T: TextValue>(pub T);

impl<T, DB> ToSql<Text, DB> for AsText<T>
where
    DB: Backend,
    T: TextValue + std::fmt::Debug,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_str().to_sql(out)
    }
}

impl<T, DB> FromSql<Text, DB> for AsText<T>
where
    DB: Backend,
    T: TextValue,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(T::parse(&String::from_sql(bytes)?)?))
    }
}

/// A point in time in a `BIGINT` column: Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = BigInt)]
pub struct AsMillis(pub i64);

impl<DB> ToSql<BigInt, DB> for AsMillis
where
    DB: Backend,
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> FromSql<BigInt, DB> for AsMillis
where
    DB: Backend,
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(i64::from_sql(bytes)?))
    }
}

impl From<Instant> for AsMillis {
    fn from(at: Instant) -> Self {
        Self(at.millis())
    }
}

impl From<AsMillis> for Instant {
    fn from(at: AsMillis) -> Self {
        Self::from_millis(at.0)
    }
}

/// A nullable `BIGINT` column with a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Nullable<BigInt>)]
pub struct MaybeMillis(pub Option<i64>);

impl<DB> ToSql<Nullable<BigInt>, DB> for MaybeMillis
where
    DB: Backend,
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_ref().map_or(Ok(IsNull::Yes), |v| v.to_sql(out))
    }
}

impl<DB> FromSql<Nullable<BigInt>, DB> for MaybeMillis
where
    DB: Backend,
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Some(i64::from_sql(bytes)?)))
    }

    fn from_nullable_sql(bytes: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        bytes.map_or(Ok(Self(None)), |b| Self::from_sql(b))
    }
}

impl From<Option<Instant>> for MaybeMillis {
    fn from(at: Option<Instant>) -> Self {
        Self(at.map(Instant::millis))
    }
}

impl From<MaybeMillis> for Option<Instant> {
    fn from(at: MaybeMillis) -> Self {
        at.0.map(Instant::from_millis)
    }
}

/// A nullable text column with a [`TextValue`].
#[derive(Debug, Clone, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Nullable<Text>)]
pub struct MaybeText<T: TextValue>(pub Option<T>);

impl<T, DB> ToSql<Nullable<Text>, DB> for MaybeText<T>
where
    DB: Backend,
    T: TextValue + std::fmt::Debug,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0
            .as_ref()
            .map_or(Ok(IsNull::Yes), |v| v.as_str().to_sql(out))
    }
}

impl<T, DB> FromSql<Nullable<Text>, DB> for MaybeText<T>
where
    DB: Backend,
    T: TextValue,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Some(T::parse(&String::from_sql(bytes)?)?)))
    }

    fn from_nullable_sql(bytes: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        bytes.map_or(Ok(Self(None)), |b| Self::from_sql(b))
    }
}

impl<T: TextValue> From<Option<T>> for MaybeText<T> {
    fn from(value: Option<T>) -> Self {
        Self(value)
    }
}

impl<T: TextValue> From<MaybeText<T>> for Option<T> {
    fn from(column: MaybeText<T>) -> Self {
        column.0
    }
}

/// A list or a structure as JSON in a text column. The text is kept beside the value so that it can be bound without a copy.
#[derive(Debug, Clone, PartialEq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct AsJson<T> {
    text: String,
    /// The value.
    pub value: T,
}

impl<T: serde::Serialize> AsJson<T> {
    /// Writes `value` as JSON. A value that has no JSON form (which ours all have) is written as `null` and refused when read back.
    pub fn new(value: T) -> Self {
        let text = serde_json::to_string(&value).unwrap_or_else(|_| "null".into());
        Self { text, value }
    }
}

impl<T, DB> ToSql<Text, DB> for AsJson<T>
where
    DB: Backend,
    T: std::fmt::Debug,
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.text.as_str().to_sql(out)
    }
}

impl<T, DB> FromSql<Text, DB> for AsJson<T>
where
    DB: Backend,
    T: serde::de::DeserializeOwned,
    String: FromSql<Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let text = String::from_sql(bytes)?;
        let value = serde_json::from_str(&text)?;
        Ok(Self { text, value })
    }
}

impl<T: serde::Serialize> From<Vec<T>> for AsJson<Vec<T>> {
    fn from(value: Vec<T>) -> Self {
        Self::new(value)
    }
}

impl<T> From<AsJson<Self>> for Vec<T> {
    fn from(json: AsJson<Self>) -> Self {
        json.value
    }
}

/// Lets row structs name the plain type and say `#[diesel(serialize_as = AsText<T>, deserialize_as = AsText<T>)]`.
macro_rules! text_columns {
    ($($ty:path),+ $(,)?) => {
        $(
            impl From<$ty> for $crate::store::types::AsText<$ty> {
                fn from(value: $ty) -> Self {
                    Self(value)
                }
            }
            impl From<$crate::store::types::AsText<$ty>> for $ty {
                fn from(column: $crate::store::types::AsText<$ty>) -> Self {
                    column.0
                }
            }
        )+
    };
}

pub(crate) use text_columns;

use musette_domain::id;
text_columns!(
    id::UserId,
    id::RestaurantId,
    id::MenuSectionId,
    id::MenuItemId,
    id::SpecialId,
    id::SpecialPlanId,
    id::MediaId,
    id::CartId,
    id::CartLineId,
    id::OrderId,
    id::DeliveryId,
    id::TaskId,
    id::DeliveryOfferId,
    id::AvailabilityId,
    id::JobId,
    id::OutboxMessageId,
    id::LedgerEntryId,
    id::AddressId,
    id::EventId,
    musette_domain::Currency,
    musette_domain::role::Role,
    musette_domain::order::OrderState,
    musette_domain::order::Fulfilment,
    musette_domain::order::Payment,
    musette_domain::delivery::DeliveryState,
    musette_domain::delivery::DeliveryOrigin,
    musette_domain::delivery::Carrier,
    musette_domain::task::TaskKind,
    musette_domain::task::TaskState,
);
