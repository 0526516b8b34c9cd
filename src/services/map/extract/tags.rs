//! The tags of one element.

/// The longest value that OpenStreetMap itself accepts, in characters.
const LONGEST_VALUE: usize = 255;

/// Keys and values as the file has them; few enough that a search through them is the fastest.
pub(super) struct Tags<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Tags<'a> {
    pub(super) fn new(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self(tags.collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key, unless it is blank, has control characters, or is longer than OpenStreetMap allows.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        let value = self.0.iter().find(|(k, _)| *k == key)?.1.trim();
        let sound = !value.is_empty()
            && value.chars().count() <= LONGEST_VALUE
            && !value.chars().any(char::is_control);
        sound.then_some(value)
    }

    /// The value of the first of these keys that has one, as an own string.
    pub(super) fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.get(key)).map(str::to_owned)
    }
}
