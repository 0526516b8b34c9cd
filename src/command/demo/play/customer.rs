//! The customer: says where, fills the cart, orders, watches, tells the PIN.

use anyhow::{Context, bail};

use super::browser::{Browser, Page};
use super::html::{Element, FilledForm};
use super::plan::{Part, Plan};
use super::town::Town;
use super::wait::until;
use super::way::Way;

/// Where each customer lives: login, street, number, postcode, town, latitude, longitude. Addresses of the extract.
const DOORS: &[(&str, &str, &str, &str, &str, &str, &str)] = &[
    (
        "anna", "Städtle", "32", "9490", "Vaduz", "47.13948", "9.52215",
    ),
    (
        "beat",
        "Heiligkreuz",
        "25",
        "9490",
        "Vaduz",
        "47.13438",
        "9.52248",
    ),
    (
        "carla",
        "Fürst-Franz-Josef-Strasse",
        "6",
        "9490",
        "Vaduz",
        "47.15172",
        "9.51222",
    ),
    (
        "emil",
        "Im Rösle",
        "12a",
        "9494",
        "Schaan",
        "47.16960",
        "9.50398",
    ),
    (
        "fiona",
        "Gapetschstrasse",
        "42",
        "9494",
        "Schaan",
        "47.16114",
        "9.50532",
    ),
    (
        "gian",
        "Bahnhofstrasse",
        "20",
        "9494",
        "Schaan",
        "47.16736",
        "9.50737",
    ),
];
/// How often the checkout is sent anew because the price or the time has changed meanwhile.
const TRIES: usize = 4;

/// An order as its customer knows it.
pub struct Order {
    /// Its id at the customer's co-op.
    pub id: String,
}

/// Orders; the way begins.
pub async fn order(home: &Town, cooks: &Town, plan: &Plan) -> anyhow::Result<(Order, Way)> {
    let mut browser = home.person(plan.customer).await?;
    let door = DOORS.iter().find(|door| door.0 == plan.customer);
    let (_, street, number, postcode, city, lat, lon) =
        *door.with_context(|| format!("{} has no door", plan.customer))?;
    let page = browser.open("/where").await?;
    let point = form_with(&page, &["lat", "lon"]).context("the page of the place has no map")?;
    browser
        .send(&page, &point.having("lat", lat).having("lon", lon))
        .await?;
    let path = menu_path(home, cooks, plan);
    fill_cart(&mut browser, &path).await?;
    let how = if plan.part == Part::Collected {
        "collection"
    } else {
        "delivery"
    };
    let fill = |form: FilledForm| {
        form.having("how", how)
            .having("street", street)
            .having("housenumber", number)
            .having("postcode", postcode)
            .having("city", city)
            .having("tel", "+4232000001")
    };
    let page = check_out(&mut browser, &format!("{path}/order"), fill).await?;
    let id = page.url.path().rsplit('/').next().unwrap_or_default();
    let shown = page.look().having("data-order", Some(id));
    if shown.is_empty() {
        bail!("the order is not shown: {}", page.says());
    }
    let restaurant = plan.restaurant()?;
    let way = Way::begin(
        &home.clock,
        &number_of(&page),
        &browser.who,
        restaurant.name,
    );
    Ok((Order { id: id.to_owned() }, way))
}

/// The number in the title of the page.
fn number_of(page: &Page) -> String {
    let title = page.look().named("title");
    let title = title.first().map(Element::text).unwrap_or_default();
    let is_number = |word: &&str| {
        word.len() == 4
            && word
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    words.find(is_number).unwrap_or("–").to_owned()
}

/// A restaurant here, or of the other town as it is known here.
fn menu_path(home: &Town, cooks: &Town, plan: &Plan) -> String {
    if home.origin == cooks.origin {
        return format!("/@{}", plan.kitchen);
    }
    let host = cooks.origin.authority();
    format!("/@{}@{host}", plan.kitchen)
}

/// Twice the first dish and once the last, which is above every minimum.
async fn fill_cart(browser: &mut Browser, path: &str) -> anyhow::Result<()> {
    for pick in [0, 0, usize::MAX] {
        let page = browser.open(path).await?;
        let dishes: Vec<FilledForm> = page
            .look()
            .having("data-item", None)
            .iter()
            .flat_map(Element::forms)
            .filter(|form| form.action.starts_with("/cart/lines"))
            .collect();
        let dish = dishes.get(pick).or_else(|| dishes.last());
        let dish = dish.with_context(|| format!("{path} sells nothing: {}", page.says()))?;
        browser.send(&page, dish).await?;
    }
    Ok(())
}

/// Sends the checkout until there is an order: when the price or the earliest time has changed meanwhile, the page says so and is sent again.
async fn check_out(
    browser: &mut Browser,
    path: &str,
    fill: impl Fn(FilledForm) -> FilledForm,
) -> anyhow::Result<Page> {
    let mut page = browser.open(path).await?;
    for _ in 0..TRIES {
        let form = form_with(&page, &["seen"])
            .with_context(|| format!("{path} shows no checkout: {}", page.says()))?;
        page = browser.try_send(&page, &fill(form)).await?;
        if page.url.path().starts_with("/orders/") {
            return Ok(page);
        }
    }
    bail!("the order could not be placed: {}", page.says())
}

fn form_with(page: &Page, names: &[&str]) -> Option<FilledForm> {
    let mut forms = page.look().forms().into_iter();
    forms.find(|form| form.post && names.iter().all(|name| form.value(name).is_some()))
}

/// Waits until the customer's page shows this state.
pub async fn sees(home: &Town, plan: &Plan, order: &Order, state: &str) -> anyhow::Result<()> {
    let what = format!("{} sees {state}", plan.customer);
    until(&what, || async {
        let mut browser = home.person(plan.customer).await?;
        let page = browser.open(&format!("/orders/{}", order.id)).await?;
        let shown = page.look().having("data-order", Some(&order.id));
        let shown = shown
            .first()
            .and_then(|shown| shown.attribute("data-state"));
        match shown {
            Some(shown) if shown == state => Ok(Some(())),
            Some("rejected" | "cancelled" | "failed") => {
                bail!("the order ended otherwise: {}", page.says())
            }
            _ => Ok(None),
        }
    })
    .await
}

/// The PIN that the customer says at the door.
pub async fn pin(home: &Town, plan: &Plan, order: &Order) -> anyhow::Result<String> {
    let mut browser = home.person(plan.customer).await?;
    let page = browser.open(&format!("/orders/{}", order.id)).await?;
    let shown = page.look().having("data-pin", None);
    let pin = shown.first().and_then(|shown| shown.attribute("data-pin"));
    Ok(pin
        .with_context(|| format!("the customer sees no PIN: {}", page.says()))?
        .to_owned())
}
