//! Many files in one (tar), as co-ops hand restaurants to each other (FEP-6fcd).
//!
//! An archive that comes from elsewhere is hostile: it is read into memory and never unpacked to a disk, only plain files with plain relative paths are
//! taken, and there is a limit to everything.

use std::io::{self, Read};
use std::path::{Component, Path};

use tar::{Archive, Builder, EntryType, Header};

/// The most files of an archive.
pub const MOST_FILES: usize = 10_000;
/// The largest file in it, in bytes.
pub const LARGEST: u64 = 32 * 1024 * 1024;
/// The most bytes of all its files.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// The longest path, in bytes.
const LONGEST_PATH: usize = 200;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedFile {
    /// Its path, relative, with slashes.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Whether only its owner may read it.
    pub secret: bool,
}

impl ArchivedFile {
    /// A file that anybody may read.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            bytes: bytes.into(),
            secret: false,
        }
    }
}

/// Why an archive is not taken.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveProblem {
    /// It cannot be read.
    #[error("this is no tar archive, or it is cut off: {0}")]
    Broken(String),
    /// Something else than a file or a folder.
    #[error("{0:?} in it is no plain file: links and devices are not taken")]
    NotAFile(String),
    /// It would lie outside.
    #[error("{0:?} in it leads out of the archive")]
    Outside(String),
    /// Two files of one name: which one is meant?
    #[error("{0:?} is in it twice")]
    Twice(String),
    /// Too many.
    #[error("it holds more than {MOST_FILES} files")]
    TooMany,
    /// One is too large.
    #[error("{0:?} in it is larger than {most} MB", most = LARGEST / 1024 / 1024)]
    TooLarge(String),
    /// All together are too large.
    #[error("it holds more than {most} MB", most = MOST_BYTES / 1024 / 1024)]
    TooMuch,
}

/// Writes an archive of these files, made at `seconds` after 1970.
pub fn write(files: &[ArchivedFile], seconds: u64) -> io::Result<Vec<u8>> {
    let mut archive = Builder::new(Vec::new());
    for file in files {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(u64::try_from(file.bytes.len()).map_err(io::Error::other)?);
        header.set_mode(if file.secret { 0o600 } else { 0o644 });
        header.set_mtime(seconds);
        archive.append_data(&mut header, &file.path, file.bytes.as_slice())?;
    }
    archive.into_inner()
}

/// Reads an archive that anybody may have made.
pub fn read(from: impl Read) -> Result<Vec<ArchivedFile>, ArchiveProblem> {
    // Headers and padding come on top of what the files hold; a stream without end has an end here.
    let mut archive = Archive::new(from.take(MOST_BYTES.saturating_mul(2)));
    let mut files: Vec<ArchivedFile> = Vec::new();
    let mut names = std::collections::HashSet::new();
    let mut room = MOST_BYTES;
    for entry in archive.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        let raw = entry.path_bytes();
        let shown: String = String::from_utf8_lossy(&raw)
            .chars()
            .take(LONGEST_PATH)
            .collect();
        let path = std::str::from_utf8(&raw).ok().and_then(plain);
        let path = path.ok_or_else(|| ArchiveProblem::Outside(shown.clone()))?;
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => {}
            EntryType::Directory => continue,
            _ => return Err(ArchiveProblem::NotAFile(shown)),
        }
        if files.len() >= MOST_FILES {
            return Err(ArchiveProblem::TooMany);
        }
        if entry.size() > LARGEST {
            return Err(ArchiveProblem::TooLarge(shown));
        }
        room = room
            .checked_sub(entry.size())
            .ok_or(ArchiveProblem::TooMuch)?;
        if !names.insert(path.clone()) {
            return Err(ArchiveProblem::Twice(shown));
        }
        let said = entry.size();
        let mut bytes = Vec::new();
        let found = entry.read_to_end(&mut bytes).map_err(broken)?;
        if u64::try_from(found) != Ok(said) {
            return Err(ArchiveProblem::Broken(format!("{shown:?} is cut off")));
        }
        files.push(ArchivedFile {
            path,
            bytes,
            secret: false,
        });
    }
    Ok(files)
}

fn broken(error: io::Error) -> ArchiveProblem {
    ArchiveProblem::Broken(error.to_string())
}

