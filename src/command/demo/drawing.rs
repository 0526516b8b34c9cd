//! The photo of the demo's special: drawn here, dot by dot, so that it is nobody else's.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::services::picture::{self, Cut, Picture};

/// What it shows, for those who do not see it.
pub const ALT: &str =
    "A drawing of a pumpkin: five orange ribs side by side and a green stem, on dark blue.";

const WIDTH: u32 = 960;
const HEIGHT: u32 = 640;
const GROUND: [u8; 3] = [31, 51, 84];
const STEM: [u8; 3] = [74, 122, 58];
/// The ribs from the middle outwards: how far from the middle, half the width and height, the colour.
const RIBS: [(f64, f64, f64, [u8; 3]); 3] = [
    (0.0, 85.0, 190.0, [240, 140, 40]),
    (110.0, 105.0, 180.0, [222, 118, 28]),
    (210.0, 105.0, 155.0, [196, 96, 20]),
];

/// The picture, made as the pictures are that people put here.
pub async fn pumpkin() -> anyhow::Result<Picture> {
    let drawn = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgb(colour(f64::from(x) - 480.0, f64::from(y) - 370.0))
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_to(&mut file, ImageFormat::Png)?;
    Ok(picture::prepare(file.into_inner().into(), Cut::Whole).await?)
}

/// The colour of a dot, by its place around the pumpkin's middle. What lies in front covers what lies behind.
fn colour(x: f64, y: f64) -> [u8; 3] {
    for (away, half_width, half_height, colour) in RIBS {
        let (along, up) = ((x.abs() - away) / half_width, y / half_height);
        if along * along + up * up <= 1.0 {
            return colour;
        }
    }
    if x.abs() <= 24.0 && (-260.0..=-160.0).contains(&y) {
        return STEM;
    }
    GROUND
}
