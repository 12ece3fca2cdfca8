//! Logs read by their columns, beside the same rows as text.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::log::{LogFields, LogSettings};
use super::log_columns::read_columns;
use crate::ingest::fold::{Folded, Taken};
use crate::ingest::importers::log::read_text;
use crate::ingest::record::RowCounts;
use crate::ingest::source::Extent;
use crate::ingest::source::delimited::{Delimited, TextFile};
use crate::ingest::source::parquet::Parquet;
use crate::ingest::{Reading, read_paths};
use crate::programme::config::{Config, TieRule};

const COLUMNS: [&str; 5] = ["time", "from", "to", "channel", "message_id"];
type Row = [Option<String>; 5];

/// Rows with several recipients, blank rows, cells that are missing and dates that are none.
fn rows(count: usize, with_messages: bool) -> Vec<Row> {
    let row = |i: usize| {
        let (from, to, day) = (i * 7 % 61, i * 13 % 59, i % 28 + 1);
        let time =
            if i.is_multiple_of(5) { format!("1/{day}/2026") } else { format!("2026-01-{day:02}T10:00:00") };
        let to = if i.is_multiple_of(9) { format!("p{to};q{to}; p{to}") } else { format!("p{to}") };
        let mut row = [Some(time), Some(format!("P <p{from}@x.example>")), Some(to), None, None];
        row[3] = (!i.is_multiple_of(4)).then(|| format!("Channel {}", i % 3));
        row[4] = (with_messages && !i.is_multiple_of(6)).then(|| format!("m{}", i / 3));
        match i % 101 {
            0 => row = [None, None, None, None, None],
            1 => row[0] = Some("soon".to_owned()),
            2 => row[1] = None,
            3 => row[2] = Some(" ; ".to_owned()),
            4 => row[0] = None,
            _ => {}
        }
        row
    };
    (0..count).map(row).collect()
}

fn write_text(path: &Path, rows: &[Row]) {
    let line = |row: &Row| row.each_ref().map(|cell| cell.clone().unwrap_or_default()).join("\t") + "\n";
    std::fs::write(path, rows.iter().map(line).collect::<String>()).unwrap();
}

