//! Pictures that people put here, made anew: whatever else is in a file (where a photo was taken, comments, a second file behind the first) does not
//! pass, and what is served is ours.
//!
//! Decoders are where hostile files do harm, so they get little: three formats, bounded pixels and memory, one picture at a time, a thread apart.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, overlay};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    RgbImage, Rgba, RgbaImage,
};
use tokio::sync::Semaphore;

/// The longest side that is read, in pixels.
const LONGEST: u32 = 12_000;
/// The most memory that a decoded picture may take, in bytes: 50 megapixels of three bytes.
const MEMORY: u64 = 160 * 1024 * 1024;
/// The shortest side that is of any use, in pixels.
const SHORTEST: u32 = 32;
/// How well a picture is kept, of 100.
const QUALITY: u8 = 82;

/// The media type of every picture that this makes.
pub const MEDIA_TYPE: &str = "image/jpeg";

/// One picture is decoded at a time: each may take [`MEMORY`].
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// How a picture is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The middle, square.
    Square,
    /// The middle, three times as wide as high.
    Wide,
    /// Whole.
    Whole,
}

impl Cut {
    /// The size that it has at most, in pixels.
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Square => (400, 400),
            Self::Wide => (1_500, 500),
            Self::Whole => (1_600, 1_600),
        }
    }
}

/// A picture as it is kept and served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// A JPEG without anything but the picture.
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// Neither JPEG nor PNG nor WebP by its bytes, whatever its name says.
    #[error("the file is no picture in JPEG, PNG or WebP")]
    Format,
    /// It begins like a picture, but cannot be read.
    #[error("the picture is broken")]
    Broken,
    /// Too many pixels.
    #[error("the picture has too many pixels")]
    TooLarge,
    /// Too few.
    #[error("the picture is smaller than {SHORTEST} pixels")]
    TooSmall,
}

impl PictureProblem {
    /// The key of the sentence in the locales.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Format => "picture-format",
            Self::Broken => "picture-broken",
            Self::TooLarge => "picture-too-many-pixels",
            Self::TooSmall => "picture-too-small",
        }
    }
}

/// Makes a picture of a file, in a thread apart, one after another.
pub async fn prepare(file: bytes::Bytes, cut: Cut) -> Result<Picture, PictureProblem> {
    let _turn = ONE_AT_A_TIME
        .acquire()
        .await
        .map_err(|_| PictureProblem::Broken)?;
    tokio::task::spawn_blocking(move || make(&file, cut))
        .await
        .map_err(|_| PictureProblem::Broken)?
}

fn make(file: &[u8], cut: Cut) -> Result<Picture, PictureProblem> {
    let picture = decode(file)?;
    let (width, height) = cut.size();
    let fits = picture.width() <= width && picture.height() <= height;
    let picture = match cut {
        Cut::Square | Cut::Wide => middle(picture, width, height),
        Cut::Whole if fits => picture,
        Cut::Whole => picture.resize(width, height, FilterType::Triangle),
    };
    let picture = on_white(picture);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(
            picture.as_raw(),
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgb8,
        )
        .map_err(|_| PictureProblem::Broken)?;
    Ok(Picture {
        bytes,
        width: picture.width(),
        height: picture.height(),
    })
}

