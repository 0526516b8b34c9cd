//! Our side of a hand-off: reading the door at the customer's co-op, and how far a carrier says it is. Both signed by our desk.

use std::time::Duration;

use async_trait::async_trait;
use musette_domain::{Instant, Position};
use musette_federation::delivery::Delivery;
use musette_federation::handoff::Handoff;
use musette_federation::order::OrderAgreement;
use musette_federation::{limits, same_origin, web_address};

use super::own;
use crate::app::Handoffs;
use crate::app::handoffs::{CarrierSays, Door, DoorClosed, Named, OrderSays};
use crate::peer::trade::answer::{Problem, problem_name};
use crate::peer::trade::client::DeskClient;
use crate::peer::trade::handle::order_updated::state;
use crate::peer::trade::terms::number;

/// How long a door or a delivery may take to answer.
const WITHIN: Duration = Duration::from_secs(10);

#[async_trait]
impl Handoffs for DeskClient {
    async fn door(&self, url: &str, agreement: &str, epoch: i64) -> Result<Door, DoorClosed> {
        if self.desk.urls.is_ours(url) {
            return own::read(self, url, agreement, epoch).await;
        }
        let answer = self
            .get(url, WITHIN)
            .await
            .map_err(|e| DoorClosed::Unreachable(e.to_string()))?;
        let document = limits::read_json(&answer.body);
        match answer.status {
            200..=299 => {}
            403 if document.as_ref().ok().and_then(problem_name) == Some("notYetOpen") => {
                return Err(DoorClosed::NotYetOpen);
            }
            404 | 410 => return Err(DoorClosed::Over),
            400..=499 if !matches!(answer.status, 408 | 429) => {
                let said = document
                    .ok()
                    .and_then(|body| {
                        Some(body.get("detail")?.as_str()?.chars().take(200).collect())
                    })
                    .unwrap_or_else(|| format!("it answered {}", answer.status));
                return Err(DoorClosed::Refused(said));
            }
            status => return Err(DoorClosed::Unreachable(format!("it answered {status}"))),
        }
        let document = document.map_err(|e| DoorClosed::Refused(e.to_string()))?;
        let handoff =
            Handoff::from_json(&document).map_err(|e| DoorClosed::Refused(e.to_string()))?;
        self.check(&handoff, url, agreement, epoch)?;
        Ok(door(handoff))
    }

    async fn delivery_state(
        &self,
        desk: &str,
        agreement: &str,
    ) -> Result<Option<CarrierSays>, String> {
        let mut url = web_address(&format!("{desk}/delivery"))
            .ok_or_else(|| format!("{desk} is no address of a desk"))?;
        url.query_pairs_mut().append_pair("agreement", agreement);
        let answer = self
            .get(url.as_str(), WITHIN)
            .await
            .map_err(|e| e.to_string())?;
        match answer.status {
            200..=299 => {}
            404 | 410 => return Ok(None),
            status => return Err(format!("{desk} answered {status}")),
        }
        let document = limits::read_json(&answer.body).map_err(|e| e.to_string())?;
        let delivery = Delivery::from_json(&document).map_err(|e| e.to_string())?;
        if delivery.attributed_to.as_str() != desk || delivery.agreement.as_str() != agreement {
            return Err(format!("{desk} answered with another delivery"));
        }
        Ok(Some(CarrierSays {
            state: delivery.state.as_str().to_owned(),
            revision: u32::try_from(delivery.revision).unwrap_or(u32::MAX),
        }))
    }

    async fn order(&self, desk: &str, agreement: &str) -> Result<Option<OrderSays>, String> {
        let answer = self
            .get(agreement, WITHIN)
            .await
            .map_err(|e| e.to_string())?;
        match answer.status {
            200..=299 => {}
            404 | 410 => return Ok(None),
            status => return Err(format!("{desk} answered {status}")),
        }
        let document = limits::read_json(&answer.body).map_err(|e| e.to_string())?;
        let order = OrderAgreement::from_json(&document).map_err(|e| e.to_string())?;
        if order.attributed_to.as_str() != desk || order.id.as_str() != agreement {
            return Err(format!("{desk} answered with another order"));
        }
        says(&order).map(Some).map_err(|e| e.to_string())
    }
}

impl DeskClient {
    /// Refuses a document that is not the door of this agreement and epoch, for us, from where the owner said.
    fn check(
        &self,
        handoff: &Handoff,
        url: &str,
        agreement: &str,
        epoch: i64,
    ) -> Result<(), DoorClosed> {
        let refuse = |why: &str| Err(DoorClosed::Refused(why.to_owned()));
        if handoff.id.as_str() != url || !same_origin(&handoff.id, &handoff.attributed_to) {
            return refuse("the answer is not the address document that was asked for");
        }
        if handoff.readable_by.as_str() != self.desk.urls.desk() {
            return refuse("the address document is for another desk");
        }
        if handoff.agreement.as_str() != agreement || i64::try_from(handoff.epoch) != Ok(epoch) {
            return refuse("the address document is for another award");
        }
        Ok(())
    }
}

fn door(handoff: Handoff) -> Door {
    let place = handoff.location;
    let text = |part: Option<String>| part.unwrap_or_default();
    Door {
        recipient_name: handoff.recipient_name,
        phone: handoff
            .contact_relay
            .as_deref()
            .and_then(|relay| relay.strip_prefix("tel:"))
            .unwrap_or_default()
            .to_owned(),
        street: text(place.address.street),
        postcode: text(place.address.postal_code),
        city: text(place.address.locality),
        country: text(place.address.country),
        access_notes: text(handoff.access_notes),
        position: place
            .latitude
            .zip(place.longitude)
            .and_then(|(lat, lon)| Position::new(lat, lon).ok()),
        valid_through: Instant::from(handoff.valid_through),
    }
}

fn says(order: &OrderAgreement) -> Result<OrderSays, Problem> {
    let carrier = order
        .carrier
        .as_ref()
        .map(|carrier| {
            Ok::<_, Problem>(Named {
                desk: carrier.desk.to_string(),
                key: carrier.desk_key.clone(),
                agreement: carrier.agreement.to_string(),
                epoch: number(carrier.epoch)?,
            })
        })
        .transpose()?;
    Ok(OrderSays {
        revision: number(order.revision)?,
        state: state(order.state)?,
        reason: order
            .reason
            .as_ref()
            .map(|reason| reason.as_str().to_owned()),
        carrier,
        eta: order.eta.map(Into::into),
    })
}
