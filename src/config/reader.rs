//! Takes values out of the merged sources, one setting at a time, and keeps for each what it is and where it came from.

use std::ops::RangeInclusive;
use std::path::Path;

use figment::value::Value;

use super::load::{Layers, Shown};
use super::{Origin, Problem};

/// Hands out the values and collects what is wrong with them.
pub struct Reader {
    layers: Layers,
    shown: Vec<Shown>,
    problems: Vec<Problem>,
}

impl Reader {
    pub(super) fn new(layers: Layers) -> Self {
        let problems = layers.unknown();
        Self {
            layers,
            shown: Vec::new(),
            problems,
        }
    }

    /// The folder that relative paths begin at.
    pub(super) fn folder(&self) -> &Path {
        self.layers.folder()
    }

    /// Whether somebody said something for this setting.
    pub(super) fn has(&self, key: &str) -> bool {
        self.layers.find(key).is_some()
    }

    /// The value of `key`, or `default` where nobody said anything or the value is wrong, which is reported.
    pub(super) fn take<T: ToString>(
        &mut self,
        key: &'static str,
        default: T,
        parse: impl FnOnce(&Value) -> Result<T, String>,
    ) -> T {
        self.take_shown(key, default, parse, T::to_string)
    }

    /// As [`Reader::take`], with an own way to show the value.
    pub(super) fn take_shown<T>(
        &mut self,
        key: &'static str,
        default: T,
        parse: impl FnOnce(&Value) -> Result<T, String>,
        show: impl FnOnce(&T) -> String,
    ) -> T {
        let (value, origin) = match self.layers.find(key) {
            None => (default, Origin::Default),
            Some((found, origin)) => match parse(&found) {
                Ok(value) => (value, origin),
                Err(reason) => {
                    self.report(key, origin, &reason);
                    return default;
                }
            },
        };
        self.show(key, show(&value), origin);
        value
    }

    /// The value of a setting that need not be there.
    pub(super) fn take_maybe<T>(
        &mut self,
        key: &'static str,
        parse: impl FnOnce(&Value) -> Result<T, String>,
        show: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        self.take_shown(
            key,
            None,
            |value| parse(value).map(Some),
            |value| value.as_ref().map_or_else(|| "–".into(), show),
        )
    }

    /// Reports that the value of `key` is wrong together with another one. The reason is a whole sentence.
    pub(super) fn wrong(&mut self, key: &str, reason: String) {
        let origin = self
            .layers
            .find(key)
            .map_or(Origin::Default, |(_, origin)| origin);
        self.problems.push(Problem { origin, reason });
    }

    /// Reports that a setting that must be there is not.
    pub(super) fn missing(&mut self, key: &str, reason: &str) {
        self.problems.push(Problem {
            origin: Origin::Default,
            reason: format!("{key} {reason}"),
        });
    }

    fn report(&mut self, key: &str, origin: Origin, reason: &str) {
        self.problems.push(Problem {
            origin,
            reason: format!("{key}: {reason}"),
        });
    }

    fn show(&mut self, key: &'static str, value: String, origin: Origin) {
        self.shown.push(Shown { key, value, origin });
    }

    /// What was read, and what is wrong with it.
    pub(super) fn finish(self) -> (Vec<Shown>, Vec<Problem>) {
        (self.shown, self.problems)
    }
}

/// Reads a text.
pub fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(_, text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Value::String(..) => Err("is empty; write a value or leave the line out".into()),
        Value::Char(_, letter) => Ok(letter.to_string()),
        // An environment variable that looks like a number is a text all the same.
        Value::Num(_, number) => whole(*number)
            .map(|n| n.to_string())
            .ok_or_else(|| "must be a text in quotation marks".into()),
        _ => Err("must be a text in quotation marks".into()),
    }
}

/// Reads a list of texts; one text alone counts as a list, its parts separated by commas.
pub fn texts(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::Array(_, list) => list.iter().map(text).collect(),
        Value::String(_, list) => Ok(list
            .split(',')
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()),
        _ => Err("must be a list of texts, such as [\"10.0.0.2\"]".into()),
    }
}

/// Reads a whole number.
pub fn number(value: &Value, range: RangeInclusive<i64>) -> Result<i64, String> {
    let wanted = format!(
        "write a whole number from {} to {}",
        range.start(),
        range.end()
    );
    let found = match value {
        Value::Num(_, number) => whole(*number),
        Value::String(_, text) => text.trim().parse().ok(),
        _ => None,
    };
    match found {
        Some(number) if range.contains(&number) => Ok(number),
        Some(number) => Err(format!("{number} is out of range; {wanted}")),
        None => Err(format!("is no whole number; {wanted}")),
    }
}

/// A whole number, however the source wrote it.
fn whole(number: figment::value::Num) -> Option<i64> {
    let signed = number.to_i128().and_then(|n| i64::try_from(n).ok());
    signed.or_else(|| number.to_u128().and_then(|n| i64::try_from(n).ok()))
}

/// Reads a switch.
pub fn switch(value: &Value) -> Result<bool, String> {
    match value {
        Value::Bool(_, on) => Ok(*on),
        Value::String(_, text) if text == "true" => Ok(true),
        Value::String(_, text) if text == "false" => Ok(false),
        _ => Err("must be true or false".into()),
    }
}
