//! Fingerprints of files.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Folders within an export that are looked into.
const DEEPEST: usize = 4;

/// SHA-256 of a file in hexadecimal; empty where it cannot be read to its end. Of a folder that is one
/// export, that of its files' names and contents, in the order of the names.
pub(super) fn sha256(path: &Path) -> String {
    let mut digest = Sha256::new();
    let taken = if path.is_dir() { add_folder(&mut digest, path, 0) } else { add_file(&mut digest, path) };
    if taken.is_err() {
        return String::new();
    }
    digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn add_file(digest: &mut Sha256, path: &Path) -> std::io::Result<()> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(()),
            read => digest.update(&piece[..read]),
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
    #[test]
    fn agrees_with_the_published_value() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "abc").unwrap();
        let published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256(file.path()), published);
        assert_eq!(super::sha256(&file.path().join("no")), "");
    }

    #[test]
    fn a_folder_has_one_that_depends_on_names_and_contents() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        write("a.json", "1");
        seen.insert(super::sha256(folder.path()));
        write("a.json", "2");
        seen.insert(super::sha256(folder.path()));
        std::fs::rename(folder.path().join("a.json"), folder.path().join("b.json")).unwrap();
        seen.insert(super::sha256(folder.path()));
        assert!(seen.len() == 3 && seen.iter().all(|hash| hash.len() == 64));
    }
}
