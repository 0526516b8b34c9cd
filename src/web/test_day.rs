//! An evening for the tests of the work pages: a restaurant with an order to answer, couriers, a dispatcher, an administrator, a neighbour.

use chrono::TimeDelta;
use musette_domain::id::{DeliveryId, OrderId, RestaurantId, UserId};
use musette_domain::order::{Fulfilment, OrderState, Payment};
use musette_domain::role::Role;
use musette_domain::{Instant, TextValue};

use crate::flow::pin_check;
use crate::http::testing::{Answer, Browser, TestSite};
use crate::store::address_release::{self, AddressRelease};
use crate::store::delivery::{self, Delivery};
use crate::store::order_line::{self, OrderLine};
use crate::store::orders::{self, Order, OrderSide};
use crate::store::partner::{self, Partner, PartnerState};
use crate::store::restaurant::{self, RestaurantState};

/// The customer's PIN.
pub(crate) const PIN: &str = "4821";
/// The neighbour's desk.
pub(crate) const NEIGHBOUR: &str = "http://schaan.localhost:7102/ap/desk";

/// The evening.
pub(crate) struct TestDay {
    pub(crate) site: TestSite,
    pub(crate) order: OrderId,
    pub(crate) courier: UserId,
    pub(crate) board: Browser,
    pub(crate) dispatch: Browser,
    pub(crate) ride: Browser,
}

impl TestDay {
    /// Camille cooks, Dora plans, Rui rides.
    pub(crate) async fn new() -> Self {
        let site = TestSite::new().await;
        let camille = site.person("camille", &[]).await;
        let restaurant = site.restaurant(&camille).await;
        site.person("dora", &[Role::Dispatcher]).await;
        let courier = site.person("rui", &[Role::Courier]).await;
        let now = site.site.app.clock.now();
        let order = order_row("order-1", &restaurant, now);
        let id = order.id.clone();
        write_order(&site, order, now).await;
        let (board, dispatch) = (
            site.signed_in("camille").await,
            site.signed_in("dora").await,
        );
        let ride = site.signed_in("rui").await;
        Self {
            site,
            order: id,
            courier,
            board,
            dispatch,
            ride,
        }
    }

    /// Sends an act of the board about the order.
    pub(crate) async fn cook(&mut self, act: &str, fields: &[(&str, &str)]) -> Answer {
        let path = format!("/restaurant/poireau/orders/{}/{act}", self.order);
        self.board.post(&path, fields).await
    }
    /// Sends an act of the dispatch about the order's delivery.
    pub(crate) async fn plan(&mut self, act: &str, fields: &[(&str, &str)]) -> Answer {
        let id = self.delivery().await.id;
        let path = format!("/dispatch/deliveries/{id}/{act}");
        self.dispatch.post(&path, fields).await
    }
    /// Sends an act of the courier about the order's delivery.
    pub(crate) async fn ride(&mut self, act: &str, fields: &[(&str, &str)]) -> Answer {
        let id = self.delivery().await.id;
        let path = format!("/courier/deliveries/{id}/{act}");
        self.ride.post(&path, fields).await
    }
    /// The order is accepted and on Rui's list, who has accepted it too.
    pub(crate) async fn on_the_way(&mut self) {
        self.cook("accept", &[]).await;
        let courier = self.courier.to_string();
        self.plan("assign", &[("courier", &courier)]).await;
        self.ride("accept", &[]).await;
    }
    /// Rui has the bag and is at the door.
    pub(crate) async fn at_the_door(&mut self) {
        self.on_the_way().await;
        self.ride("at-pickup", &[]).await;
        self.ride("picked-up", &[]).await;
        self.ride("at-dropoff", &[]).await;
    }
    /// The order's state.
    pub(crate) async fn state(&self) -> OrderState {
        let id = self.order.clone();
        self.site.read(move |c| orders::find(c, &id)).await.state
    }
    /// The order's delivery.
    pub(crate) async fn delivery(&self) -> Delivery {
        let id = self.order.clone();
        let found = self.site.read(move |c| delivery::of_order(c, &id)).await;
        found.unwrap()
    }
    /// The delivery's id.
    pub(crate) async fn delivery_id(&self) -> DeliveryId {
        self.delivery().await.id
    }
    /// Shows the restaurant to everybody.
    pub(crate) async fn listed(&self) {
        let mut row = self.site.restaurant_row().await;
        row.state = RestaurantState::Listed;
        let db = &self.site.site.app.db;
        db.write(move |c| restaurant::save(c, &row)).await.unwrap();
    }
    /// Lets the restaurant of the evening have a neighbour with whom the co-op trades.
    pub(crate) async fn with_neighbour(&self) {
        let row = partner_row(self.site.site.app.clock.now());
        let db = &self.site.site.app.db;
        db.write(move |c| partner::insert(c, &row)).await.unwrap();
    }
}

