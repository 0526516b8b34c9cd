//! `[map]`: where maps come from.

use figment::value::Value;

use super::reader::{Reader, text};

/// The section `[map]`.
#[derive(Debug, Clone, Default)]
pub struct MapSettings {
    /// `tiles`: the URL of map tiles with `{z}/{x}/{y}`. Without one, the imported streets are drawn.
    pub tiles: Option<String>,
}

impl MapSettings {
    pub(super) fn read(reader: &mut Reader) -> Self {
        Self {
            tiles: reader.take_maybe("map.tiles", read_tiles, Clone::clone),
        }
    }
}

fn read_tiles(value: &Value) -> Result<String, String> {
    let typed = text(value)?;
    let complete = ["{z}", "{x}", "{y}"]
        .iter()
        .all(|part| typed.contains(part));
    if complete && typed.starts_with("https://") {
        Ok(typed)
    } else {
        Err(format!(
            "{typed:?} is no address of map tiles; write https://tiles.example/{{z}}/{{x}}/{{y}}.png"
        ))
    }
}
