//! `[map]`: where maps come from.

/// The section `[map]`.
#[derive(Debug, Clone, Default)]
pub struct MapSettings {
    /// `tiles`: the URL of map tiles with `{z}/{x}/{y}`. Without one, the imported streets are drawn.
    pub tiles: Option<String>,
}
