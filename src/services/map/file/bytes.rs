//! Numbers and strings of the map file, little-endian.

/// The bytes end too early, or a length is longer than the bytes that follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Incomplete;

/// Appends.
#[derive(Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    pub(crate) fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// The count, then the numbers. Lists are far below 2³² entries because the extract is limited in size.
    pub(crate) fn numbers(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.number(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
        for number in numbers {
            self.number(number);
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Takes off the front.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn number(&mut self) -> Result<u32, Incomplete> {
        let (number, rest) = self.0.split_first_chunk().ok_or(Incomplete)?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*number))
    }

    /// As written by [`Writer::numbers`].
    pub(crate) fn numbers(&mut self) -> Result<Vec<u32>, Incomplete> {
        let count = self.length()?;
        let bytes = self.bytes(count.checked_mul(4).ok_or(Incomplete)?)?;
        let (numbers, _) = bytes.as_chunks();
        Ok(numbers
            .iter()
            .map(|number| u32::from_le_bytes(*number))
            .collect())
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Incomplete> {
        let length = self.length()?;
        std::str::from_utf8(self.bytes(length)?).map_err(|_| Incomplete)
    }

    fn length(&mut self) -> Result<usize, Incomplete> {
        usize::try_from(self.number()?).map_err(|_| Incomplete)
    }

    fn bytes(&mut self, count: usize) -> Result<&'a [u8], Incomplete> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Incomplete)?;
        self.0 = rest;
        Ok(taken)
    }
}