/// A path that stays below where it begins on every system; none if it does not.
fn plain(path: &str) -> Option<String> {
    let stays = path.len() <= LONGEST_PATH
        && !path.contains(['\\', ':', '\0'])
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let path = path.trim_start_matches("./").trim_end_matches('/');
    (stays && !path.is_empty()).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// An archive with one entry of this type, path and size, whatever a careful writer would say to it.
    fn raw(kind: EntryType, path: &str, bytes: &[u8], says: u64) -> Vec<u8> {
        let mut header = Header::new_ustar();
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_entry_type(kind);
        header.set_mode(0o644);
        header.set_size(says);
        if matches!(kind, EntryType::Symlink | EntryType::Link) {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_cksum();
        let mut all = header.as_bytes().to_vec();
        all.extend_from_slice(bytes);
        all.resize(all.len().next_multiple_of(512) + 1024, 0);
        all
    }

    #[test]
    fn what_is_written_is_read() {
        let files = [
            ArchivedFile::new("manifest.yml", "a"),
            ArchivedFile::new("media/icon.jpg", vec![0, 1, 2]),
        ];
        let archive = write(&files, 1_000).unwrap();
        assert_eq!(read(archive.as_slice()).unwrap(), files);
        let secret = ArchivedFile {
            secret: true,
            ..files[0].clone()
        };
        let archive = write(&[secret], 0).unwrap();
        let mut archive = Archive::new(archive.as_slice());
        let entry = archive.entries().unwrap().next().unwrap().unwrap();
        assert_eq!(entry.header().mode().unwrap(), 0o600);
    }

    #[rstest]
    #[case::absolute("/etc/passwd")]
    #[case::above("../x")]
    #[case::above_from_within("media/../../x")]
    #[case::of_another_system("..\\x")]
    #[case::of_a_drive("C:x")]
    fn a_path_that_leads_out_is_refused(#[case] path: &str) {
        let archive = raw(EntryType::Regular, path, b"x", 1);
        assert_eq!(
            read(archive.as_slice()),
            Err(ArchiveProblem::Outside(path.into()))
        );
    }

    #[rstest]
    #[case::a_symbolic_link(EntryType::Symlink)]
    #[case::a_hard_link(EntryType::Link)]
    #[case::a_device(EntryType::Char)]
    #[case::a_pipe(EntryType::Fifo)]
    fn what_is_no_file_is_refused(#[case] kind: EntryType) {
        let archive = raw(kind, "media/icon.jpg", b"", 0);
        assert_eq!(
            read(archive.as_slice()),
            Err(ArchiveProblem::NotAFile("media/icon.jpg".into()))
        );
    }

    #[test]
    fn what_is_too_much_is_refused() {
        let archive = raw(EntryType::Regular, "big", b"x", LARGEST + 1);
        assert_eq!(
            read(archive.as_slice()),
            Err(ArchiveProblem::TooLarge("big".into()))
        );
        let many: Vec<ArchivedFile> = (0..=MOST_FILES)
            .map(|n| ArchivedFile::new(format!("f/{n}"), ""))
            .collect();
        let archive = write(&many, 0).unwrap();
        assert_eq!(read(archive.as_slice()), Err(ArchiveProblem::TooMany));
        // A stream of files without end: each says that it is as large as may be, until there is no room.
        let one = vec![0; usize::try_from(LARGEST).unwrap()];
        let head = |n: u32| {
            let whole = raw(EntryType::Regular, &format!("f{n}"), b"", LARGEST);
            io::Cursor::new(whole[..512].to_vec())
        };
        let endless = (0..9).fold(Box::new(io::empty()) as Box<dyn Read>, |all, n| {
            Box::new(
                all.chain(head(n))
                    .chain(io::repeat(0).take(one.len() as u64)),
            )
        });
        assert_eq!(read(endless), Err(ArchiveProblem::TooMuch));
    }

    #[test]
    fn what_is_no_archive_or_cut_off_or_double_is_refused() {
        let cut = raw(EntryType::Regular, "cut", b"x", 5_000);
        let noise = vec![7; 2_000];
        for broken in [cut, noise] {
            let found = read(broken.as_slice());
            assert!(matches!(found, Err(ArchiveProblem::Broken(_))), "{found:?}");
        }
        let twice = [ArchivedFile::new("a", "1"), ArchivedFile::new("a", "2")];
        let archive = write(&twice, 0).unwrap();
        assert_eq!(
            read(archive.as_slice()),
            Err(ArchiveProblem::Twice("a".into()))
        );
    }
}
