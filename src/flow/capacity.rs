//! How many couriers a co-op has when and where, told to partners without telling about anyone.

pub mod publish;
pub mod received;
