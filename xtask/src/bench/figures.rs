//! Figures: least, median, most of several runs; percentiles; tables as Markdown.

use std::fmt;

/// Least, median and most of some figures, with as many digits as asked for.
pub fn spread(figures: &[f64], digits: usize) -> String {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (sorted.first(), sorted.last()) else {
        return "nothing measured".into();
    };
    if sorted.len() == 1 {
        return format!("{least:.digits$}");
    }
    let median = median(&sorted);
    format!("{least:.digits$} / **{median:.digits$}** / {most:.digits$}")
}

/// The middle one of sorted figures, or the mean of the two in the middle.
fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    let upper = sorted.get(half).copied().unwrap_or_default();
    if sorted.len() % 2 == 1 {
        return upper;
    }
    let lower = half.checked_sub(1).and_then(|at| sorted.get(at));
    f64::midpoint(lower.copied().unwrap_or(upper), upper)
}

/// Times of single requests, in microseconds.
#[derive(Debug, Default)]
pub struct Times(Vec<u64>);

impl Times {
    /// Takes one more.
    pub fn add(&mut self, time: std::time::Duration) {
        self.0
            .push(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
    }

    /// Takes those of another.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The time in milliseconds below which `per_mille` of a thousand are.
    pub fn percentile(&mut self, per_mille: usize) -> f64 {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        let at = (self.0.len() * per_mille / 1000).min(last);
        self.0.get(at).copied().unwrap_or_default() as f64 / 1000.0
    }
}

/// A table.
pub struct Table {
    lines: Vec<String>,
}

impl Table {
    /// Begins with the heads of the columns.
    pub fn new(heads: &[&str]) -> Self {
        let rule = heads.iter().map(|_| "---").collect::<Vec<_>>();
        Self {
            lines: vec![line(heads), line(&rule)],
        }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.lines.push(line(&cells));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.lines.join("\n"))
    }
}

fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
    format!("| {} |", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn least_median_most() {
        assert_eq!(spread(&[3.0, 1.0, 2.0], 0), "1 / **2** / 3");
        assert_eq!(spread(&[4.0, 1.0, 2.0, 3.0], 1), "1.0 / **2.5** / 4.0");
        assert_eq!(spread(&[7.25], 1), "7.2");
        assert_eq!(spread(&[], 1), "nothing measured");
    }

    #[test]
    fn percentiles_in_milliseconds() {
        let mut times = Times::default();
        (1..=100).for_each(|ms| times.add(Duration::from_millis(ms)));
        let shown = |ms: f64| format!("{ms:.1}");
        assert_eq!(shown(times.percentile(500)), "51.0");
        assert_eq!(shown(times.percentile(990)), "100.0");
        assert_eq!(shown(Times::default().percentile(990)), "0.0");
    }
}
