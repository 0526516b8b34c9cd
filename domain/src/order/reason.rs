//! Why an order was refused or cancelled.

crate::text_enum! {
    /// Why a restaurant (or its co-op) said no to an order.
    pub enum RefusalReason("refusal reason") {
        /// Something on it is sold out.
        SoldOut = "soldOut",
        /// Too many orders at once.
        TooBusy = "tooBusy",
        /// The kitchen is closing or closed.
        Closing = "closing",
        /// The restaurant did not answer in time.
        RestaurantTimeout = "restaurantTimeout",
        /// The order came after the time until which it was meant.
        Expired = "expired",
        /// A price or the menu has changed since.
        PriceChanged = "priceChanged",
        /// The address is outside the restaurant's area.
        OutsideArea = "outsideArea",
        /// The wanted time cannot be kept.
        TimeNotPossible = "timeNotPossible",
        /// The items' total is below the restaurant's minimum.
        BelowMinimum = "belowMinimum",
        /// The restaurant, an item or the order as such is not known (any more).
        Unknown = "unknown",
        /// Another reason, said on the phone.
        Other = "other",
    }
}

crate::text_enum! {
    /// Why an order that had been accepted (or was still waiting) was cancelled.
    pub enum CancelReason("cancel reason") {
        /// The customer asked for it.
        Customer = "customer",
        /// The restaurant cannot make it after all.
        Restaurant = "restaurant",
        /// The dispatch ended it.
        Dispatch = "dispatch",
        /// Nobody could be found to carry it.
        NoCourier = "noCourier",
        /// Not paid in time.
        NotPaid = "notPaid",
        /// Nobody fetched it, or nobody opened.
        NoShow = "noShow",
    }
}
