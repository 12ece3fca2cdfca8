//! Logs folded from files, as reading does it.

use std::path::Path;

use crate::ingest::fold::activity::IdActivity;
use crate::ingest::fold::weight::WHOLE;
use crate::ingest::record::{InteractionRecords, Records, RowCounts};
use crate::ingest::{Reading, read_paths};
use crate::programme::config::Config;

/// Sender, recipient, counted entries, entries over the cap, weight.
type Pair = (String, String, u64, u64, u128);

fn read(name: &str, bytes: &[u8], config: &Config) -> Reading {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(name), bytes).unwrap();
    read_paths(Path::new(dir.path()), &[dir.path().join(name)], config, &|_, _| {})
}

fn log(reading: &Reading) -> &InteractionRecords {
    match &reading.imports[0].records {
        Records::Interactions(log) => log,
        other => panic!("{other:?}"),
    }
}

fn pairs(log: &InteractionRecords) -> Vec<Pair> {
    let id = |i: u32| log.ids[i as usize].to_string();
    let pair = |p: super::PairRef| (id(p.from()), id(p.to()), p.counted(), p.over_cap(), p.parts());
    let mut pairs: Vec<Pair> = log.pairs.iter().map(|(_, p)| pair(p)).collect();
    pairs.sort();
    pairs
}

fn pair(from: &str, to: &str, counted: u64, over: u64, parts: u128) -> Pair {
    (from.into(), to.into(), counted, over, parts)
}

fn problems(reading: &Reading) -> Vec<String> {
    let one = |p: &crate::ingest::problem::Problem| {
        format!("{} {}", p.spec.code, p.cell.as_ref().map(|c| c.a1()).unwrap_or_default())
    };
    reading.all_problems().map(one).collect()
}

#[test]
fn recipients_are_counted_without_the_sender_and_once() {
    let text = "time,from,to\n2026-01-06T10:00:00,a@x,A@x;b@x;b@x;c@x\n2026-01-06T10:00:00,a@x,\nsoon,a@x,b@x\n\
                2026-01-06,,b@x\n,a@x,b@x\n";
    let reading = read("log.csv", text.as_bytes(), &Config::default());
    let half = WHOLE / 2;
    let expected =
        [pair("a@x", "A@x", 1, 0, half), pair("a@x", "b@x", 1, 0, half), pair("a@x", "c@x", 1, 0, half)];
    assert_eq!(pairs(log(&reading)), expected);
    assert_eq!((log(&reading).messages, log(&reading).first_seen[1].to_string()), (1, "log.csv › C2".into()));
    assert_eq!(problems(&reading), ["E103 C3", "E102 A4", "E103 B5", "E103 A6"]);
    assert_eq!(reading.imports[0].rows, RowCounts { read: 5, used: 1, rejected: 4, blank: 0 });
}

#[test]
fn month_first_is_settled_by_one_date_far_down_and_the_impossible_are_refused() {
    // Far enough down to be in another piece of the file than the first rows.
    let mut text = String::from("time,from,to\n");
    (0..60_000).for_each(|_| text.push_str("1/6/2014 10:28,a@x.example,b@x.example\n"));
    text.push_str("1/17/2014 0:00,a@x.example,b@x.example\n1/18/2014 0:00,b@x.example,a@x.example\n");
    text.push_str("19/1/2014 0:00,a@x.example,b@x.example\n");
    assert!(text.len() > 2 << 20);
    let reading = read("log.csv", text.as_bytes(), &Config::default());
    assert_eq!(problems(&reading), ["E102 A60004"]);
    // The sixth of January, not the first of June.
    assert_eq!(log(&reading).span, Some((1_389_004_080, 1_390_003_200)));
    assert_eq!(reading.imports[0].rows, RowCounts { read: 60_003, used: 60_002, rejected: 1, blank: 0 });
}

const TRACE: &str = "time,from,to,message_id\n2026-01-05,a@x,b@x,m1\n2026-01-05,a@x,c@x,m1\n2026-01-05,z@x,b@x,m1\n\
                     2026-01-06,a@x,b@x,\n2026-01-05,a@x,d@x;b@x,m2\n2026-01-05,a@x,e@x,m2\n2026-01-05,a@x,f@x,m1\n";

#[test]
fn rows_of_one_message_share_its_recipients() {
    let config: Config = toml::from_str("[ties]\nrecipients_at_most = 2\n").unwrap();
    let two = read("log.csv", TRACE.as_bytes(), &config);
    // m1 by a@x has three recipients on three rows, m2 three on two; both are over the cap of two.
    assert_eq!(
        pairs(log(&two)),
        [
            pair("a@x", "b@x", 1, 2, WHOLE),
            pair("a@x", "c@x", 0, 1, 0),
            pair("a@x", "d@x", 0, 1, 0),
            pair("a@x", "e@x", 0, 1, 0),
            pair("a@x", "f@x", 0, 1, 0),
            pair("z@x", "b@x", 1, 0, WHOLE),
        ]
    );
    let all = read("log.csv", TRACE.as_bytes(), &Config::default());
    assert_eq!(pairs(log(&all))[0], pair("a@x", "b@x", 3, 0, WHOLE + 2 * (WHOLE / 3)));
    assert_eq!((log(&all).messages, all.imports[0].rows.used), (4, 7));
}