/// A neighbour that is active.
pub(crate) fn partner_row(now: Instant) -> Partner {
    Partner {
        desk_id: NEIGHBOUR.into(),
        coop_id: "http://schaan.localhost:7102/ap/coop".into(),
        host: "schaan.localhost:7102".into(),
        name: "Schaaner <Räder>".into(),
        place: "Schaan".into(),
        hue: "brick".into(),
        inbox: format!("{NEIGHBOUR}/inbox"),
        quote_url: None,
        log_url: None,
        capacity_url: None,
        key_id: format!("{NEIGHBOUR}#ed25519"),
        public_key: vec![7; 32],
        agreement_id: None,
        state: PartnerState::Active,
        sent_seq: 0,
        received_seq: 0,
        acknowledged_seq: 0,
        last_contact_at: Some(now),
        silent_since: None,
        created_at: now,
    }
}

/// An order that waits for its answer.
pub(crate) fn order_row(id: &str, restaurant: &RestaurantId, now: Instant) -> Order {
    let later = |minutes| now.plus(TimeDelta::minutes(minutes));
    Order {
        id: OrderId::parse(id).unwrap(),
        number: "K7P2".into(),
        side: OrderSide::Local,
        restaurant: "http://vaduz.localhost:7101/ap/r/poireau".into(),
        restaurant_id: Some(restaurant.clone()),
        restaurant_name: "Le Poireau Masqué".into(),
        user_id: None,
        partner_id: None,
        form_key: None,
        state: OrderState::Offered,
        revision: 1,
        reason: None,
        fulfilment: Fulfilment::Delivery,
        payment: Payment::Cash,
        currency: musette_domain::Currency::CHF,
        items_total: 2700,
        delivery_fee: 460,
        total: 3160,
        restaurant_share: 2430,
        courier_share: 414,
        coop_share: 316,
        window_from: later(40),
        window_to: later(60),
        prepare_at: later(10),
        pickup_at: later(30),
        answer_by: later(5),
        zone: Some("891f8db6a3bffff".into()),
        distance: Some(1500),
        duration: Some(360),
        context: None,
        offer_id: None,
        agreement_id: None,
        pin_check: Some(pin_check::of(PIN, &[7; 32])),
        handoff_url: None,
        carrier_desk: None,
        carrier_name: None,
        eta: None,
        cell: None,
        created_at: now,
        updated_at: now,
        ended_at: None,
    }
}

async fn write_order(site: &TestSite, order: Order, now: Instant) {
    let line = OrderLine {
        order_id: order.id.clone(),
        position: 1,
        item: "http://vaduz.localhost:7101/ap/i/1".into(),
        item_revision: 1,
        name: "Parmentier <fumé>".into(),
        allergens: vec!["milk".into(), "nuts".into()],
        count: 2,
        price: 1350,
    };
    let door = AddressRelease {
        id: "0123456789abcdef0123456789abcdef".into(),
        order_id: order.id.clone(),
        recipient_name: "Dominique".into(),
        phone: "+423 123 45 67".into(),
        street: "Im Rietle 3".into(),
        postcode: "9490".into(),
        city: "Vaduz".into(),
        country: "LI".into(),
        access_notes: "second floor".into(),
        latitude: 47.148,
        longitude: 9.515,
        pin: PIN.into(),
        readable_by: None,
        reader_key: None,
        fulfills: None,
        epoch: None,
        opened_at: None,
        purge_at: now.plus(TimeDelta::hours(24)),
    };
    let written = site.site.app.db.write(move |c| {
        orders::insert(c, &order)?;
        order_line::insert(c, &line)?;
        address_release::insert(c, &door)
    });
    written.await.unwrap();
}
