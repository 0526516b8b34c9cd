//! Ids of our own rows: UUIDv7 as text, one type a thing. They sort by age and are never a capability.

use crate::text_value::{NotAValue, TextValue};

/// Defines an id type: a non-empty text of at most 64 letters, digits and dashes.
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident = $what:literal;)+) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
            #[serde(transparent)]
            pub struct $name(String);

            impl TextValue for $name {
                const WHAT: &'static str = $what;
                fn as_str(&self) -> &str {
                    &self.0
                }
                fn parse(text: &str) -> Result<Self, NotAValue> {
                    let fits = !text.is_empty() && text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                    if fits { Ok(Self(text.to_owned())) } else { Err(NotAValue::new::<Self>(text)) }
                }
            }
            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&self.0)
                }
            }
            impl std::str::FromStr for $name {
                type Err = NotAValue;
                fn from_str(text: &str) -> Result<Self, NotAValue> {
                    <Self as TextValue>::parse(text)
                }
            }
        )+
    };
}

id! {
    /// A person's account on this instance.
    UserId = "user id";
    /// A restaurant of this co-op.
    RestaurantId = "restaurant id";
    /// A section of a menu.
    MenuSectionId = "menu section id";
    /// A dish or drink on a menu.
    MenuItemId = "menu item id";
    /// A special of the day.
    SpecialId = "special id";
    /// An assembly or a tasting night.
    EventId = "event id";
    /// A special that is to be published at a time.
    SpecialPlanId = "special plan id";
    /// A picture that a restaurant put here.
    MediaId = "media id";
    /// A customer's basket.
    CartId = "cart id";
    /// A line of a basket.
    CartLineId = "cart line id";
    /// An order.
    OrderId = "order id";
    /// A delivery: a pickup and a drop-off.
    DeliveryId = "delivery id";
    /// One stop of a delivery.
    TaskId = "task id";
    /// A delivery opened to neighbours.
    DeliveryOfferId = "delivery offer id";
    /// A courier's declared time.
    AvailabilityId = "availability id";
    /// A row of background work.
    JobId = "job id";
    /// A message to one inbox.
    OutboxMessageId = "outbox message id";
    /// A line of the ledger between two co-ops.
    LedgerEntryId = "ledger entry id";
    /// An address of the imported map extract.
    AddressId = "address id";
}
