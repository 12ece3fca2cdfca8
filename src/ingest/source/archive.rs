//! What a zipped workbook says it will unpack to, before anything is unpacked. The reader below stops at a
//! part that is larger than it says.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::ReadError;

/// Most parts of a workbook.
const MOST_PARTS: u64 = 10_000;
/// Most bytes a workbook may unpack to.
const MOST_UNPACKED: u64 = 4 << 30;
/// Below this nobody asks how much smaller the file is than what it unpacks to.
const FREE: u64 = 256 << 20;
/// Most times the file's size it may unpack to beyond that.
const MOST_TIMES: u64 = 250;
/// The end record of an archive is within its last bytes.
const END_WITHIN: u64 = 66_000;
/// Most bytes of the list of parts that are read.
const LONGEST_LIST: u64 = 4 << 20;

/// Refuses an archive whose list of parts names too many or too large ones. An archive without a list
/// is left to the reader, which says what is wrong with it.
pub(super) fn check(path: &Path, length: u64) -> Result<(), ReadError> {
    let list = parts_list(path, length).map_err(|e| ReadError::io(&e))?.unwrap_or_default();
    let (mut parts, mut unpacked) = (0, 0_u64);
    let mut rest = list.as_slice();
    while let Some(entry) = rest.get(..46).filter(|e| e.starts_with(b"PK\x01\x02")) {
        parts += 1;
        unpacked = unpacked.saturating_add(u64::from(four(entry, 24)));
        let names = [28, 30, 32].map(|at| usize::from(two(entry, at))).iter().sum::<usize>();
        rest = rest.get(46 + names..).unwrap_or_default();
    }
    if parts > MOST_PARTS {
        return Err(ReadError::TooLarge { what: "the number of parts in the workbook", limit: MOST_PARTS });
    }
    let limit = FREE.max(length.saturating_mul(MOST_TIMES)).min(MOST_UNPACKED);
    if unpacked > limit {
        return Err(ReadError::TooLarge { what: "the unpacked size, in bytes,", limit });
    }
    Ok(())
}

fn two(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn four(bytes: &[u8], at: usize) -> u32 {
    u32::from(two(bytes, at)) | u32::from(two(bytes, at + 2)) << 16
}

/// The list of parts that stands near the end of an archive.
fn parts_list(path: &Path, length: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(length.saturating_sub(END_WITHIN)))?;
    let mut tail = Vec::new();
    Read::by_ref(&mut file).take(END_WITHIN).read_to_end(&mut tail)?;
    let Some(end) = memchr::memmem::rfind(&tail, b"PK\x05\x06").and_then(|at| tail.get(at..)) else {
        return Ok(None);
    };
    let (size, start) = (u64::from(four(end, 12)), u64::from(four(end, 16)));
    file.seek(SeekFrom::Start(start))?;
    let mut list = Vec::new();
    file.take(size.min(LONGEST_LIST)).read_to_end(&mut list)?;
    Ok(Some(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive that is only a list of parts of this unpacked size.
    fn listing(parts: u32, each: u32) -> tempfile::NamedTempFile {
        let mut bytes = Vec::new();
        for _ in 0..parts {
            let mut entry = [0_u8; 46];
            entry[..4].copy_from_slice(b"PK\x01\x02");
            entry[24..28].copy_from_slice(&each.to_le_bytes());
            bytes.extend(entry);
        }
        let size = bytes.len() as u32;
        bytes.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0");
        bytes.extend(size.to_le_bytes());
        bytes.extend([0; 6]);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn checked(parts: u32, each: u32) -> Result<(), ReadError> {
        let file = listing(parts, each);
        check(file.path(), std::fs::metadata(file.path()).unwrap().len())
    }

    #[test]
    fn bombs_are_refused_by_what_they_declare() {
        assert_eq!(checked(12, 1 << 20), Ok(()));
        assert!(matches!(checked(12, 1 << 30), Err(ReadError::TooLarge { .. })));
        assert!(matches!(checked(10_001, 1), Err(ReadError::TooLarge { limit: MOST_PARTS, .. })));
    }

    #[test]
    fn a_part_larger_than_it_declares_is_not_unpacked() {
        use std::io::Write;
        let mut zip = zip::write::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
        let mut bytes = zip.finish().unwrap().into_inner();
        let list = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
        for size_at in [list + 24, 22] {
            bytes[size_at..size_at + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut unpacked = Vec::new();
        let error = archive.by_index(0).unwrap().read_to_end(&mut unpacked).unwrap_err().to_string();
        assert!(error.contains("larger than its declared"), "{error}");
        assert!(unpacked.len() < 1 << 17);
    }
}
