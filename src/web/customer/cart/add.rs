//! `POST /cart/lines`: puts a dish into the cart. A cart holds dishes of one restaurant; another restaurant's dish asks first.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use musette_domain::cart::{MAX_COUNT, MAX_LINES, added};
use musette_domain::id::CartId;

use super::basket::{self, Item};
use crate::app::App;
use crate::http::session::{self, Session};
use crate::http::{Account, Error, PageFrame, Result, Site};
use crate::i18n::{Lang, Words};
use crate::store::Conn;
use crate::store::cart::{self, Cart};
use crate::store::cart_line::{self, CartLine};
use crate::store::coop::Coop;
use crate::web::form::Form;
use crate::web::page::{self, Door, Frame};
use crate::web::parts::{Act, Link};
use crate::web::visitor::listing::{self, Listing};

/// Asks whether the other restaurant's cart may go.
#[derive(Template)]
#[template(path = "customer/other_cart.html")]
pub struct OtherCartPage {
    frame: Frame,
    w: Words,
    before: String,
    wanted: String,
    act: Act,
    stay: Link,
}

impl OtherCartPage {
    fn new(frame: Frame, before: &Listing, wanted: &Listing, form: &Form) -> Self {
        let w = frame.w;
        let label = w.with("cart-other-take", &[("restaurant", wanted.name.as_str())]);
        let act = ["restaurant", "item", "count"]
            .into_iter()
            .fold(Act::new("/cart/lines", label).go(), |act, name| {
                act.field(name, form.text(name))
            })
            .field("replace", "yes");
        Self {
            w,
            before: before.name.clone(),
            wanted: wanted.name.clone(),
            act,
            stay: Link::new("/cart", w.say("cart-other-stay")),
            frame: frame.behind(Door::Discover),
        }
    }

    /// For tests and previews.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang);
        let w = frame.w;
        Self {
            w,
            before: "Le Poireau Masqué".into(),
            wanted: "Au Fenouil <Bavard>".into(),
            act: Act::new("/cart/lines", "Au Fenouil <Bavard>").go(),
            stay: Link::new("/cart", w.say("cart-other-stay")),
            frame,
        }
    }
}

/// What is to be put in.
#[derive(Clone)]
struct Wanted {
    restaurant: String,
    item: String,
    count: u32,
    /// How many the page showed; sent twice, the form then still adds once.
    had: Option<i32>,
    replace: bool,
    cart: Option<CartId>,
}

/// What became of it.
enum Outcome {
    Put {
        cart: CartId,
        item: Item,
        path: String,
    },
    Other {
        before: Box<Listing>,
        wanted: Box<Listing>,
    },
}

/// The question about another cart is left by a link or by reloading: that leads to the cart.
pub async fn back() -> Redirect {
    Redirect::to("/cart")
}

/// Puts it in and goes back to the menu.
pub async fn send(
    State(site): State<Site>,
    session: Session,
    account: Option<Account>,
    PageFrame { frame, coop }: PageFrame,
    form: Form,
) -> Result<Response> {
    let wanted = read(&form, basket::id_of(&session).await?)?;
    let (app, user) = (site.app.clone(), account.map(|account| account.id));
    let written = site.app.db.write(move |c| -> Result<Outcome> {
        let row = |id| Cart {
            id,
            user_id: user.clone(),
            restaurant: wanted.restaurant.clone(),
            created_at: app.clock.now(),
            updated_at: app.clock.now(),
        };
        put(c, &app, &coop, &wanted, row)
    });
    match written.await? {
        Outcome::Other { before, wanted } => {
            let page = OtherCartPage::new(frame, &before, &wanted, &form);
            Ok(page::render_as(StatusCode::CONFLICT, &page))
        }
        Outcome::Put { cart, item, path } => {
            let now = site.app.clock.wire();
            basket::keep(&session, now, &cart).await?;
            session::flash(&session, now, "cart-added", &[("dish", &item.name)]).await?;
            Ok(Redirect::to(&path).into_response())
        }
    }
}

