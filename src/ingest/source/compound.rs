//! What an .xls workbook says its sheets extend to, before anything is set aside for them: calamine
//! reserves room for the whole extent a sheet declares, and a damaged one may declare billions of rows.

use std::path::Path;

use super::ReadError;

/// Most rows a sheet of this format can have.
const MOST_ROWS: u32 = 65_536;
/// Beginning of a sheet's records: type 0x0809 of 16 bytes.
const BEGIN: &[u8] = &[0x09, 0x08, 0x10, 0x00];
const DIMENSIONS: u16 = 0x0200;
const END: u16 = 0x000a;
/// Most bytes of such a file; beyond, it is refused anyway.
const MOST_BYTES: u64 = 64 << 20;

/// Refuses a workbook with a sheet that declares more rows than the format has.
pub(super) fn check(path: &Path, length: u64) -> Result<(), ReadError> {
    if length > MOST_BYTES {
        return Err(ReadError::TooLarge { what: "the file, in bytes,", limit: MOST_BYTES });
    }
    let bytes = std::fs::read(path).map_err(|e| ReadError::io(&e))?;
    let mut begins = memchr::memmem::find_iter(&bytes, BEGIN);
    let wrong = begins.any(|at| bytes.get(at..).and_then(declared_rows).is_some_and(|rows| rows > MOST_ROWS));
    if wrong {
        Err(ReadError::Damaged("a sheet declares more rows than there can be".to_owned()))
    } else {
        Ok(())
    }
}

/// The rows the records from here on declare: the larger of the first row and the one after the last.
fn declared_rows(mut records: &[u8]) -> Option<u32> {
    while let Some((head, rest)) = records.split_at_checked(4) {
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, after) = rest.split_at_checked(length)?;
        match (kind, data) {
            (END, _) => return None,
            (DIMENSIONS, [a, b, c, d, e, f, g, h, ..]) if data.len() >= 14 => {
                let (first, last) =
                    (u32::from_le_bytes([*a, *b, *c, *d]), u32::from_le_bytes([*e, *f, *g, *h]));
                // A first row after the last makes the extent wrap around.
                return Some(if first > last { u32::MAX } else { last });
            }
            _ => records = after,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(first: u32, last: u32) -> Vec<u8> {
        let mut bytes = BEGIN.to_vec();
        bytes.extend([0; 16]);
        bytes.extend([0x0d, 0x00, 0x02, 0x00, 1, 0]);
        bytes.extend([0x00, 0x02, 14, 0]);
        bytes.extend(first.to_le_bytes());
        bytes.extend(last.to_le_bytes());
        bytes.extend([0; 6]);
        bytes
    }

    #[test]
    fn declared_rows_are_found_behind_other_records() {
        assert_eq!(declared_rows(&sheet(0, 300)), Some(300));
        assert_eq!(declared_rows(&sheet(9, 3)), Some(u32::MAX));
        assert_eq!(declared_rows(BEGIN), None);
    }

    #[test]
    fn a_sheet_of_billions_of_rows_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for (last, fine) in [(65_536, true), (1_342_177_280, false)] {
            std::fs::write(file.path(), sheet(0, last)).unwrap();
            assert_eq!(check(file.path(), 44).is_ok(), fine);
        }
    }
}
