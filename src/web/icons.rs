//! The icon sprite: a page carries the symbols it uses and no others.
//!
//! Templates write `<use href="#i-bag"/>`; [`page::render`](super::page::render) looks for these and puts the symbols where the frame says
//! `<!--icons-->`. So no page keeps a list, and no symbol is forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Where the frame wants the symbols.
pub const PLACE: &str = "<!--icons-->";

const SHEET: &str = include_str!("../../assets/icons/icons.svg");
const USE: &str = "<use href=\"#";

static SYMBOLS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    SHEET
        .split_inclusive("</symbol>")
        .filter_map(|piece| {
            let symbol = piece.get(piece.find("<symbol id=\"")?..)?;
            let id = symbol.strip_prefix("<symbol id=\"")?.split('"').next()?;
            Some((id, symbol))
        })
        .collect()
});

/// Whether the sheet has a symbol of this id, such as `i-bag` or `e-leek`.
pub fn exists(id: &str) -> bool {
    SYMBOLS.contains_key(id)
}

/// The symbols that `html` uses, as a hidden drawing.
pub fn sprite(html: &str) -> String {
    let used: BTreeSet<&str> = html
        .match_indices(USE)
        .filter_map(|(at, _)| html.get(at + USE.len()..)?.split('"').next())
        .collect();
    let mut sprite = String::from(
        "<svg width=\"0\" height=\"0\" hidden aria-hidden=\"true\" id=\"icons\"><defs>",
    );
    for id in used {
        sprite.push_str(SYMBOLS.get(id).copied().unwrap_or_default());
    }
    sprite.push_str("</defs></svg>");
    sprite
}

/// A page with its symbols in their place.
pub fn placed(html: String) -> String {
    match html.split_once(PLACE) {
        Some((head, body)) => format!("{head}{}{body}", sprite(&html)),
        None => html,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_carries_what_it_uses() {
        let page = placed(format!("a{PLACE}b<svg><use href=\"#i-bag\"/></svg>"));
        assert!(page.contains("<symbol id=\"i-bag\""));
        assert!(!page.contains("i-leaf"));
    }

    #[test]
    fn unknown_symbols_and_pages_without_a_place_do_no_harm() {
        assert!(!sprite("<use href=\"#nothing\"").contains("nothing"));
        assert_eq!(placed("plain".into()), "plain");
    }
}