#[test]
fn what_each_id_does_is_counted() {
    let text = format!("{TRACE}2026-01-07,b@x,a@x,m3\n2026-01-07,b@x,b@x,m4\n");
    let reading = read("log.csv", text.as_bytes(), &Config::default());
    let log = log(&reading);
    let activity = log.activity();
    let of = |id: &str| activity[log.ids.iter().position(|i| &**i == id).unwrap()];
    let a = IdActivity { sent: 3, received: 1, sent_to: 5, received_from: 1, mutual: 1, largest: 3 };
    assert_eq!(of("a@x"), a);
    let b = IdActivity { sent: 2, received: 4, sent_to: 1, received_from: 2, mutual: 1, largest: 1 };
    assert_eq!(of("b@x"), b);
    assert_eq!(of("f@x"), IdActivity { received: 1, received_from: 1, ..IdActivity::default() });
}

/// A log of several pieces with everything odd in it.
pub(in crate::ingest) fn odd_log() -> String {
    let mut text = String::from("sent by the mail system\ntime,from,subject,to,channel\n");
    for i in 0..40_000_u32 {
        let (from, to) = (i * 7 % 61, i * 13 % 59);
        let day = i % 28 + 1;
        match i % 997 {
            0 => text.push_str(&format!("soon,p{from},,p{to},mail\n")),
            1 => text.push('\n'),
            2 => text.push_str(&format!("2026-02-{day:02},p{from},\"two\nlines\",\"P, Q{to}\",mail\n")),
            3 => text.push_str(&format!("2026-02-{day:02},p{from},\"\"\"no\"\"\",p{to};x;y{to},Meeting\r\n")),
            4 => text.push_str(&format!("2026-02-{day:02},,{i},p{to},mail\n")),
            _ => text.push_str(&format!(
                "2026-02-{day:02}T10:00:{:02},Pé{from} <p{from}@x.example>,{i} is a subject,p{to},mail\n",
                i % 60
            )),
        }
    }
    text
}

fn told(reading: &Reading) -> String {
    let log = log(reading);
    let seen: Vec<String> = log.first_seen.iter().map(ToString::to_string).collect();
    format!(
        "{:?}\n{:?}",
        (&log.ids, seen, &log.sent, &log.channels, log.span, log.messages),
        (pairs(log), problems(reading), reading.imports[0].rows)
    )
}

#[test]
fn the_encoding_leaves_no_trace_and_every_row_is_accounted_for() {
    let text = odd_log();
    assert!(text.len() > 2 << 20, "{}", text.len());
    let config = Config::default();
    let reading = read("log.csv", text.as_bytes(), &config);
    let mut wide = vec![0xff, 0xfe];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(told(&read("log.csv", &wide, &config)), told(&reading));
    let rows = reading.imports[0].rows;
    assert_eq!(rows.read, rows.used + rows.rejected + rows.blank);
    // Row 3 is the first below the header; of every 997 rows two are refused and one is blank.
    assert_eq!((rows.read, rows.rejected, rows.blank), (40_000, 82, 41));
    assert_eq!(problems(&reading)[..3], ["E102 A3".to_owned(), "E103 B7".into(), "E102 A1000".into()]);
}

#[test]
fn a_letter_that_is_no_utf8_far_down_makes_the_whole_file_windows_1252() {
    let mut text = String::from("time,from,to\n");
    while text.len() < 5 << 20 {
        text.push_str("2026-01-05,a@x.example,b@x.example\n");
    }
    let mut bytes = text.into_bytes();
    bytes.extend(b"2026-01-06,Ren\xe9,b@x.example\n");
    let reading = read("log.csv", &bytes, &Config::default());
    let ids: Vec<&str> = log(&reading).ids.iter().map(|id| &**id).collect();
    assert_eq!(ids, ["a@x.example", "b@x.example", "Ren\u{e9}"]);
    let kinds: Vec<_> = reading.problems.iter().map(|p| p.spec.code).collect();
    assert_eq!(kinds, [crate::ingest::problems::WINDOWS_1252.code]);
    let last = bytes.len() - ",b@x.example\n".len();
    bytes.splice(last - 1..last, "\u{e9}".bytes());
    let reading = read("log.csv", &bytes, &Config::default());
    assert_eq!((&*log(&reading).ids[2], problems(&reading)), ("Ren\u{e9}", Vec::new()));
}

#[test]
fn what_was_read_before_the_letter_that_is_no_utf8_leaves_no_trace() {
    let odd = odd_log();
    let header = "time,from,subject,to,channel\n";
    let (head, rest) = odd.split_at(odd.find(header).unwrap() + header.len());
    let mut text = head.to_owned();
    for i in 0..100_000 {
        let (day, from, to) = (i % 28 + 1, i % 61, i % 7);
        text.push_str(&format!("2026-01-{day:02}T10:00:00,p{from},{i} is a subject,p{to},mail\n"));
    }
    assert!(text.len() > 4 << 20, "{}", text.len());
    text.push_str(rest);
    let old: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert_eq!(text.len() - old.len(), text.matches('é').count());
    let config = Config::default();
    let (new, mut old) = (read("log.csv", text.as_bytes(), &config), read("log.csv", &old, &config));
    assert_eq!(old.problems.remove(0).spec.code, crate::ingest::problems::WINDOWS_1252.code);
    assert_eq!((told(&old), old.problems.len()), (told(&new), new.problems.len()));
}
