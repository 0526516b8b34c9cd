//! The short number by which a kitchen, a courier and a customer call an order.

use crate::TextValue;
use crate::id::OrderId;

/// Crockford's base32: no I, L, O or U, so nothing is misheard or misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The four-character number of an order, such as `K7P2`, made from its id.
///
/// It is a name to shout, not a key: one in a million pairs of orders share it.
pub fn order_number(order: &OrderId) -> String {
    // FNV-1a: the ids of one minute share their beginning, so every character must count.
    let hash = order
        .as_str()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let folded = hash ^ (hash >> 32);
    (0..4)
        .rev()
        .filter_map(|place| {
            let digit = usize::try_from((folded >> (place * 5)) & 31).ok()?;
            ALPHABET.get(digit).map(|byte| char::from(*byte))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_short_speakable_and_always_the_same() {
        let order = OrderId::parse("0192f200-0000-7000-8000-000000000001").unwrap();
        let number = order_number(&order);
        assert_eq!(number.len(), 4);
        assert_eq!(number, order_number(&order));
        assert!(number.bytes().all(|b| ALPHABET.contains(&b)));
    }

    #[test]
    fn neighbours_in_time_differ() {
        let numbers: std::collections::HashSet<_> = (0..200)
            .map(|n| {
                order_number(&OrderId::parse(&format!("0192f200-0000-7000-8000-{n:012}")).unwrap())
            })
            .collect();
        assert!(numbers.len() > 195);
    }
}