fn read(form: &Form, cart: Option<CartId>) -> Result<Wanted> {
    let count = match form.filled("count") {
        None => 1,
        Some(text) => text.parse().unwrap_or(0),
    };
    if !(1..=MAX_COUNT).contains(&count) {
        return Err(too_many());
    }
    Ok(Wanted {
        restaurant: form.text("restaurant").to_owned(),
        item: form.text("item").to_owned(),
        count,
        had: form.value("had"),
        replace: form.text("replace") == "yes",
        cart,
    })
}

fn too_many() -> Error {
    Error::invalid("cart-count").with("most", MAX_COUNT)
}

fn put(
    c: &mut Conn,
    app: &App,
    own: &Coop,
    wanted: &Wanted,
    row: impl Fn(CartId) -> Cart,
) -> Result<Outcome> {
    let listing = listing::of_actor(c, &app.urls, own, &wanted.restaurant)?
        .ok_or(Error::missing("cart-no-restaurant"))?;
    if !listing.orderable() {
        return Err(Error::conflict("cart-not-orderable").with("restaurant", listing.name));
    }
    let item = basket::item(c, &app.urls, &listing, &wanted.item)?
        .ok_or(Error::missing("cart-no-item"))?;
    if item.sold_out {
        return Err(Error::conflict("cart-item-sold-out").with("dish", item.name));
    }
    let before = match &wanted.cart {
        Some(id) => cart::find_optional(c, id)?,
        None => None,
    };
    let cart = match before {
        Some(cart) if cart.restaurant == listing.actor => cart,
        Some(cart) if !wanted.replace && !cart_line::of_cart(c, &cart.id)?.is_empty() => {
            if let Some(before) = listing::of_actor(c, &app.urls, own, &cart.restaurant)? {
                let (before, wanted) = (Box::new(before), Box::new(listing));
                return Ok(Outcome::Other { before, wanted });
            }
            begin(c, app, Some(cart), row)?
        }
        other => begin(c, app, other, row)?,
    };
    put_line(c, app, &cart, &item, wanted)?;
    let updated_at = app.clock.now();
    cart::save(
        c,
        &Cart {
            updated_at,
            ..cart.clone()
        },
    )?;
    let cart = cart.id;
    let path = listing.path;
    Ok(Outcome::Put { cart, item, path })
}

/// A new cart instead of the one before.
fn begin(
    c: &mut Conn,
    app: &App,
    before: Option<Cart>,
    row: impl Fn(CartId) -> Cart,
) -> Result<Cart> {
    if let Some(before) = before {
        cart::delete(c, &before.id)?;
    }
    let cart = row(app.ids.new_id()?);
    cart::insert(c, &cart)?;
    Ok(cart)
}

fn put_line(c: &mut Conn, app: &App, cart: &Cart, item: &Item, wanted: &Wanted) -> Result<()> {
    let lines = cart_line::of_cart(c, &cart.id)?;
    let line = lines.iter().find(|line| line.item == item.url);
    let there = wanted
        .had
        .unwrap_or_else(|| line.map_or(0, |line| line.count));
    let there = u32::try_from(there).map_err(|_| too_many())?;
    let count = added(there, wanted.count).ok_or_else(too_many)?;
    let count = i32::try_from(count).map_err(|_| too_many())?;
    if let Some(line) = line {
        return Ok(cart_line::save(
            c,
            &CartLine {
                count,
                ..line.clone()
            },
        )?);
    }
    if lines.len() >= MAX_LINES {
        return Err(Error::invalid("cart-too-many-lines").with("most", MAX_LINES));
    }
    let line = CartLine {
        id: app.ids.new_id()?,
        cart_id: cart.id.clone(),
        item: item.url.clone(),
        count,
    };
    Ok(cart_line::insert(c, &line)?)
}
