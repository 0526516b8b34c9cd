//! The customer's door: who may read it, from when until when. It never travels in a message; it is read by one desk with one key for one agreement.

mod open;
mod read;

pub use open::{REMEMBERED, Reader, close, forget_at, open};
pub use read::{NotReadable, read};
