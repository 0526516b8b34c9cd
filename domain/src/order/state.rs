//! The states of an order and the only ways between them.
//!
//! The names are those of the wire, so that a partner's order and our own are told in the same words.

use super::{Fulfilment, OrderTerms, Payment};

crate::text_enum! {
    /// Where an order stands.
    pub enum OrderState("order state") {
        /// The customer has sent it; the restaurant has not answered.
        Offered = "offered",
        /// The restaurant has said yes. Paid in cash it goes on at once; else payment is awaited.
        Agreed = "agreed",
        /// Paid on the payment page. Cash orders never pass here.
        Paid = "paid",
        /// The kitchen works on it.
        Preparing = "preparing",
        /// It waits at the counter.
        Ready = "ready",
        /// A courier has it.
        HandedOver = "handedOver",
        /// The customer has it.
        Delivered = "delivered",
        /// The restaurant said no.
        Rejected = "rejected",
        /// Nobody answered in time.
        Expired = "expired",
        /// Ended before delivery.
        Cancelled = "cancelled",
        /// The money went back.
        Refunded = "refunded",
    }
}

/// Something that happens to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderEvent {
    /// The restaurant says yes.
    Accept,
    /// The restaurant says no.
    Refuse,
    /// Nobody answered in time.
    Expire,
    /// The payment page reports the payment.
    Pay,
    /// The kitchen begins.
    StartPreparing,
    /// It can be fetched.
    MarkReady,
    /// The counter gave it away: to the courier, or at a collection to the customer.
    HandOver,
    /// The courier brought it.
    Deliver,
    /// Ended by the customer, the restaurant or the dispatch.
    Cancel,
    /// The money went back.
    Refund,
}

/// Why an event does not fit an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// The event has had its effect before; nothing to do. A second click ends here.
    #[error("the order is already {0}")]
    Already(OrderState),
    /// The order is in a state from which this cannot happen.
    #[error("this cannot be done any more: the order is {0}")]
    NotNow(OrderState),
    /// The order has to be paid first.
    #[error("the order has not been paid yet")]
    NotPaid,
    /// Payment was reported for an order that is paid in cash.
    #[error("the order is paid in cash, not online")]
    PaidInCash,
    /// A courier was reported for an order that the customer fetches.
    #[error("the order is collected by the customer, not delivered")]
    Collected,
}

impl OrderState {
    /// The state after `event`, or why it cannot happen.
    pub fn after(self, event: OrderEvent, terms: OrderTerms) -> Result<Self, OrderRefusal> {
        let next = Self::target(event, terms)?;
        if self == next {
            return Err(OrderRefusal::Already(self));
        }
        if self == Self::Agreed
            && terms.payment == Payment::Online
            && matches!(
                next,
                Self::Preparing | Self::Ready | Self::HandedOver | Self::Delivered
            )
        {
            return Err(OrderRefusal::NotPaid);
        }
        if self.may_become(next, terms) {
            Ok(next)
        } else {
            Err(OrderRefusal::NotNow(self))
        }
    }

    /// Where `event` leads if anywhere.
    fn target(event: OrderEvent, terms: OrderTerms) -> Result<Self, OrderRefusal> {
        Ok(match event {
            OrderEvent::Accept => Self::Agreed,
            OrderEvent::Refuse => Self::Rejected,
            OrderEvent::Expire => Self::Expired,
            OrderEvent::Pay if terms.payment == Payment::Cash => {
                return Err(OrderRefusal::PaidInCash);
            }
            OrderEvent::Pay => Self::Paid,
            OrderEvent::StartPreparing => Self::Preparing,
            OrderEvent::MarkReady => Self::Ready,
            OrderEvent::HandOver if terms.fulfilment == Fulfilment::Collection => Self::Delivered,
            OrderEvent::HandOver => Self::HandedOver,
            OrderEvent::Deliver if terms.fulfilment == Fulfilment::Collection => {
                return Err(OrderRefusal::Collected);
            }
            OrderEvent::Deliver => Self::Delivered,
            OrderEvent::Cancel => Self::Cancelled,
            OrderEvent::Refund => Self::Refunded,
        })
    }

    fn may_become(self, next: Self, terms: OrderTerms) -> bool {
        use OrderState::{
            Agreed, Cancelled, Delivered, Expired, HandedOver, Offered, Paid, Preparing, Ready,
            Refunded, Rejected,
        };
        let in_kitchen = matches!(self, Agreed | Paid | Preparing | Ready);
        match next {
            Agreed | Rejected | Expired => self == Offered,
            Paid => self == Agreed,
            Preparing => matches!(self, Agreed | Paid),
            Ready => matches!(self, Agreed | Paid | Preparing),
            // The counter may give the bag away without anybody having pressed "ready".
            HandedOver => in_kitchen,
            Delivered if terms.fulfilment == Fulfilment::Collection => in_kitchen,
            Delivered => self == HandedOver,
            Cancelled => self == Offered || in_kitchen || self == HandedOver,
            Refunded => {
                terms.payment == Payment::Online
                    && matches!(
                        self,
                        Paid | Preparing | Ready | HandedOver | Delivered | Cancelled
                    )
            }
            Offered => false,
        }
    }

