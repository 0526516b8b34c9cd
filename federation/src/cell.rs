//! Areas on the map: H3 cells by their index in hexadecimal.

use crate::fields::checked_text;

checked_text! {
    /// An H3 cell: fifteen hexadecimal digits in lower case, such as `881f90255dfffff`.
    Cell, |text| {
        text.len() == 15
            && text.starts_with('8')
            && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    }
}

impl Cell {
    /// The resolution, 0 (a continent) to 15 (a doormat). It is the second digit of the index.
    pub fn resolution(&self) -> u8 {
        self.0
            .chars()
            .nth(1)
            .and_then(|c| c.to_digit(16))
            .and_then(|n| u8::try_from(n).ok())
            .unwrap_or(15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resolution_is_in_the_index() {
        assert_eq!(Cell::parse("881f90255dfffff").unwrap().resolution(), 8);
        assert_eq!(Cell::parse("891f90255cfffff").unwrap().resolution(), 9);
        for text in [
            "",
            "881f90255dffff",
            "881F90255DFFFFF",
            "081f90255dfffff",
            "881f90255dffffff",
        ] {
            assert_eq!(Cell::parse(text), None, "{text}");
        }
    }
}
