//! What was demanded, and how it was met.

use std::fmt;

use url::Url;

/// How much a demand weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Others cannot federate with a server that breaks it.
    Must,
    /// Some others have trouble.
    Should,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Must => "must",
            Self::Should => "should",
        })
    }
}

/// How a demand was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Holds,
    /// It is not, and what is instead.
    Broken(String),
    /// It was not looked at, and why.
    LeftOut(String),
}

/// One demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What it was demanded of: the path of an actor, or nothing for the server.
    pub about: String,
    /// How much it weighs.
    pub level: Level,
    /// The demand, as a sentence that holds.
    pub rule: String,
    /// How it was met.
    pub outcome: Outcome,
}

/// Every demand in the order in which it was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The demands.
    pub checks: Vec<Check>,
    about: String,
}

impl Report {
    /// From here on it is about this actor.
    pub(super) fn about(&mut self, actor: &Url) {
        actor.path().clone_into(&mut self.about);
    }

    /// A demand that others depend on.
    pub(super) fn must(&mut self, rule: impl Into<String>, found: Result<(), String>) {
        self.add(Level::Must, rule.into(), found);
    }

    /// A demand that makes life easier.
    pub(super) fn should(&mut self, rule: impl Into<String>, found: Result<(), String>) {
        self.add(Level::Should, rule.into(), found);
    }

    /// A demand that cannot be looked at.
    pub(super) fn left_out(&mut self, rule: impl Into<String>, why: impl Into<String>) {
        let outcome = Outcome::LeftOut(why.into());
        self.push(Level::Must, rule.into(), outcome);
    }

    fn add(&mut self, level: Level, rule: String, found: Result<(), String>) {
        let outcome = match found {
            Ok(()) => Outcome::Holds,
            // Other people's text on our terminal is kept short and on one line.
            Err(why) => Outcome::Broken(
                why.chars()
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .take(300)
                    .collect(),
            ),
        };
        self.push(level, rule, outcome);
    }

    fn push(&mut self, level: Level, rule: String, outcome: Outcome) {
        self.checks.push(Check {
            about: self.about.clone(),
            level,
            rule,
            outcome,
        });
    }

    /// What others depend on and what is not so.
    pub fn broken(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| {
            check.level == Level::Must && matches!(check.outcome, Outcome::Broken(_))
        })
    }
}

/// `Ok` if it is so, else the sentence.
pub(super) fn holds(so: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if so { Ok(()) } else { Err(otherwise()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_broken_must_counts() {
        let mut report = Report::default();
        report.must("holds", Ok(()));
        report.should("is nicer", Err("it is not".into()));
        report.left_out("needs a visitor", "there is none");
        assert_eq!(report.broken().count(), 0);
        report.must("is so", Err("it\nis\u{1b}[2J not".into()));
        let broken: Vec<_> = report.broken().collect();
        assert_eq!(broken.len(), 1);
        assert_eq!(broken[0].outcome, Outcome::Broken("it is [2J not".into()));
    }
}
