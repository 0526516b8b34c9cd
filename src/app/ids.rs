//! Ids and random codes.

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use musette_domain::TextValue;
use musette_domain::text_value::NotAValue;

/// Makes ids, secrets and codes.
pub trait Ids: Send + Sync {
    /// A UUIDv7: sorts by time, is never a capability.
    fn uuid(&self) -> String;
    /// `N` random bytes.
    fn random(&self) -> [u8; 32];
}

impl dyn Ids {
    /// A new id of one of the domain's types.
    pub fn new_id<T: TextValue>(&self) -> Result<T, NotAValue> {
        T::parse(&self.uuid())
    }
    /// 128 random bits in 32 hexadecimal digits: a link that nobody can guess.
    pub fn secret(&self) -> String {
        self.random()
            .iter()
            .take(16)
            .fold(String::with_capacity(32), |mut out, byte| {
                use std::fmt::Write;
                let _ = write!(out, "{byte:02x}");
                out
            })
    }
    /// A code of `length` (up to 8) decimal digits.
    pub fn digits(&self, length: u32) -> String {
        let bytes = self.random();
        let number = bytes
            .iter()
            .take(8)
            .fold(0_u64, |n, b| (n << 8) | u64::from(*b));
        let length = length.min(8);
        format!(
            "{:0width$}",
            number % 10_u64.pow(length),
            width = length as usize
        )
    }
}

/// The system's randomness.
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is where ids come from")]
    fn uuid(&self) -> String {
        uuid::Uuid::now_v7().to_string()
    }
    fn random(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // The kernel's generator does not fail once it is seeded; if it ever did, no secret may be made of zeros.
        if SystemRandom::new().fill(&mut bytes).is_err() {
            std::process::abort();
        }
        bytes
    }
}
