//! What musette uses of the outside world: a trait, a real one, a fake each. Knows neither the store nor HTTP.

pub mod archive;
pub mod html;
pub mod mail;
pub mod map;
pub mod password;
pub mod picture;
pub mod plain_text;
pub mod route;
pub mod text_html;
