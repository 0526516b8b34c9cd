//! How far the import is, as a bar on the terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::services::map::extract::{Progress, Stage};

/// The bar. Where the output is no terminal it draws nothing.
#[derive(Clone)]
pub struct Bar(ProgressBar);

/// The bar's length: a quarter for each stage.
const LENGTH: u64 = 1000;

impl Bar {
    /// An empty bar.
    pub fn new() -> Self {
        let bar = ProgressBar::new(LENGTH);
        if let Ok(style) = ProgressStyle::with_template("  {bar:30} {percent:>3} %  {msg}") {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Shows a step.
    pub fn show(&self, step: Progress) {
        let (begin, text) = match step.stage {
            Stage::Reading => (0, "reading the map"),
            Stage::Placing => (250, "placing the streets"),
            Stage::Connecting => (500, "connecting the streets"),
            Stage::Preparing => (750, "preparing ways by bicycle"),
        };
        let done = step.done.saturating_mul(250) / step.total.max(1);
        self.0.set_position(begin + done.min(250));
        self.0.set_message(text);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}
