//! The allergens that EU law wants named on a menu (Regulation (EU) No 1169/2011, annex II).

crate::text_enum! {
    /// An allergen, or the admission that nobody knows.
    pub enum Allergen("allergen") {
        /// Cereals containing gluten.
        Gluten = "gluten",
        /// Crustaceans.
        Crustaceans = "crustaceans",
        /// Eggs.
        Eggs = "eggs",
        /// Fish.
        Fish = "fish",
        /// Peanuts.
        Peanuts = "peanuts",
        /// Soybeans.
        Soy = "soy",
        /// Milk, including lactose.
        Milk = "milk",
        /// Tree nuts.
        Nuts = "nuts",
        /// Celery.
        Celery = "celery",
        /// Mustard.
        Mustard = "mustard",
        /// Sesame.
        Sesame = "sesame",
        /// Sulphur dioxide and sulphites.
        Sulphites = "sulphites",
        /// Lupin.
        Lupin = "lupin",
        /// Molluscs.
        Molluscs = "molluscs",
        /// Not stated. Such a dish cannot be ordered across co-ops.
        Unknown = "unknown",
    }
}
crate::text_serde!(Allergen);

impl Allergen {
    /// Whether a dish with these allergens says what is in it. An empty list says that none of the fourteen is.
    pub fn known(allergens: &[Self]) -> bool {
        !allergens.contains(&Self::Unknown)
    }
    /// Reads allergens separated by spaces or commas, each once, in the order of the law.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, crate::text_value::NotAValue> {
        let mut found = text
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(<Self as crate::TextValue>::parse)
            .collect::<Result<Vec<_>, _>>()?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }
    /// Writes allergens separated by spaces.
    pub fn write_list(allergens: &[Self]) -> String {
        let words: Vec<_> = allergens.iter().map(|allergen| allergen.text()).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_and_written() {
        let list = Allergen::parse_list("milk, gluten milk").unwrap();
        assert_eq!(list, [Allergen::Gluten, Allergen::Milk]);
        assert_eq!(Allergen::write_list(&list), "gluten milk");
        assert!(Allergen::parse_list("dust").is_err());
        assert!(Allergen::known(&[]));
        assert!(!Allergen::known(&Allergen::parse_list("unknown").unwrap()));
        assert_eq!(Allergen::ALL.len(), 15);
    }
}
