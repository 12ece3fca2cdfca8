//! The bytes of a file, unpacked where it is packed, and never more of them than its size can excuse.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

/// How gzip begins.
const PACKED: [u8; 2] = [0x1f, 0x8b];
/// Bytes unpacked that need no excuse.
const ALWAYS: u64 = 1 << 30;
/// Beyond that, the most bytes that one packed byte may become: people's logs stay below 30.
const MOST_FOR_ONE: u64 = 100;

/// Whether a file is gzip by its first bytes.
pub(super) fn is_packed(path: &Path) -> io::Result<bool> {
    let mut magic = Vec::with_capacity(2);
    File::open(path)?.take(2).read_to_end(&mut magic)?;
    Ok(magic == PACKED)
}

/// Opens a file; one that is gzip by its first bytes is unpacked as it is read.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut magic = Vec::with_capacity(2);
    Read::by_ref(&mut file).take(2).read_to_end(&mut magic)?;
    if magic != PACKED {
        return Ok(Box::new(io::Cursor::new(magic).chain(file)));
    }
    let packed = BufReader::with_capacity(1 << 16, io::Cursor::new(magic).chain(file));
    let left = ALWAYS.max(length.saturating_mul(MOST_FOR_ONE));
    Ok(Box::new(Unpacked { inner: MultiGzDecoder::new(packed), left }))
}

/// All of a file that has to be in memory at once; `None` where it is larger than `limit`.
pub(super) fn read_whole(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

struct Unpacked<R> {
    inner: MultiGzDecoder<R>,
    left: u64,
}

impl<R: io::BufRead> Read for Unpacked<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other("it unpacks to more than a hundred times its size, which no log does")
        })?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    #[test]
    fn packed_and_plain_files_give_the_same_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let (plain, packed) = (dir.path().join("a.csv"), dir.path().join("a.csv.gz"));
        std::fs::write(&plain, "a,b\n1,2\n").unwrap();
        let mut gz = GzEncoder::new(File::create(&packed).unwrap(), Compression::default());
        gz.write_all(b"a,b\n1,2\n").unwrap();
        gz.finish().unwrap();
        for path in [&plain, &packed] {
            assert_eq!(read_whole(path, 8).unwrap().unwrap(), b"a,b\n1,2\n");
            assert_eq!(read_whole(path, 7).unwrap(), None);
        }
        std::fs::write(&plain, "a").unwrap();
        assert_eq!(read_whole(&plain, 10).unwrap().unwrap(), b"a");
    }

    #[test]
    fn a_bomb_is_stopped() {
        let mut inner = GzEncoder::new(Vec::new(), Compression::best());
        inner.write_all(&vec![0; 1 << 20]).unwrap();
        let packed = inner.finish().unwrap();
        let mut unpacked = Unpacked { inner: MultiGzDecoder::new(packed.as_slice()), left: 1 << 16 };
        assert!(unpacked.read_to_end(&mut Vec::new()).unwrap_err().to_string().contains("hundred times"));
    }
}
