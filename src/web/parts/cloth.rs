//! The cloth of a restaurant without a photo: a weave in a hue, with a sewn-on patch.

use askama::Template;
use musette_domain::TextValue;

musette_domain::text_enum! {
    /// The hue of a cloth or of a co-op's bag. All are readable on paper in both schemes, so it is chosen from this list and never free.
    pub enum Hue("hue") {
        /// Worker's blue.
        Blue = "blue",
        /// Green.
        Green = "green",
        /// Brick red.
        Brick = "brick",
        /// Plum.
        Plum = "plum",
        /// Teal.
        Teal = "teal",
        /// Mustard.
        Mustard = "mustard",
        /// Slate.
        Slate = "slate",
        /// Rose.
        Rose = "rose",
    }
}

musette_domain::text_enum! {
    /// How a cloth is woven.
    pub enum Weave("weave") {
        /// Checks.
        Gingham = "gingham",
        /// A stripe at each edge.
        Towel = "towel",
        /// Stripes of many widths.
        Basque = "basque",
        /// A fine grid.
        Pane = "pane",
        /// Dots.
        Dots = "dots",
        /// Slanting stripes.
        Twill = "twill",
    }
}

musette_domain::text_enum! {
    /// What is sewn on a restaurant's patch.
    pub enum Emblem("emblem") {
        /// A leek.
        Leek = "leek",
        /// A bowl of noodles.
        Noodle = "noodle",
        /// A ladle.
        Ladle = "ladle",
        /// A note of music.
        Note = "note",
        /// A crêpe.
        Crepe = "crepe",
        /// A loaf.
        Bread = "bread",
        /// A fennel.
        Fennel = "fennel",
        /// A slice of pizza.
        Pizza = "pizza",
        /// A cloud over a bowl.
        Cloud = "cloud",
        /// A radish.
        Radish = "radish",
    }
}

/// FNV-1a, so that a name always falls on the same cloth.
fn hash(name: &str) -> usize {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    hash as usize
}

fn pick<T: Copy>(all: &[T], number: usize, else_: T) -> T {
    all.get(number % all.len().max(1)).copied().unwrap_or(else_)
}

impl Hue {
    /// The hue of one that has chosen none: always the same for the same name.
    pub fn of(name: &str) -> Self {
        pick(Self::ALL, hash(name), Self::Slate)
    }
    /// The hue that was chosen, or that of the name.
    pub fn chosen(text: Option<&str>, name: &str) -> Self {
        text.and_then(|text| Self::parse(text).ok())
            .unwrap_or_else(|| Self::of(name))
    }
}

/// A cloth with its patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(path = "parts/cloth.html")]
pub struct Cloth {
    /// The hue.
    pub hue: Hue,
    /// The weave.
    pub weave: Weave,
    /// The emblem on the patch.
    pub emblem: Emblem,
    /// Whether it hangs across the head of the restaurant's page.
    pub tall: bool,
}

impl Cloth {
    /// The cloth of a restaurant that has chosen none, by a name that stays, such as `@poireau@montbraquet.example`.
    pub fn of(name: &str) -> Self {
        let hash = hash(name);
        Self {
            hue: Hue::of(name),
            weave: pick(Weave::ALL, hash / 8, Weave::Towel),
            emblem: pick(Emblem::ALL, hash / 64, Emblem::Ladle),
            tall: false,
        }
    }
    /// The cloth for the head of a page.
    #[must_use]
    pub fn tall(self) -> Self {
        Self { tall: true, ..self }
    }
}

super::html!(Cloth);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_cloth() {
        assert_eq!(Cloth::of("a"), Cloth::of("a"));
        assert_eq!(Hue::chosen(Some("rose"), "a"), Hue::Rose);
        assert_eq!(Hue::chosen(Some("#f00"), "a"), Hue::of("a"));
    }

    #[test]
    fn every_emblem_is_drawn() {
        for emblem in Emblem::ALL {
            assert!(
                crate::web::icons::exists(&format!("e-{emblem}")),
                "{emblem}"
            );
        }
    }
}
