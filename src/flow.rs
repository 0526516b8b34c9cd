//! What happens when something happens: one file an act, the same for pages, API, jobs and peers.
//!
//! A flow runs inside the caller's transaction: it loads rows, asks the domain, saves, tells others through [`crate::app::Tell`] and sets timers as
//! rows of `job`. It does no I/O of its own and returns the topics that changed, so that the caller can tell live pages after the commit.
