//! Pages of a column, each looked at before it is unpacked: a page says itself how large it will be, and the
//! crate that unpacks it takes it at its word.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use parquet::basic::{Compression, Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::properties::ReaderProperties;
use parquet::file::serialized_reader::SerializedPageReader;

use super::delta;
use super::page_head::{Content, PageHead};

/// Most bytes of a page: programs write pages of one megabyte, and some of a hundred.
pub(super) const LARGEST: u64 = 120_000_000;
/// Most bytes of a page before it is unpacked: packing never makes it this much longer.
const LARGEST_PACKED: u64 = LARGEST + LARGEST / 8;
/// Bytes in which a page says what it is; what it says of its smallest and largest text may be long.
const HEADS: [usize; 2] = [512, 1 << 20];
/// The most bytes that gzip makes of one.
const GZIP_RATIO: u64 = 1032;

/// The pages of a column in a group of rows, one after the other.
pub(super) struct Pages {
    pages: SerializedPageReader<File>,
    file: Arc<File>,
    /// Where the next page begins, and where the last ends.
    at: u64,
    end: u64,
    rows: u64,
    packed: Compression,
    /// Fewest bytes of a value.
    least: u64,
    optional: bool,
}

impl Pages {
    /// Pages of a column in a group of so many rows. The file's place is moved: each thread reads from one it
    /// opened itself.
    pub fn open(file: &Arc<File>, chunk: &ColumnChunkMetaData, rows: u64) -> Result<Self> {
        // The older way to write LZ4 can unpack into more than it says.
        let properties = ReaderProperties::builder().set_backward_compatible_lz4(false).build();
        let pages = SerializedPageReader::new_with_properties(
            file.clone(),
            chunk,
            usize::try_from(rows)?,
            None,
            Arc::new(properties),
        )?;
        let (at, size) = chunk.byte_range();
        let column = chunk.column_descr();
        let least = match column.physical_type() {
            Type::BOOLEAN => 1,
            Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 4,
            Type::INT64 | Type::DOUBLE => 8,
            Type::INT96 => 12,
            Type::FIXED_LEN_BYTE_ARRAY => column.type_length().unsigned_abs().max(1).into(),
        };
        let optional = column.max_def_level() > 0;
        let end = at.saturating_add(size);
        Ok(Self { pages, file: file.clone(), at, end, rows, packed: chunk.compression(), least, optional })
    }

    /// Looks at the next page, and at those before it that are passed over.
    fn look(&mut self) -> Result<()> {
        while self.at < self.end {
            let (head, size) = self.head()?;
            let start = self.at + size;
            if head.packed > self.end.saturating_sub(start) || head.packed > LARGEST_PACKED {
                return Err(untrue());
            }
            if head.unpacked > LARGEST {
                return Err(too_large());
            }
            let most = match head.content {
                Content::Dictionary => head.unpacked / self.least,
                Content::Values { .. } => self.rows,
                Content::Index => 0,
            };
            if head.values > most {
                return Err(untrue());
            }
            self.at = start + head.packed;
            if !matches!(head.content, Content::Index) {
                return self.look_inside(&head, start);
            }
        }
        Ok(())
    }

    /// What the next page says, and in how many bytes.
    fn head(&self) -> Result<(PageHead, u64)> {
        let mut file = &*self.file;
        for most in HEADS {
            file.seek(SeekFrom::Start(self.at))?;
            let mut bytes = Vec::with_capacity(most);
            file.take((most as u64).min(self.end - self.at)).read_to_end(&mut bytes)?;
            if let Some(head) = PageHead::read(&bytes) {
                return Ok(head);
            }
        }
        Err(untrue())
    }

    /// Gzip unpacks to its end whatever was said: sees how far that is.
    fn look_inside(&self, head: &PageHead, start: u64) -> Result<()> {
        let plain = match head.content {
            Content::Values { levels, packed: true } => levels,
            Content::Values { packed: false, .. } | Content::Index => return Ok(()),
            Content::Dictionary => 0,
        };
        if !matches!(self.packed, Compression::GZIP(_)) || head.packed.saturating_mul(GZIP_RATIO) <= LARGEST {
            return Ok(());
        }
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(start.saturating_add(plain)))?;
        let mut unpacked = MultiGzDecoder::new(file.take(head.packed.saturating_sub(plain)));
        let size = count(&mut unpacked, head.unpacked.saturating_add(1));
        if size > head.unpacked { Err(untrue()) } else { Ok(()) }
    }

    /// Whether texts written as steps are as many and as long as they may be.
    fn is_sound(&self, page: &Page) -> bool {
        let shared = match page.encoding() {
            Encoding::DELTA_BYTE_ARRAY => true,
            Encoding::DELTA_LENGTH_BYTE_ARRAY => false,
            _ => return true,
        };
        let bytes = &page.buffer()[..];
        let start = match page {
            Page::DataPageV2 { def_levels_byte_len, rep_levels_byte_len, .. } => {
                (*def_levels_byte_len as usize).checked_add(*rep_levels_byte_len as usize)
            }
            Page::DataPage { .. } if self.optional => {
                let length = bytes.first_chunk().map(|length| u32::from_le_bytes(*length));
                length.and_then(|length| (length as usize).checked_add(4))
            }
            _ => Some(0),
        };
        let values = start.and_then(|start| bytes.get(start..));
        values.is_some_and(|values| delta::is_sound(values, page.num_values().into(), LARGEST, shared))
    }
}

/// How many bytes come, counted no further than `most`.
fn count(from: &mut impl Read, most: u64) -> u64 {
    struct Count(u64);
    impl Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len() as u64;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut counted = Count(0);
    // Where it breaks off, so will the reading of it.
    std::io::copy(&mut from.take(most), &mut counted).ok();
    counted.0
}

fn untrue() -> ParquetError {
    ParquetError::General("a page is not what it says".to_owned())
}

fn too_large() -> ParquetError {
    ParquetError::General(format!("a page has more than {LARGEST} bytes"))
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.look()?;
        match self.pages.get_next_page()? {
            Some(page) if !self.is_sound(&page) => Err(untrue()),
            page => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.get_next_page().map(|_| ())
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn what_gzip_would_unpack_is_counted_no_further_than_it_may_be() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&[0; 1_000_000]).unwrap();
        let packed = packed.finish().unwrap();
        let counted = |bytes: &[u8], most| count(&mut MultiGzDecoder::new(bytes), most);
        assert_eq!(counted(&packed, 2_000_000), 1_000_000);
        assert_eq!(counted(&packed, 70_001), 70_001);
        assert!(counted(&packed[..packed.len() / 2], 2_000_000) < 1_000_000);
    }
}