    /// Whether nothing more is expected to happen.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Delivered | Self::Rejected | Self::Expired | Self::Cancelled | Self::Refunded
        )
    }

    /// Whether the restaurant still has the order before it: to answer, to cook or to hand over.
    pub const fn concerns_kitchen(self) -> bool {
        matches!(
            self,
            Self::Offered | Self::Agreed | Self::Paid | Self::Preparing | Self::Ready
        )
    }

    /// Whether the customer may still end it freely: the kitchen has not begun.
    pub const fn free_to_cancel(self) -> bool {
        matches!(self, Self::Offered | Self::Agreed | Self::Paid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const CASH: OrderTerms = OrderTerms {
        fulfilment: Fulfilment::Delivery,
        payment: Payment::Cash,
    };
    const ONLINE: OrderTerms = OrderTerms {
        fulfilment: Fulfilment::Delivery,
        payment: Payment::Online,
    };
    const FETCHED: OrderTerms = OrderTerms {
        fulfilment: Fulfilment::Collection,
        payment: Payment::Cash,
    };
    const EVENTS: [OrderEvent; 10] = [
        OrderEvent::Accept,
        OrderEvent::Refuse,
        OrderEvent::Expire,
        OrderEvent::Pay,
        OrderEvent::StartPreparing,
        OrderEvent::MarkReady,
        OrderEvent::HandOver,
        OrderEvent::Deliver,
        OrderEvent::Cancel,
        OrderEvent::Refund,
    ];

    #[rstest]
    #[case(CASH, &[OrderEvent::Accept, OrderEvent::StartPreparing, OrderEvent::MarkReady, OrderEvent::HandOver, OrderEvent::Deliver], OrderState::Delivered)]
    #[case(CASH, &[OrderEvent::Accept, OrderEvent::MarkReady, OrderEvent::HandOver], OrderState::HandedOver)]
    #[case(ONLINE, &[OrderEvent::Accept, OrderEvent::Pay, OrderEvent::StartPreparing, OrderEvent::Cancel, OrderEvent::Refund], OrderState::Refunded)]
    #[case(FETCHED, &[OrderEvent::Accept, OrderEvent::MarkReady, OrderEvent::HandOver], OrderState::Delivered)]
    #[case(CASH, &[OrderEvent::Refuse], OrderState::Rejected)]
    #[case(CASH, &[OrderEvent::Expire], OrderState::Expired)]
    fn walks(#[case] terms: OrderTerms, #[case] events: &[OrderEvent], #[case] end: OrderState) {
        let state = events
            .iter()
            .try_fold(OrderState::Offered, |s, e| s.after(*e, terms));
        assert_eq!(state, Ok(end));
    }

    #[rstest]
    #[case(
        CASH,
        OrderState::Agreed,
        OrderEvent::Accept,
        OrderRefusal::Already(OrderState::Agreed)
    )]
    #[case(CASH, OrderState::Agreed, OrderEvent::Pay, OrderRefusal::PaidInCash)]
    #[case(
        CASH,
        OrderState::Agreed,
        OrderEvent::Refuse,
        OrderRefusal::NotNow(OrderState::Agreed)
    )]
    #[case(
        CASH,
        OrderState::Expired,
        OrderEvent::Accept,
        OrderRefusal::NotNow(OrderState::Expired)
    )]
    #[case(
        CASH,
        OrderState::Preparing,
        OrderEvent::Deliver,
        OrderRefusal::NotNow(OrderState::Preparing)
    )]
    #[case(
        ONLINE,
        OrderState::Agreed,
        OrderEvent::MarkReady,
        OrderRefusal::NotPaid
    )]
    #[case(
        FETCHED,
        OrderState::Ready,
        OrderEvent::Deliver,
        OrderRefusal::Collected
    )]
    #[case(
        CASH,
        OrderState::Delivered,
        OrderEvent::Cancel,
        OrderRefusal::NotNow(OrderState::Delivered)
    )]
    fn refusals(
        #[case] terms: OrderTerms,
        #[case] state: OrderState,
        #[case] event: OrderEvent,
        #[case] why: OrderRefusal,
    ) {
        assert_eq!(state.after(event, terms), Err(why));
    }

    #[test]
    fn nothing_leaves_a_final_state_but_a_refund_and_nothing_happens_twice() {
        for terms in [CASH, ONLINE, FETCHED] {
            for state in OrderState::ALL {
                for event in EVENTS {
                    let Ok(next) = state.after(event, terms) else {
                        continue;
                    };
                    assert!(!state.is_final() || next == OrderState::Refunded);
                    assert!(next.after(event, terms).is_err(), "{state} {event:?}");
                }
            }
        }
    }
}
