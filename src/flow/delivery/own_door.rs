//! The door of a partner's customer whom our own courier visits: the customer's co-op opens it to our desk, and we read it as any carrier would.
//!
//! Our own customers' doors are in our own table, and nobody has to ask for them.

use musette_domain::TextValue;
use musette_domain::delivery::DeliveryOrigin;
use musette_domain::id::DeliveryId;

use super::stop;
use crate::app::App;
use crate::app::handoffs::Door;
use crate::flow::Changed;
use crate::flow::address::REMEMBERED;
use crate::flow::order::record;
use crate::flow::timer::{self, JobKind};
use crate::store::address_copy::{self, AddressCopy};
use crate::store::delivery::{self, Delivery};
use crate::store::orders::{self, OrderSide};
use crate::store::{Conn, Result, coop};

/// Our courier has the delivery: the customer hears who comes, and a partner's customer's co-op opens the door.
pub fn open(c: &mut Conn, app: &App, delivery: &Delivery) -> Result<Changed> {
    let Some(order) = &delivery.order_id else {
        return Ok(Changed::nothing());
    };
    let mut order = orders::lock(c, order)?;
    if order.carrier_desk.as_deref() == Some(app.urls.desk().as_str()) {
        return Ok(Changed::nothing());
    }
    order.carrier_desk = Some(app.urls.desk());
    order.carrier_name = Some(coop::own(c)?.name);
    if order.side == OrderSide::Incoming {
        timer::now(c, app, JobKind::ReadOwnDoor, stop::subject(delivery))?;
    }
    record::touch(c, app, &mut order)
}

/// Our courier does not have it any more.
pub fn close(c: &mut Conn, app: &App, delivery: &Delivery) -> Result<Changed> {
    timer::clear(c, JobKind::ReadOwnDoor, stop::subject(delivery))?;
    let Some(order) = &delivery.order_id else {
        return Ok(Changed::nothing());
    };
    let mut order = orders::lock(c, order)?;
    if order.carrier_desk.is_none() || order.state.is_final() {
        return Ok(Changed::nothing());
    }
    order.carrier_desk = None;
    order.carrier_name = None;
    order.eta = None;
    order.cell = None;
    address_copy::delete(c, &delivery.id)?;
    record::touch(c, app, &mut order)
}

/// What the job has to ask for: the URL, the agreement and its epoch; none when it is not wanted any more.
pub fn wanted(c: &mut Conn, id: &DeliveryId) -> Result<Option<(String, String, i64)>> {
    let Some(delivery) = delivery::find_optional(c, id)? else {
        return Ok(None);
    };
    let wanted = delivery.side == DeliveryOrigin::OwnOrder
        && super::assign::is_ours(&delivery)
        && !delivery.state.is_final();
    let Some(order) = delivery.order_id.as_ref().filter(|_| wanted) else {
        return Ok(None);
    };
    let order = orders::find(c, order)?;
    let epoch = delivery.epoch.max(1);
    Ok(order
        .handoff_url
        .zip(order.agreement_id)
        .map(|(url, agreement)| (url, agreement, epoch)))
}

/// Keeps a door that was read, until a day after the end of the delivery.
pub fn keep(c: &mut Conn, app: &App, id: &DeliveryId, door: &Door) -> Result<Changed> {
    let now = app.clock.now();
    let row = AddressCopy {
        delivery_id: id.clone(),
        recipient_name: door.recipient_name.clone(),
        phone: door.phone.clone(),
        street: door.street.clone(),
        postcode: door.postcode.clone(),
        city: door.city.clone(),
        country: door.country.clone(),
        access_notes: door.access_notes.clone(),
        latitude: door.position.map(musette_domain::Position::lat),
        longitude: door.position.map(musette_domain::Position::lon),
        read_at: now,
        purge_at: door.valid_through.max(now),
    };
    address_copy::delete(c, id)?;
    address_copy::insert(c, &row)?;
    let delivery = delivery::lock(c, id)?;
    stop::topics(c, &delivery)
}

/// The delivery has ended: the copy is forgotten a day later.
pub fn forget_later(c: &mut Conn, app: &App, id: &DeliveryId) -> Result<()> {
    if let Some(mut copy) = address_copy::find_optional(c, id)? {
        copy.purge_at = copy.purge_at.min(app.clock.now().plus(REMEMBERED));
        address_copy::save(c, &copy)?;
    }
    Ok(())
}

/// The delivery is not ours any more: the copy is forgotten at once.
pub fn forget(c: &mut Conn, id: &DeliveryId) -> Result<()> {
    address_copy::delete(c, id)?;
    Ok(())
}

/// The id as a job's subject is read back.
pub fn of_subject(subject: &str) -> Option<DeliveryId> {
    DeliveryId::parse(subject).ok()
}
