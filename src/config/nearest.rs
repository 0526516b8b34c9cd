//! Which known word somebody probably meant.

/// The candidate that differs least from `typed`, if any differs little enough to be a slip.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|word| (distance(typed, word), word))
        .filter(|(distance, word)| *distance <= word.chars().count().div_ceil(2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// How many letters must be changed, added or left out to make one word of the other (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&row, j) + usize::from(letter != *other);
            let left_out = at(&row, j + 1) + 1;
            let added = at(&next, j) + 1;
            next.push(changed.min(left_out).min(added));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_word_and_nonsense_finds_none() {
        let words = ["offer_window", "auto_bid", "answer_within"];
        assert_eq!(nearest("offer_windw", words), Some("offer_window"));
        assert_eq!(nearest("autobid", words), Some("auto_bid"));
        assert_eq!(nearest("colour_of_the_sky", words), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
