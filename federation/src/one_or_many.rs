//! One value or an array: the Fediverse writes either, everywhere.

use serde_json::Value;

/// The values of a member that may be absent, `null`, one value or an array.
pub fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, many) = match value {
        None | Some(Value::Null) => (None, [].iter()),
        Some(Value::Array(items)) => (None, items.iter()),
        Some(one) => (Some(one), [].iter()),
    };
    one.into_iter().chain(many)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn absent_one_and_many() {
        assert_eq!(items(None).count(), 0);
        assert_eq!(items(Some(&Value::Null)).count(), 0);
        assert_eq!(items(Some(&json!("a"))).count(), 1);
        assert_eq!(items(Some(&json!(["a", "b"]))).count(), 2);
    }
}