fn write_columns(path: &Path, rows: &[Row], group: usize, properties: WriterProperties) {
    let fields = COLUMNS.map(|name| format!("optional binary {name} (UTF8);")).concat();
    let schema = Arc::new(parse_message_type(&format!("message log {{ {fields} }}")).unwrap());
    let file = std::fs::File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
    for rows in rows.chunks(group) {
        let mut group = writer.next_row_group().unwrap();
        for col in 0..COLUMNS.len() {
            let mut column = group.next_column().unwrap().unwrap();
            let levels: Vec<i16> = rows.iter().map(|row| i16::from(row[col].is_some())).collect();
            let texts: Vec<ByteArray> =
                rows.iter().filter_map(|r| r[col].as_deref().map(Into::into)).collect();
            column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
}

/// Every way to write texts.
fn ways() -> Vec<WriterProperties> {
    let of = |version| WriterProperties::builder().set_writer_version(version);
    let (one, two) = (WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0);
    vec![
        of(one).set_compression(Compression::ZSTD(Default::default())).build(),
        of(two).set_compression(Compression::SNAPPY).set_data_page_row_count_limit(100).build(),
        // The dictionary is soon full: the rest of each group is plain.
        of(one).set_dictionary_page_size_limit(200).set_data_page_row_count_limit(64).build(),
        of(one).set_dictionary_enabled(false).set_compression(Compression::LZ4_RAW).build(),
        of(two).set_dictionary_enabled(false).set_encoding(Encoding::DELTA_BYTE_ARRAY).build(),
        of(two).set_dictionary_enabled(false).set_encoding(Encoding::DELTA_LENGTH_BYTE_ARRAY).build(),
    ]
}

fn told(folded: &Folded) -> String {
    let pair = |p: crate::ingest::fold::PairRef| {
        format!("{:?}", (p.from(), p.to(), p.counted(), p.over_cap(), p.parts(), p.moments()))
    };
    let mut pairs: Vec<_> = folded.pairs.iter().map(|(_, p)| pair(p)).collect();
    pairs.sort();
    let rejects: Vec<_> = Taken::REFUSED.iter().map(|reason| folded.rejects(*reason)).collect();
    let f = folded;
    let rest = (&f.ids, &f.first_seen, &f.sent, &f.channels, f.span, f.evidence, f.used, f.last_row);
    format!("{rest:?}\n{rejects:?}\n{pairs:?}")
}

#[test]
fn columns_give_what_the_same_rows_as_text_give() {
    let dir = tempfile::tempdir().unwrap();
    let (text, columns) = (dir.path().join("log.tsv"), dir.path().join("log.parquet"));
    let (rule, planned) = (TieRule::default(), [0, 1, 2, 3, 4]);
    let settings = LogSettings { rule: &rule, given: None, otherwise: "email" };
    for with_messages in [false, true] {
        let rows = rows(3_000, with_messages);
        write_text(&text, &rows);
        let message = with_messages.then_some(4);
        let fields = LogFields { time: 0, from: 1, to: 2, channel: Some(3), message };
        let delimited = Delimited::open(&text, &"log.tsv".into(), "tsv", Extent::Whole).unwrap();
        let file = TextFile { text: &delimited, meter: None };
        let expected = read_text(&file, &planned, 0, fields, &settings, 1).unwrap();
        let counts = RowCounts { read: 3_000, used: 2_850, rejected: 120, blank: 30 };
        assert_eq!(expected.counts(0), counts);
        for (way, properties) in ways().into_iter().enumerate() {
            write_columns(&columns, &rows, 700, properties);
            let parquet = Parquet::open(&columns, &"log.parquet".into()).unwrap();
            for threads in [1, 3] {
                let read = read_columns(&parquet.log(None), &planned, fields, &settings, threads).unwrap();
                assert_eq!((read.counts, read.broken), (counts, None), "way {way}");
                assert_eq!(told(&read.folded), told(&expected.folded), "way {way}, {threads} threads");
            }
        }
    }
}

fn read(path: &Path) -> Reading {
    read_paths(path.parent().unwrap(), &[path.to_owned()], &Config::default(), &|_, _| {})
}

#[test]
fn a_break_is_told_at_its_row_and_the_rows_before_it_stand() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log.parquet");
    let plain = WriterProperties::builder().set_dictionary_enabled(false).build();
    write_columns(&path, &rows(300, false), 100, plain);
    let mut bytes = std::fs::read(&path).unwrap();
    // The length of a sender in the second group.
    let sender = b"P <p29@x.example>";
    let places: Vec<usize> =
        bytes.windows(sender.len()).enumerate().filter(|(_, w)| *w == sender).map(|(i, _)| i).collect();
    // The second row with this sender is the first of the second group.
    let second = places[1];
    bytes[second - 1] = 0x7f;
    std::fs::write(&path, &bytes).unwrap();
    let reading = read(&path);
    let rows = reading.imports[0].rows;
    assert_eq!((rows.read, rows.used + rows.rejected + rows.blank), (100, 100));
    let last = reading.all_problems().find(|p| p.spec.code == "E106").unwrap();
    assert_eq!(last.cell.as_ref().unwrap().to_string(), "log.parquet › row 101, from");
}

#[test]
fn a_page_that_says_it_is_huge_is_not_believed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log.parquet");
    let mut rows = rows(60, false);
    rows.iter_mut().for_each(|row| row[1] = Some("p".repeat(20_000)));
    let packed = WriterProperties::builder().set_compression(Compression::SNAPPY);
    write_columns(&path, &rows, 60, packed.set_dictionary_enabled(false).build());
    let mut bytes = std::fs::read(&path).unwrap();
    // A page of rows, the first of more than a megabyte: its size in four bytes, but for the last all set.
    let is_large = |w: &[u8]| w[..3] == [0x15, 0, 0x15] && w[3..6].iter().all(|b| *b > 0x7f) && w[6] < 0x80;
    let place = bytes.windows(7).position(is_large).unwrap();
    bytes[place + 3..place + 7].copy_from_slice(&[0xfe, 0xff, 0xff, 0x7f]);
    std::fs::write(&path, &bytes).unwrap();
    let reading = read(&path);
    let told: Vec<_> = reading.all_problems().map(|p| p.what.as_str()).collect();
    assert_eq!(told, ["a page has more than 120000000 bytes"]);
}

#[test]
fn changed_and_cut_files_are_refused_and_never_stop_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log.parquet");
    for (way, properties) in ways().into_iter().enumerate() {
        write_columns(&path, &rows(60, true), 20, properties);
        let whole = std::fs::read(&path).unwrap();
        for cut in (0..whole.len()).step_by(whole.len() / 20) {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let reading = read(&path);
            assert!(reading.imports.is_empty() && reading.all_problems().count() == 1, "cut at {cut}");
        }
        let mut state = 7 + way as u64;
        for _ in 0..100 {
            let mut bytes = whole.clone();
            for _ in 0..3 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                bytes[at] = (state >> 20) as u8;
            }
            std::fs::write(&path, &bytes).unwrap();
            for import in read(&path).imports {
                let rows = import.rows;
                assert_eq!(rows.read, rows.used + rows.rejected + rows.blank);
            }
        }
    }
}
