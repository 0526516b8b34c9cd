//! The lines of a cart with what the menu says about them now.

use musette_domain::Money;
use musette_domain::TextValue;
use musette_domain::cart::CartLine;
use musette_domain::id::MenuItemId;

use crate::app::App;
use crate::store::restaurant::Restaurant;
use crate::store::{Conn, Result, menu_item};

/// A line of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedLine {
    /// The item's URL.
    pub item: String,
    /// The revision of the item that was priced.
    pub revision: i64,
    /// Its allergens.
    pub allergens: Vec<String>,
    /// Name, count, price and whether it can be had.
    pub checked: CartLine,
}

/// Reads the lines. An item of another restaurant, or of none, is not on the menu.
pub(super) fn read(
    c: &mut Conn,
    app: &App,
    restaurant: &Restaurant,
    lines: &[(MenuItemId, i32)],
) -> Result<Vec<QuotedLine>> {
    lines
        .iter()
        .map(|(id, count)| {
            let item =
                menu_item::find_optional(c, id)?.filter(|item| item.restaurant_id == restaurant.id);
            let url = app.urls.menu_item(id.as_str());
            let count = u32::try_from(*count).unwrap_or(0);
            Ok(match item {
                Some(item) => QuotedLine {
                    item: url,
                    revision: item.revision,
                    checked: CartLine {
                        name: item.name,
                        count,
                        price: Money::new(item.price, restaurant.currency),
                        sold_out: item.sold_out,
                        on_menu: item.removed_at.is_none(),
                        // An empty list says that there are none of the fourteen: restaurants of ours declare by editing.
                        allergens_known: true,
                    },
                    allergens: item.allergens,
                },
                None => QuotedLine {
                    item: url,
                    revision: 0,
                    allergens: Vec::new(),
                    checked: CartLine {
                        name: id.to_string(),
                        count,
                        price: Money::zero(restaurant.currency),
                        sold_out: false,
                        on_menu: false,
                        allergens_known: true,
                    },
                },
            })
        })
        .collect()
}
