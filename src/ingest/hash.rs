//! Fingerprints of files.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Folders within an export that are looked into.
const DEEPEST: usize = 4;

/// What all bytes of a file say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fingerprint {
    /// SHA-256 in hexadecimal; empty where the file cannot be read to its end. Of a folder that is one
    /// export, that of its files' names and contents, in the order of the names.
    pub sha256: String,
    /// Whether all of it is UTF-8; of a folder, never.
    pub is_utf8: bool,
}

/// Reads all of a file.
pub(super) fn fingerprint(path: &Path) -> Fingerprint {
    let mut digest = Sha256::new();
    let folder = path.is_dir();
    let taken =
        if folder { add_folder(&mut digest, path, 0).map(|()| false) } else { add_file(&mut digest, path) };
    let Ok(is_utf8) = taken else { return Fingerprint::default() };
    let sha256 = digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Fingerprint { sha256, is_utf8 }
}

/// Adds a file; gives whether it is UTF-8.
fn add_file(digest: &mut Sha256, path: &Path) -> std::io::Result<bool> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 18];
    // Bytes of a character cut in two, which stand before what is read next.
    let mut kept = 0;
    let mut is_utf8 = true;
    loop {
        let read = file.read(&mut piece[kept..])?;
        if read == 0 {
            return Ok(is_utf8 && kept == 0);
        }
        let end = kept + read;
        digest.update(&piece[kept..end]);
        kept = 0;
        if let (true, Err(error)) = (is_utf8, std::str::from_utf8(&piece[..end])) {
            is_utf8 = error.error_len().is_none();
            kept = if is_utf8 { end - error.valid_up_to() } else { 0 };
            piece.copy_within(end - kept..end, 0);
        }
    }
}

fn add_folder(digest: &mut Sha256, folder: &Path, depth: usize) -> std::io::Result<()> {
    let mut inside: Vec<_> = std::fs::read_dir(folder)?.filter_map(|e| Some(e.ok()?.path())).collect();
    inside.sort();
    for path in inside {
        digest.update(path.file_name().unwrap_or_default().as_encoded_bytes());
        digest.update([0]);
        if !path.is_dir() {
            add_file(digest, &path)?;
        } else if depth < DEEPEST {
            add_folder(digest, &path, depth + 1)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    fn sha256(path: &std::path::Path) -> String {
        super::fingerprint(path).sha256
    }

    #[test]
    fn agrees_with_the_published_value() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "abc").unwrap();
        let published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(file.path()), published);
        assert_eq!(sha256(&file.path().join("no")), "");
    }

    #[test]
    fn a_folder_has_one_that_depends_on_names_and_contents() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        write("a.json", "1");
        seen.insert(sha256(folder.path()));
        write("a.json", "2");
        seen.insert(sha256(folder.path()));
        std::fs::rename(folder.path().join("a.json"), folder.path().join("b.json")).unwrap();
        seen.insert(sha256(folder.path()));
        assert!(seen.len() == 3 && seen.iter().all(|hash| hash.len() == 64));
    }

    #[test]
    fn says_whether_a_file_is_utf8_wherever_a_character_is_cut() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let is_utf8 = |bytes: &[u8]| {
            std::fs::write(file.path(), bytes).unwrap();
            super::fingerprint(file.path()).is_utf8
        };
        for before in 0..4 {
            let mut text = vec![b'x'; before];
            text.extend("\u{20ac}".repeat(200_000).bytes());
            assert!(is_utf8(&text), "{before}");
            text.pop();
            assert!(!is_utf8(&text), "{before} cut off");
            text.extend(b"\xe9 and more");
            assert!(!is_utf8(&text), "{before} spoilt");
        }
    }
}
