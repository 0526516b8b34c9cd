//! Threads that make RSA signatures, beside those that answer requests: as many as there are cores and no more.
//!
//! A signature takes a core for a quarter of a millisecond. Who signs takes the next from a queue, and so goes on without being put to sleep and woken
//! between two of them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};

use tokio::sync::oneshot;

/// Something to sign.
type Work = Box<dyn FnOnce() + Send>;

/// The way to the threads, which begin with the first signature and end with this.
#[derive(Default)]
pub struct Signers {
    queue: OnceLock<mpsc::Sender<Work>>,
}

impl Signers {
    /// Runs `sign` on one of the threads. None if it panicked, or no thread could be started.
    pub async fn run<T: Send + 'static>(
        &self,
        sign: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (tell, told) = oneshot::channel();
        let work = Box::new(move || {
            // Who asked may be gone.
            let _ = tell.send(sign());
        });
        self.queue.get_or_init(start).send(work).ok()?;
        told.await.ok()
    }
}

fn start() -> mpsc::Sender<Work> {
    let (queue, waiting) = mpsc::channel::<Work>();
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
        let waiting = Arc::clone(&waiting);
        let started = std::thread::Builder::new()
            .name("musette-signer".into())
            .spawn(move || {
                while let Some(work) = next(&waiting) {
                    // A panic is heard of by who waits for the signature; the thread signs on.
                    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                }
            });
        if let Err(error) = started {
            tracing::error!(%error, "a thread for signatures cannot start");
        }
    }
    queue
}

fn next(waiting: &Mutex<mpsc::Receiver<Work>>) -> Option<Work> {
    let waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::Signers;

    #[tokio::test]
    async fn who_panics_is_heard_of_and_the_next_one_signs() {
        let signers = Signers::default();
        for _ in 0..8 {
            assert_eq!(signers.run(|| panic!("on purpose")).await, None::<()>);
        }
        let all = (0..100_u32).map(|number| signers.run(move || number));
        let all = futures_util::future::join_all(all).await;
        assert_eq!(all, (0..100).map(Some).collect::<Vec<_>>());
    }
}
