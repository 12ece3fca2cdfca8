//! Bytes of a text file as UTF-8, a piece at a time, whatever they were written in.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Meter, ReadError, bytes};

/// Bytes read from the file at a time.
const PIECE: usize = 1 << 17;
/// Most bytes a single record may have.
pub(super) const LONGEST_RECORD: u64 = 16 << 20;

/// Bytes at the head of a large file that are looked at before anybody reads it whole.
const HEAD: u64 = 4 << 20;

/// How much of a text file is looked at to tell how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The first megabytes; whether the rest is UTF-8 too has to be found out by who reads it.
    Head,
    /// All of it.
    Whole,
}

/// How a text file is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    pub encoding: &'static Encoding,
    pub bom: usize,
    /// Whether it was taken for UTF-8 by its head alone.
    pub assumed: bool,
}

impl Written {
    /// Looks at the byte order mark, at zero bytes, and then at every byte: UTF-8 if all of it is, else
    /// Windows-1252.
    pub fn detect(path: &Path) -> Result<Self, ReadError> {
        Self::detect_up_to(path, u64::MAX)
    }

    /// The same by as much of the file as is said. Packed files are always looked at whole.
    pub fn detect_by(path: &Path, extent: Extent) -> Result<Self, ReadError> {
        let packed = bytes::is_packed(path).map_err(|e| ReadError::io(&e))?;
        Self::detect_up_to(path, if packed || extent == Extent::Whole { u64::MAX } else { HEAD })
    }

    fn certain(encoding: &'static Encoding, bom: usize) -> Self {
        Self { encoding, bom, assumed: false }
    }

    fn detect_up_to(path: &Path, most: u64) -> Result<Self, ReadError> {
        let mut file = bytes::open(path).map_err(|e| ReadError::io(&e))?;
        let mut looked_at = 0;
        let mut piece = vec![0; PIECE];
        let mut kept = 0;
        let mut first = true;
        loop {
            let read = file.read(&mut piece[kept..]).map_err(|e| ReadError::io(&e))?;
            let bytes = &piece[..kept + read];
            if first {
                if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
                    return Ok(Self::certain(encoding, bom));
                }
                if let Some(encoding) = utf16_without_mark(bytes) {
                    return Ok(Self::certain(encoding, 0));
                }
                first = false;
            }
            let (valid, open) = match std::str::from_utf8(bytes) {
                Ok(_) => (bytes.len(), true),
                Err(e) => (e.valid_up_to(), e.error_len().is_none()),
            };
            if !open || (read == 0 && valid < bytes.len()) {
                return Ok(Self::certain(WINDOWS_1252, 0));
            }
            if read == 0 {
                return Ok(Self::certain(UTF_8, 0));
            }
            looked_at += read as u64;
            if looked_at >= most {
                return Ok(Self { assumed: true, ..Self::certain(UTF_8, 0) });
            }
            kept = bytes.len() - valid;
            piece.copy_within(valid..valid + kept, 0);
        }
    }
}

/// Latin text in UTF-16 has a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = &bytes[..bytes.len().min(512) & !1];
    let (mut even, mut odd) = (0, 0);
    for pair in pairs.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let most = pairs.len() / 2 * 7 / 10;
    match (even > most, odd > most) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Counts bytes since the last record, so that an endless one is stopped.
pub(super) type SinceRecord = Arc<AtomicU64>;

/// A file as UTF-8. A line end is added where the last line has none, so that lines can be counted.
pub(super) struct Utf8Reader<'a> {
    file: Box<dyn Read + Send>,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    last: u8,
    ended: bool,
    since_record: SinceRecord,
    meter: Option<&'a Meter<'a>>,
}

impl<'a> Utf8Reader<'a> {
    pub fn open(
        path: &Path,
        written: Written,
        meter: Option<&'a Meter<'a>>,
    ) -> io::Result<(Self, SinceRecord)> {
        let mut file = bytes::open(path)?;
        io::copy(&mut Read::by_ref(&mut file).take(written.bom as u64), &mut io::sink())?;
        let since_record = SinceRecord::default();
        let decoder =
            (written.encoding != UTF_8).then(|| written.encoding.new_decoder_without_bom_handling());
        let reader = Self {
            file,
            decoder,
            raw: vec![0; PIECE],
            out: Vec::with_capacity(PIECE),
            at: 0,
            last: b'\n',
            ended: false,
            since_record: since_record.clone(),
            meter,
        };
        Ok((reader, since_record))
    }

    fn fill(&mut self) -> io::Result<()> {
        let read = self.file.read(&mut self.raw)?;
        self.out.clear();
        self.at = 0;
        match &mut self.decoder {
            None => self.out.extend_from_slice(&self.raw[..read]),
            Some(decoder) => {
                let room = decoder.max_utf8_buffer_length(read).unwrap_or(read * 3 + 16);
                self.out.resize(room, 0);
                let (_, _, written, _) = decoder.decode_to_utf8(&self.raw[..read], &mut self.out, read == 0);
                self.out.truncate(written);
            }
        }
        self.ended = read == 0;
        if let Some(last) = self.out.last() {
            self.last = *last;
        }
        if self.ended && self.last != b'\n' {
            self.out.push(b'\n');
        }
        if let Some(meter) = self.meter {
            meter.advance(read as u64);
        }
        Ok(())
    }
}

impl Utf8Reader<'_> {
    /// Reads on, however far the last record began.
    pub fn read_on(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() && !self.ended {
            self.fill()?;
        }
        let count = buf.len().min(self.out.len() - self.at);
        buf[..count].copy_from_slice(&self.out[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

impl Read for Utf8Reader<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.read_on(buf)?;
        let since = self.since_record.fetch_add(count as u64, Ordering::Relaxed) + count as u64;
        if since > LONGEST_RECORD {
            return Err(io::Error::other("a record does not end: a quotation mark may be missing"));
        }
        Ok(count)
    }
}
