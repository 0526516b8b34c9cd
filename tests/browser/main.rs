//! What people see: Chromium walks the pages of the demo's two running instances.
//!
//! Runs where `MUSETTE_TEST_BROWSER` is set and chromium and chromedriver are installed; says so loudly where not. Pictures of every station are kept in
//! `tests/output/browser/`. `axe.min.js` is axe-core 4.14.1, unchanged, under the MPL 2.0 (`axe.LICENSE`); it is only used here and never served.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a walk that goes wrong should stop where it does"
)]

mod driver;
mod towns;

mod pages;
mod walk;
