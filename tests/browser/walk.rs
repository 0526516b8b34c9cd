//! From hunger to the door: a customer of Vaduz eats from Schaan, whose dispatcher asks the neighbour, whose courier brings it.

use musette::app::Topic;
use musette::store::delivery_offer_received::{self, ReceivedOfferState};
use musette::store::{address_copy, delivery, orders};
use musette_domain::TextValue;
use musette_domain::id::{OrderId, UserId};

use crate::driver::{Browser, Driver, View};
use crate::towns::Demo;

const VADUZ: usize = 0;
const SCHAAN: usize = 1;
/// A restaurant of Schaan that is open round the clock.
const KITCHEN: &str = "laterne";

#[tokio::test(flavor = "multi_thread")]
async fn on_a_telephone() {
    walk(View::Phone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_a_desk() {
    walk(View::Desk).await;
}

async fn walk(view: View) {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let demo = Demo::start().await;
    let customer = driver.browser(view).await;
    let order = orders_a_meal(&demo, &customer).await;
    let number = restaurant_accepts(&demo, &driver, view, &order).await;
    dispatcher_offers(&demo, &driver, view, &number).await;
    neighbour_takes(&demo, &driver, view).await;
    courier_brings(&demo, &driver, view, &customer, &number).await;
    // The page has been open all the time: it shows the end by itself.
    customer.find("[data-order][data-state='delivered']").await;
    customer.picture("9-customer-delivered").await;
    customer.close().await;
    demo.stop().await;
}

/// Signs up, says where, finds the neighbour's restaurant, puts a dish into the cart, orders. Returns the order's id.
async fn orders_a_meal(demo: &Demo, customer: &Browser) -> OrderId {
    customer.goto(&demo.url(VADUZ, "/sign-up")).await;
    customer.fill("input[name=name]", "Nora Walser").await;
    customer
        .fill("input[name=email]", "nora@customer.example")
        .await;
    customer
        .fill("input[name=password]", "zwei Räder und eine Tasche")
        .await;
    customer.press("form[action='/sign-up'] button").await;
    customer
        .until("signed up", async || {
            !customer.here().await.contains("/sign-up")
        })
        .await;
    customer.goto(&demo.url(VADUZ, "/")).await;
    customer.picture("1-discover-without-place").await;
    customer
        .says_where(demo.pair[VADUZ].app.urls.origin(), "Städtle 32")
        .await;
    customer.picture("1-discover").await;
    let kitchen = demo.pair[SCHAAN].app.urls.restaurant(KITCHEN);
    customer
        .press(&format!("[data-restaurant='{kitchen}'] a"))
        .await;
    customer.find("[data-item]").await;
    customer.picture("2-restaurant").await;
    for _ in 0..2 {
        customer
            .press("[data-item] form[action='/cart/lines'] button:not([type=button])")
            .await;
        customer.find("a[href$='/order']").await;
    }
    let page = format!(
        "/@{KITCHEN}@{}/order",
        demo.pair[SCHAAN].app.urls.authority()
    );
    customer.goto(&demo.url(VADUZ, &page)).await;
    customer.fill("input[name=name]", "Nora Walser").await;
    customer.fill("input[name=tel]", "+423 236 11 11").await;
    customer.picture("3-checkout").await;
    customer.press("main form button.go").await;
    customer.find("[data-order]").await;
    customer.picture("4-order-sent").await;
    let here = customer.here().await;
    OrderId::parse(here.rsplit('/').next().unwrap()).unwrap()
}

/// The restaurant accepts. Returns the order's id there.
async fn restaurant_accepts(demo: &Demo, driver: &Driver, view: View, order: &OrderId) -> OrderId {
    let id = order.clone();
    let sent = demo
        .row(VADUZ, "the order is on its way", move |c| {
            Ok(orders::find(c, &id)?.offer_id)
        })
        .await;
    let there = demo
        .row(SCHAAN, "the order has arrived", move |c| {
            orders::of_offer(c, &sent)
        })
        .await
        .id;
    let cook = driver.browser(view).await;
    signed_in(demo, &cook, SCHAAN, KITCHEN).await;
    cook.goto(&demo.url(SCHAAN, &format!("/restaurant/{KITCHEN}")))
        .await;
    cook.find(&format!("[data-order='{there}'][data-state='offered']"))
        .await;
    cook.picture("5-restaurant-board").await;
    cook.press(&format!("form[action$='/orders/{there}/accept'] button"))
        .await;
    cook.find(&format!(
        "[data-order='{there}']:not([data-state='offered'])"
    ))
    .await;
    cook.picture("5-restaurant-accepted").await;
    cook.close().await;
    there
}

async fn dispatcher_offers(demo: &Demo, driver: &Driver, view: View, there: &OrderId) {
    let id = there.clone();
    let delivery = demo
        .row(SCHAAN, "there is a delivery", move |c| {
            delivery::of_order(c, &id)
        })
        .await
        .id;
    let dispatcher = driver.browser(view).await;
    signed_in(demo, &dispatcher, SCHAAN, "dispatch").await;
    dispatcher.goto(&demo.url(SCHAAN, "/dispatch")).await;
    dispatcher
        .find(&format!("[data-delivery='{delivery}']"))
        .await;
    dispatcher.picture("6-dispatch").await;
    dispatcher
        .press(&format!(
            "form[action$='/deliveries/{delivery}/offer'] button"
        ))
        .await;
    dispatcher
        .find(&format!("[data-delivery='{delivery}'][data-offer]"))
        .await;
    dispatcher.picture("6-dispatch-offered").await;
    dispatcher.close().await;
}

async fn neighbour_takes(demo: &Demo, driver: &Driver, view: View) {
    demo.row(VADUZ, "the offer has arrived", |c| {
        offer_in(c, &[ReceivedOfferState::Offered])
    })
    .await;
    let dispatcher = driver.browser(view).await;
    signed_in(demo, &dispatcher, VADUZ, "dispatch").await;
    dispatcher.goto(&demo.url(VADUZ, "/dispatch")).await;
    dispatcher
        .find("[data-proposal][data-state='offered']")
        .await;
    dispatcher.picture("7-neighbour-offer").await;
    dispatcher
        .press("form[action='/dispatch/offers/bid'] button")
        .await;
    // Nobody else was asked, so the owner decides as soon as the answer is there.
    demo.row(VADUZ, "the offer is taken", |c| {
        let taken = [ReceivedOfferState::Committed, ReceivedOfferState::Carrying];
        offer_in(c, &taken)
    })
    .await;
    dispatcher
        .until("nothing is left to answer", async || {
            !dispatcher.has("form[action='/dispatch/offers/bid']").await
        })
        .await;
    dispatcher.picture("7-neighbour-bid").await;
    dispatcher.close().await;
}

fn offer_in(
    c: &mut musette::store::Conn,
    states: &[ReceivedOfferState],
) -> musette::store::Result<Option<delivery_offer_received::DeliveryOfferReceived>> {
    Ok(delivery_offer_received::in_states(c, states, 10)?
        .into_iter()
        .next())
}

async fn courier_brings(
    demo: &Demo,
    driver: &Driver,
    view: View,
    customer: &Browser,
    there: &OrderId,
) {
    let carried = demo
        .row(VADUZ, "the neighbour carries it", |c| {
            let taken = [ReceivedOfferState::Committed, ReceivedOfferState::Carrying];
            let rows = delivery_offer_received::in_states(c, &taken, 10)?;
            Ok(rows
                .into_iter()
                .find_map(|row| Some((row.delivery_id?, row.courier_id?))))
        })
        .await;
    let (delivery, rider) = carried;
    let id = delivery.clone();
    demo.row(VADUZ, "the courier may read the door", move |c| {
        address_copy::find_optional(c, &id)
    })
    .await;
    let id = rider.clone();
    let email = demo
        .row(VADUZ, "the courier has an account", move |c| {
            Ok(Some(musette::store::user_account::find(c, &id)?.email))
        })
        .await;
    let courier = driver.browser(view).await;
    courier
        .sign_in(demo.pair[VADUZ].app.urls.origin(), &email, Demo::PASSWORD)
        .await;
    courier.goto(&demo.url(VADUZ, "/courier")).await;
    courier.find(&format!("[data-delivery='{delivery}']")).await;
    if courier.has("form[action$='/accept'] button").await {
        courier.press("form[action$='/accept'] button").await;
    }
    courier.press("form[action$='/at-pickup'] button").await;
    courier.find("[data-state='atPickup']").await;
    courier.picture("8-courier-at-pickup").await;
    let code = courier.find("[data-pickup-code]").await;
    let code = code.attr("data-pickup-code").await.unwrap().unwrap();

    let cook = driver.browser(view).await;
    signed_in(demo, &cook, SCHAAN, KITCHEN).await;
    cook.goto(&demo.url(SCHAAN, &format!("/restaurant/{KITCHEN}")))
        .await;
    cook.press(&format!("form[action$='/orders/{there}/ready'] button"))
        .await;
    let form = format!("form[action$='/orders/{there}/hand-over']");
    cook.fill(&format!("{form} input[name=code]"), &code).await;
    cook.picture("8-restaurant-code").await;
    cook.press(&format!("{form} button")).await;
    cook.until("handed over", async || !cook.has(&form).await)
        .await;
    cook.close().await;

    courier.goto(&demo.url(VADUZ, "/courier")).await;
    courier.press("form[action$='/picked-up'] button").await;
    courier.press("form[action$='/at-dropoff'] button").await;
    courier.find("[data-state='atDropoff']").await;
    courier.picture("8-courier-at-the-door").await;
    half_a_pin_stays(demo, &courier, &rider).await;
    // The customer's page has been told several things by now, and still says that it listens.
    customer
        .find("[data-order]:not([data-state='offered'])")
        .await;
    customer
        .find("[data-live-source] [data-live-on]:not([hidden])")
        .await;
    let pin = customer
        .find("[data-pin]")
        .await
        .attr("data-pin")
        .await
        .unwrap()
        .unwrap();
    courier
        .fill("form[action$='/delivered'] input[name=pin]", &pin)
        .await;
    courier
        .press("form[action$='/delivered'] button[type=submit], button[form=pin]")
        .await;
    courier
        .until("delivered", async || {
            !courier.has(&format!("[data-delivery='{delivery}']")).await
        })
        .await;
    courier.picture("8-courier-done").await;
    courier.close().await;
}

/// What was typed on the pad, and the pad, outlive what happens meanwhile.
async fn half_a_pin_stays(demo: &Demo, courier: &Browser, rider: &UserId) {
    courier.find("[data-pad]:not([hidden])").await;
    let heard =
        "document.addEventListener('swapped', () => { document.body.dataset.heard = 'yes'; });";
    let pinned = "return document.querySelector('input.codein').value";
    let mark = "document.querySelector('#round').dataset.mark = 'same'; delete document.body.dataset.heard;";
    courier.find("[data-live-on]:not([hidden])").await;
    courier.script(heard, Vec::new()).await;
    courier.script(mark, Vec::new()).await;
    let hears = async || {
        let topic = Topic::Courier(rider.clone());
        demo.pair[VADUZ].app.events.publish(topic);
        courier.find("body[data-heard]").await;
    };
    hears().await;
    courier.find("#round[data-mark='same']").await;
    courier.press("[data-key='1']").await;
    courier.press("[data-key='2']").await;
    courier.script(mark, Vec::new()).await;
    hears().await;
    courier.find("#round[data-mark='same']").await;
    assert_eq!(courier.script(pinned, Vec::new()).await, "12");
    courier.find("[data-pad]:not([hidden])").await;
    courier.press("[data-key='back']").await;
    courier.press("[data-key='back']").await;
    assert_eq!(courier.script(pinned, Vec::new()).await, "");
}

async fn signed_in(demo: &Demo, browser: &Browser, town: usize, login: &str) {
    let origin = demo.pair[town].app.urls.origin();
    browser
        .sign_in(origin, &Demo::email(town, login), Demo::PASSWORD)
        .await;
}