fn decode(file: &[u8]) -> Result<DynamicImage, PictureProblem> {
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| PictureProblem::Format)?;
    let known = matches!(
        reader.format(),
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)
    );
    if !known {
        return Err(PictureProblem::Format);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| problem(&error))?;
    // The bytes that the file says it needs are asked for at once: checked before, not while.
    if decoder.total_bytes() > MEMORY {
        return Err(PictureProblem::TooLarge);
    }
    let (width, height) = decoder.dimensions();
    if width.min(height) < SHORTEST {
        return Err(PictureProblem::TooSmall);
    }
    // How the camera was held stands beside the pixels, and goes with the rest of it.
    let orientation = decoder.orientation().map_err(|error| problem(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| problem(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn problem(error: &ImageError) -> PictureProblem {
    match error {
        ImageError::Limits(_) => PictureProblem::TooLarge,
        _ => PictureProblem::Broken,
    }
}

/// The middle of a picture in the proportion of `width` to `height`, no larger than that and never enlarged.
fn middle(picture: DynamicImage, width: u32, height: u32) -> DynamicImage {
    let (wide, high) = (u64::from(picture.width()), u64::from(picture.height()));
    let (to_wide, to_high) = (u64::from(width), u64::from(height));
    let (cut_wide, cut_high) = if wide * to_high > high * to_wide {
        ((high * to_wide / to_high).max(1), high)
    } else {
        (wide, (wide * to_high / to_wide).max(1))
    };
    let pixels = |of: u64| u32::try_from(of).unwrap_or(u32::MAX);
    let cut = picture.crop_imm(
        pixels((wide - cut_wide) / 2),
        pixels((high - cut_high) / 2),
        pixels(cut_wide),
        pixels(cut_high),
    );
    if cut.width() <= width {
        return cut;
    }
    cut.resize_exact(width, height, FilterType::Triangle)
}

/// What is transparent becomes white: JPEG knows no transparency.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let white = Rgba([255, 255, 255, 255]);
    let mut ground = RgbaImage::from_pixel(picture.width(), picture.height(), white);
    overlay(&mut ground, &picture.into_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(ground).into_rgb8()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// A picture of red above blue in a format.
    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |_, y| {
            image::Rgb(if y < height / 2 {
                [255, 0, 0]
            } else {
                [0, 0, 255]
            })
        });
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture)
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    }

    fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
        image::load_from_memory(&picture.bytes)
            .unwrap()
            .into_rgb8()
            .get_pixel(x, y)
            .0
    }

    #[rstest]
    #[case(ImageFormat::Jpeg)]
    #[case(ImageFormat::Png)]
    #[case(ImageFormat::WebP)]
    #[tokio::test]
    async fn pictures_of_three_formats_become_one(#[case] format: ImageFormat) {
        let picture = prepare(file(600, 200, format).into(), Cut::Whole)
            .await
            .unwrap();
        assert_eq!((picture.width, picture.height), (600, 200));
        assert_eq!(picture.bytes[..3], [0xff, 0xd8, 0xff]);
        let [red, _, blue] = pixel(&picture, 300, 10);
        assert!(red > 200 && blue < 60, "{red} {blue}");
    }

    #[rstest]
    #[case(Cut::Square, 2_000, 1_000, (400, 400))]
    #[case(Cut::Square, 100, 300, (100, 100))]
    #[case(Cut::Wide, 3_000, 3_000, (1_500, 500))]
    #[case(Cut::Whole, 3_200, 800, (1_600, 400))]
    fn each_cut_has_its_size(
        #[case] cut: Cut,
        #[case] width: u32,
        #[case] height: u32,
        #[case] size: (u32, u32),
    ) {
        let picture = make(&file(width, height, ImageFormat::Png), cut).unwrap();
        assert_eq!((picture.width, picture.height), size);
    }

    /// A JPEG with a segment of metadata: that the camera lay on its side, and where.
    fn photo_with_place() -> Vec<u8> {
        let mut exif =
            b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS 47.1415 N 9.5215 E");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let plain = file(200, 100, ImageFormat::Jpeg);
        [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
    }

    #[test]
    fn where_a_photo_was_taken_does_not_pass_and_it_stands_upright() {
        let photo = photo_with_place();
        let has = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|part| part == text);
        assert!(has(&photo, b"GPS 47.1415"));
        let picture = make(&photo, Cut::Whole).unwrap();
        assert!(!has(&picture.bytes, b"GPS") && !has(&picture.bytes, b"Exif"));
        assert_eq!((picture.width, picture.height), (100, 200));
        // What was above is at the right.
        let [red, _, blue] = pixel(&picture, 90, 100);
        assert!(red > 200 && blue < 60, "{red} {blue}");
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let clear = RgbaImage::from_pixel(64, 64, Rgba([0, 0, 0, 0]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgba8(clear)
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        let picture = make(bytes.get_ref(), Cut::Square).unwrap();
        assert_eq!(pixel(&picture, 32, 32), [255, 255, 255]);
    }

    /// A PNG that says it has so many pixels, and has none.
    fn promised(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = file(64, 64, ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let crc = crc(&bytes[12..29]).to_be_bytes();
        bytes[29..33].copy_from_slice(&crc);
        bytes
    }

    /// The check sum of a part of a PNG (ISO 3309).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1))
            })
        })
    }

    #[rstest]
    #[case(b"{\"type\":\"Person\",\"inbox\":\"https://evil.example\"}".to_vec(), PictureProblem::Format)]
    #[case(b"%PDF-1.7".to_vec(), PictureProblem::Format)]
    #[case(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec(), PictureProblem::Format)]
    #[case(b"GIF89a\x20\0\x20\0".to_vec(), PictureProblem::Format)]
    #[case(Vec::new(), PictureProblem::Format)]
    #[case(file(64, 64, ImageFormat::Png)[..60].to_vec(), PictureProblem::Broken)]
    #[case(b"\xff\xd8\xff\xe0 not really".to_vec(), PictureProblem::Broken)]
    #[case(file(31, 200, ImageFormat::Png), PictureProblem::TooSmall)]
    #[case(promised(50_000, 50_000), PictureProblem::TooLarge)]
    #[case(promised(11_000, 11_000), PictureProblem::TooLarge)]
    fn what_is_no_picture_is_refused(#[case] file: Vec<u8>, #[case] problem: PictureProblem) {
        assert_eq!(make(&file, Cut::Whole), Err(problem));
    }
}
