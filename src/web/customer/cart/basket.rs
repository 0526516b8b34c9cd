//! The cart of a session with what the menu says about its lines now. It belongs to one restaurant; who carries the session has it.

use musette_domain::id::{CartId, CartLineId, MenuItemId};
use musette_domain::{Instant, Money, TextValue};

use crate::app::App;
use crate::http::Result;
use crate::http::session::{self, Session};
use crate::store::cart_line::{self, CartLine};
use crate::store::coop::Coop;
use crate::store::{self, Conn, cart, menu_item, remote_menu_item};
use crate::url::Urls;
use crate::web::visitor::listing::{self, Listing};

/// The session's key.
const CART: &str = "cart";

/// What keeps a line from being ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Sold out.
    SoldOut,
    /// No longer on the menu.
    Gone,
}

/// A line of the cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasketLine {
    /// The line.
    pub id: CartLineId,
    /// The item's URL.
    pub item: String,
    /// The dish.
    pub name: String,
    /// How many.
    pub count: i32,
    /// The price of one.
    pub price: Money,
    /// Its allergens.
    pub allergens: Vec<String>,
    /// What is in the way.
    pub trouble: Option<Trouble>,
}

impl BasketLine {
    /// The price of all of them; nothing for a dish that is gone.
    pub fn total(&self) -> Money {
        let zero = Money::zero(self.price.currency);
        self.price.times(i64::from(self.count)).unwrap_or(zero)
    }
}

/// The cart of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Basket {
    /// The cart.
    pub id: CartId,
    /// The restaurant.
    pub listing: Listing,
    /// The lines.
    pub lines: Vec<BasketLine>,
}

impl Basket {
    /// How many dishes.
    pub fn count(&self) -> i64 {
        self.lines.iter().map(|line| i64::from(line.count)).sum()
    }
    /// What the dishes cost together. A line that cannot be added up counts nothing; the checkout refuses it.
    pub fn items(&self) -> Money {
        let zero = Money::zero(self.listing.currency);
        let sum = |sum: Money, line: &BasketLine| sum.plus(line.total()).unwrap_or(sum);
        self.lines.iter().fold(zero, sum)
    }
    /// How many of an item are in it.
    pub fn had(&self, item: &str) -> i32 {
        let line = self.lines.iter().find(|line| line.item == item);
        line.map_or(0, |line| line.count)
    }
}

/// The id of the session's cart.
pub async fn id_of(session: &Session) -> Result<Option<CartId>> {
    let id: Option<String> = session.get(CART).await?;
    Ok(id.and_then(|id| CartId::parse(&id).ok()))
}

/// Makes this the session's cart.
pub async fn keep(session: &Session, now: Instant, id: &CartId) -> Result<()> {
    session::put(session, now, CART, id.as_str()).await
}

/// The session's cart; none if there is none, if it was ordered, or if its restaurant is not shown any more.
pub async fn of(app: &App, session: &Session, own: &Coop) -> Result<Option<Basket>> {
    let Some(id) = id_of(session).await? else {
        return Ok(None);
    };
    let (urls, own) = (app.urls.clone(), own.clone());
    Ok(app.db.read(move |c| read(c, &urls, &own, &id)).await?)
}

/// Reads a cart.
pub fn read(c: &mut Conn, urls: &Urls, own: &Coop, id: &CartId) -> store::Result<Option<Basket>> {
    let Some(cart) = cart::find_optional(c, id)? else {
        return Ok(None);
    };
    let Some(listing) = listing::of_actor(c, urls, own, &cart.restaurant)? else {
        return Ok(None);
    };
    let lines = cart_line::of_cart(c, &cart.id)?
        .into_iter()
        .map(|line| line_of(c, urls, &listing, line))
        .collect::<store::Result<Vec<_>>>()?;
    Ok(Some(Basket {
        id: cart.id,
        listing,
        lines,
    }))
}

/// A dish as the cart needs it: of our menu, or of our copy of another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its URL.
    pub url: String,
    /// The name.
    pub name: String,
    /// The price of one.
    pub price: Money,
    /// Its allergens.
    pub allergens: Vec<String>,
    /// Sold out.
    pub sold_out: bool,
}

/// The item on this restaurant's menu that a URL, or for our own an id, names. One that left the menu, or is another's, is none.
pub fn item(
    c: &mut Conn,
    urls: &Urls,
    listing: &Listing,
    name: &str,
) -> store::Result<Option<Item>> {
    if let listing::Home::Ours(restaurant) = &listing.home {
        let id = urls.menu_item_id(name).unwrap_or(name);
        let Ok(id) = MenuItemId::parse(id) else {
            return Ok(None);
        };
        let row = menu_item::find_optional(c, &id)?
            .filter(|row| row.restaurant_id == *restaurant && row.removed_at.is_none());
        return Ok(row.map(|row| Item {
            url: urls.menu_item(row.id.as_str()),
            price: Money::new(row.price, listing.currency),
            name: row.name,
            allergens: row.allergens,
            sold_out: row.sold_out,
        }));
    }
    let row = remote_menu_item::find_optional(c, name)?
        .filter(|row| row.restaurant_id == listing.actor && row.removed_at.is_none());
    Ok(row.map(|row| Item {
        url: row.id,
        price: Money::new(row.price, row.currency),
        name: row.name,
        allergens: row.allergens,
        sold_out: row.sold_out,
    }))
}

fn line_of(
    c: &mut Conn,
    urls: &Urls,
    listing: &Listing,
    line: CartLine,
) -> store::Result<BasketLine> {
    let found = item(c, urls, listing, &line.item)?;
    let trouble = match &found {
        None => Some(Trouble::Gone),
        Some(item) => item.sold_out.then_some(Trouble::SoldOut),
    };
    let (name, price, allergens) = found.map_or_else(
        || (String::new(), Money::zero(listing.currency), Vec::new()),
        |item| (item.name, item.price, item.allergens),
    );
    Ok(BasketLine {
        id: line.id,
        item: line.item,
        name,
        count: line.count,
        price,
        allergens,
        trouble,
    })
}
