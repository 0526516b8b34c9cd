//! Values that are written down as text: ids and the states of state machines.

/// A value with one textual form, the same in the database, in logs and on the wire.
pub trait TextValue: Sized {
    /// What the value is called in messages, such as `order state`.
    const WHAT: &'static str;
    /// The textual form.
    fn as_str(&self) -> &str;
    /// Reads the textual form back.
    fn parse(text: &str) -> Result<Self, NotAValue>;
}

/// A text that is not one of the values it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a known {what}")]
pub struct NotAValue {
    /// What was expected.
    pub what: &'static str,
    /// What was found.
    pub text: String,
}

impl NotAValue {
    /// Reports that `text` is no `T`.
    pub fn new<T: TextValue>(text: &str) -> Self {
        Self {
            what: T::WHAT,
            text: text.chars().take(80).collect(),
        }
    }
}

/// Defines an enum whose variants have one textual form each.
///
/// ```
/// musette_domain::text_enum! {
///     /// How an order reaches the customer.
///     pub enum Fulfilment("fulfilment") {
///         /// A courier brings it.
///         Delivery = "delivery",
///         /// The customer fetches it.
///         Collection = "collection",
///     }
/// }
/// ```
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident($what:literal) { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }
        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The textual form.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
        impl $crate::TextValue for $name {
            const WHAT: &'static str = $what;
            fn as_str(&self) -> &str {
                self.text()
            }
            fn parse(text: &str) -> Result<Self, $crate::text_value::NotAValue> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::text_value::NotAValue::new::<Self>(text)),
                }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.text())
            }
        }
    };
}

/// Lets a [`TextValue`] be kept in JSON as its textual form.
#[macro_export]
macro_rules! text_serde {
    ($($name:ty),+ $(,)?) => {
        $(
            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str($crate::TextValue::as_str(self))
                }
            }
            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                    <Self as $crate::TextValue>::parse(&text).map_err(serde::de::Error::custom)
                }
            }
        )+
    };
}
