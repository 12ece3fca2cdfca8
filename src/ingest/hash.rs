//! Fingerprints of files.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

/// SHA-256 of a file in hexadecimal; empty where it cannot be read to its end.
pub(super) fn sha256(path: &Path) -> String {
    let digest = || -> std::io::Result<Sha256> {
        let mut file = File::open(path)?;
        let mut digest = Sha256::new();
        let mut piece = vec![0; 1 << 18];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(digest),
                read => digest.update(&piece[..read]),
            }
        }
    };
    let Ok(digest) = digest() else { return String::new() };
    digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
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
}
