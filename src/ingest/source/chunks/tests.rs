//! Pieces and records, against the csv crate.

use proptest::prelude::*;

use super::*;
use crate::ingest::source::splitter::Splitter;

/// Rows and their cells as the chunks give them, with pieces of any size.
fn split(text: &[u8], wanted: &[u32]) -> Vec<(u32, Vec<Vec<u8>>)> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let written = Written { encoding: UTF_8, bom: 0, assumed: false };
    let mut chunks = Chunks::open(file.path(), written, b',', None).unwrap();
    let (mut splitter, mut chunk, mut rows) = (Splitter::new(b',', wanted), Chunk::default(), Vec::new());
    while chunks.next(&mut chunk).unwrap() {
        splitter.each(&chunk, |row, cells| {
            rows.push((row, (0..wanted.len()).map(|i| cells.get(i).to_vec()).collect()));
        });
    }
    rows
}

/// The same by the csv crate; rows counted by their line ends outside quotation marks.
fn by_csv(text: &[u8], wanted: &[u32]) -> Vec<Vec<Vec<u8>>> {
    let mut ended = text.to_vec();
    if ended.last().is_some_and(|b| *b != b'\n') {
        ended.push(b'\n');
    }
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).terminator(csv::Terminator::Any(b'\n'));
    let records = reader.from_reader(&ended[..]).into_byte_records().map(Result::unwrap);
    let filled = records.filter(|r| r.iter().any(|field| !field.trim_ascii().is_empty()));
    let cell = |r: &csv::ByteRecord, col: u32| r.get(col as usize).unwrap_or_default().trim_ascii().to_vec();
    filled.map(|r| wanted.iter().map(|col| cell(&r, *col)).collect()).collect()
}

#[test]
fn rows_are_counted_as_a_spreadsheet_shows_them() {
    let text = b"a,b\n\n\"x\ny\",\"he said \"\"no\"\"\"\n , \nlast\"s,\"q\" tail";
    let rows = split(text, &[0, 1]);
    let shown: Vec<(u32, String)> = rows
        .iter()
        .map(|(row, cells)| {
            (*row, cells.iter().map(|c| String::from_utf8_lossy(c)).collect::<Vec<_>>().join("|"))
        })
        .collect();
    let expected = [(1, "a|b"), (3, "x\ny|he said \"no\""), (5, "last\"s|q tail")];
    assert_eq!(shown, expected.map(|(row, text)| (row, text.to_owned())));
}

#[test]
fn a_record_over_several_pieces_is_whole() {
    let mut text = b"a,b\n\"".to_vec();
    text.extend(std::iter::repeat_n(b"line\n".as_slice(), 600_000).flatten());
    text.extend(b"\",end\nc,d\n");
    let rows = split(&text, &[1]);
    assert_eq!(
        rows.iter().map(|(row, cells)| (*row, cells[0].len())).collect::<Vec<_>>(),
        [(1, 1), (2, 3), (3, 1)]
    );
}

#[test]
fn a_record_that_never_ends_is_stopped() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut text = b"a,b\n\"".to_vec();
    text.resize(18 << 20, b'x');
    std::fs::write(file.path(), text).unwrap();
    let written = Written { encoding: UTF_8, bom: 0, assumed: false };
    let mut chunks = Chunks::open(file.path(), written, b',', None).unwrap();
    let mut chunk = Chunk::default();
    assert!(chunks.next(&mut chunk).unwrap());
    let error = chunks.next(&mut chunk).unwrap_err();
    assert_eq!(error.row, 2);
    assert!(error.what.starts_with("a record does not end"), "{}", error.what);
}

proptest! {
    #[test]
    fn cells_are_those_of_the_csv_crate(
        parts in proptest::collection::vec(
            prop_oneof![Just("\""), Just(","), Just("\n"), Just("a"), Just("b c"), Just("\r\n"), Just("\"\""), Just("é")], 0..60)
    ) {
        let text = parts.concat();
        let ours: Vec<_> = split(text.as_bytes(), &[0, 2]).into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(ours, by_csv(text.as_bytes(), &[0, 2]));
    }
}
