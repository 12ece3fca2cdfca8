//! Every importer and every format has a sample and is told by it; and no reader stops the program, or
//! takes longer than it may, whatever the bytes. Both go over the registries: nothing new can be left out.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossweave::ingest::problem::Severity;
use crossweave::ingest::source::formats::{FOLDERS, FORMATS};
use crossweave::ingest::{IMPORTERS, SheetUse, read_paths};
use crossweave::programme::Folder;
use crossweave::programme::config::Config;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::process::{demo, run_in};
use crate::samples::{folder, problems, read};
use crate::support::bytes_of;

/// Files that are grids have no entry among the formats.
const GRIDS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];
/// Longest that one folder of spoilt files may take, unoptimised and on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

#[test]
fn every_importer_has_a_sample_that_is_told_as_its_own() {
    let mut wrong = Vec::new();
    for spec in IMPORTERS {
        if !folder(spec.id).is_dir() {
            wrong.push(format!("no tests/samples/{}", spec.id));
            continue;
        }
        let reading = read(spec.id);
        if !reading.sheets.iter().any(|s| matches!(s.used, SheetUse::ReadAs(id) if id == spec.id)) {
            wrong.push(format!("{}: {:?}", spec.id, crate::samples::used(&reading)));
        }
        if reading.all_problems().any(|p| p.spec.severity == Severity::Error) {
            wrong.push(format!("{}: {:?}", spec.id, problems(&reading)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first characters of a file, as the formats are shown them.
fn head(bytes: &[u8]) -> String {
    let short = &bytes[..bytes.len().min(1 << 13)];
    match short {
        [0xff, 0xfe, rest @ ..] => String::from_utf16_lossy(
            &rest.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect::<Vec<_>>(),
        ),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        all => String::from_utf8_lossy(all).into_owned(),
    }
}

#[test]
fn every_format_has_a_sample_that_it_alone_is_first_to_know() {
    for format in FORMATS {
        let files = bytes_of(&folder(format.id));
        let first = |path: &PathBuf, bytes: &[u8]| {
            let path = folder(format.id).join(path);
            let ending = path.extension().unwrap().to_string_lossy().into_owned();
            let knows = |f: &&&_| -> bool {
                let f: &crossweave::ingest::source::formats::Format = f;
                f.endings.contains(&ending.as_str()) && (f.sniff)(&head(bytes), &path)
            };
            FORMATS.iter().find(knows).map(|f| f.id)
        };
        let told: Vec<_> = files.iter().map(|(path, bytes)| first(path, bytes)).collect();
        assert!(told.contains(&Some(format.id)), "{}: {told:?}", format.id);
        let reading = read(format.id);
        assert!(!reading.imports.is_empty(), "{}: {:?}", format.id, problems(&reading));
    }
    for format in FOLDERS {
        assert!((format.sniff)("", &folder(format.id).join("export")), "{}", format.id);
        assert!(!read(format.id).imports.is_empty(), "{}", format.id);
    }
}

/// Bytes changed in one of the ways files come to harm.
fn spoil(bytes: &[u8], dice: &mut ChaCha8Rng) -> Vec<u8> {
    let mut spoilt = bytes.to_vec();
    for _ in 0..=dice.next_u32() % 3 {
        if spoilt.is_empty() {
            break;
        }
        let length = spoilt.len();
        let mut place = || (dice.next_u64() % length as u64) as usize;
        let (a, b) = (place(), place());
        let (from, to) = (a.min(b), a.max(b));
        match dice.next_u32() % 6 {
            0 => spoilt.truncate(from),
            1 => drop(spoilt.drain(from..to.min(from + 400))),
            2 => {
                let piece = spoilt[from..to.min(from + 400)].to_vec();
                spoilt.splice(from..from, piece);
            }
            3 => {
                let noise: Vec<u8> = (0..8).map(|_| dice.next_u32() as u8).collect();
                spoilt.splice(from..from, noise);
            }
            4 => spoilt[from] = b"<>\"'{}[](),;:=\n\r\t\0 0-9e\xff\xc3&"[dice.next_u32() as usize % 26],
            _ => (0..4).for_each(|_| {
                let at = (dice.next_u64() % length as u64) as usize;
                spoilt[at] ^= 1 << (dice.next_u32() % 8);
            }),
        }
    }
    spoilt
}

/// Bytes of no file: noise, or noise with letters and marks that mean something.
fn noise(dice: &mut ChaCha8Rng, start: &[u8]) -> Vec<u8> {
    let length = dice.next_u32() as usize % 600;
    let marks = b"<>\"'{}[](),;:=\n\n\r\t 01259eEvnat*DLMETABEGIN/\\-+&#@.";
    let plain = dice.next_u32().is_multiple_of(2);
    let byte = |dice: &mut ChaCha8Rng| {
        let byte = dice.next_u32();
        if plain { marks[byte as usize % marks.len()] } else { byte as u8 }
    };
    let kept = start.len().min(dice.next_u32() as usize % 200);
    start[..kept].iter().copied().chain((0..length).map(|_| byte(dice))).collect()
}

/// Reads folders of spoilt files: each is accounted for, row by row, and no panic and no endless reading.
fn ends_well(what: &str, root: &Path, paths: &[PathBuf]) {
    let start = Instant::now();
    let read = || read_paths(root, paths, &Config::default(), &|_, _| {});
    let Ok(reading) = catch_unwind(AssertUnwindSafe(read)) else {
        panic!("{what}: a spoilt file stopped the reader")
    };
    assert!(start.elapsed() < LONGEST, "{what} took {:?}", start.elapsed());
    assert_eq!(reading.files.len(), paths.len(), "{what}");
    for import in &reading.imports {
        let rows = import.rows;
        assert_eq!(rows.read, rows.used + rows.rejected + rows.blank, "{what}: {}", import.at);
    }
}

/// A folder for each variant of one file of a sample, with the others beside it as they are; the one
/// that is read in each.
fn spoilt_folders(
    root: &Path,
    files: &BTreeMap<PathBuf, Vec<u8>>,
    one: &Path,
    whole: Option<&str>,
    dice: &mut ChaCha8Rng,
    n: usize,
) -> Vec<PathBuf> {
    let bytes = &files[one];
    let variant = |i: usize, dice: &mut ChaCha8Rng| {
        let folder = root.join(i.to_string());
        for (path, content) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let spoilt = if i % 4 == 3 { noise(dice, bytes) } else { spoil(bytes, dice) };
        fs::write(folder.join(one), spoilt).unwrap();
        whole.map_or_else(|| folder.join(one), |whole| folder.join(whole))
    };
    (0..n).map(|i| variant(i, dice)).collect()
}

#[test]
fn no_format_is_stopped_by_spoilt_samples_or_noise() {
    let mut dice = ChaCha8Rng::seed_from_u64(11);
    for format in FORMATS.iter().chain(FOLDERS) {
        let files = bytes_of(&folder(format.id));
        let whole = FOLDERS.iter().any(|f| f.id == format.id).then_some("export");
        for one in files.keys() {
            let root = tempfile::tempdir().unwrap();
            let paths = spoilt_folders(root.path(), &files, one, whole, &mut dice, 40);
            ends_well(&format!("{}: {}", format.id, one.display()), root.path(), &paths);
        }
        // Every ending the format goes by, with noise alone.
        let root = tempfile::tempdir().unwrap();
        let noisy = |(i, ending): (usize, &&str)| {
            let path = root.path().join(format!("{i}.{ending}"));
            fs::write(&path, noise(&mut dice, b"")).unwrap();
            path
        };
        let endings: Vec<&str> =
            format.endings.iter().copied().cycle().take(format.endings.len() * 16).collect();
        let paths: Vec<PathBuf> = endings.iter().enumerate().map(noisy).collect();
        ends_well(format.id, root.path(), &paths);
    }
}

#[test]
fn no_grid_is_stopped_by_spoilt_files_or_noise() {
    let mut dice = ChaCha8Rng::seed_from_u64(12);
    let book = fs::read(demo().path().join("Skills framework.xlsx")).unwrap();
    let text = fs::read(folder("microsoft-forms").join("autumn check.csv")).unwrap();
    let root = tempfile::tempdir().unwrap();
    for ending in GRIDS {
        let good = if matches!(ending, "csv" | "tsv" | "txt") { &text } else { &book };
        let paths: Vec<PathBuf> = (0..40)
            .map(|i| {
                let path = root.path().join(format!("{i}.{ending}"));
                let spoilt = if i % 4 == 3 { noise(&mut dice, good) } else { spoil(good, &mut dice) };
                fs::write(&path, spoilt).unwrap();
                path
            })
            .collect();
        ends_well(ending, root.path(), &paths);
    }
}

/// Real files, spoilt: what other programs wrote differs from what we make up.
#[test]
fn no_reader_is_stopped_by_spoilt_real_files() {
    let Some(given) = crate::support::shared("no_reader_is_stopped_by_spoilt_real_files", ".") else {
        return;
    };
    let mut dice = ChaCha8Rng::seed_from_u64(13);
    let (start, mut seen) = (Instant::now(), BTreeMap::<String, usize>::new());
    for (name, bytes) in bytes_of(&given) {
        let ending = name.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        let count = seen.entry(ending.clone()).or_default();
        if bytes.len() > 200_000 || *count >= 6 || ending == "md" || start.elapsed() > Duration::from_secs(15)
        {
            continue;
        }
        *count += 1;
        let root = tempfile::tempdir().unwrap();
        let variant = |i: usize| {
            let path = root.path().join(format!("{i}.{ending}"));
            fs::write(&path, spoil(&bytes, &mut dice)).unwrap();
            path
        };
        let paths: Vec<PathBuf> = (0..6).map(variant).collect();
        ends_well(&name.display().to_string(), root.path(), &paths);
    }
    assert!(seen.contains_key("csv") && seen.contains_key("xlsx"), "{seen:?}");
}

/// Rows of each sheet: read, used, rejected, blank.
fn accounts(json: &serde_json::Value) -> BTreeMap<String, Vec<u64>> {
    let of = |input: &serde_json::Value| {
        let counts = ["rows", "used", "rejected", "blank"].map(|name| input[name].as_u64().unwrap());
        (input["name"].as_str().unwrap().to_owned(), counts.to_vec())
    };
    json["inputs"].as_array().unwrap().iter().map(of).collect()
}

/// Every sample of every importer in one programme: each row of each file is used, rejected or blank in
/// `results.json`, also when lines of them are taken out, doubled or cut.
#[test]
fn every_row_of_every_sample_is_accounted_for_in_the_results() {
    let mut dice = ChaCha8Rng::seed_from_u64(14);
    for round in 0..3 {
        let programme = tempfile::tempdir().unwrap();
        for spec in IMPORTERS {
            for (path, bytes) in bytes_of(&folder(spec.id)) {
                if path.ends_with("crossweave.toml") {
                    continue;
                }
                let path = programme.path().join(spec.id).join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, if round == 0 { bytes } else { lines_spoilt(&bytes, &mut dice) }).unwrap();
            }
        }
        for (name, text) in crate::process::small() {
            fs::write(programme.path().join(name), text).unwrap();
        }
        let run = run_in(programme.path(), &["skills", "--format", "json", "--min-group", "1"]);
        assert!(matches!(run.code, 0 | 3), "round {round}: {}", run.err);
        let results: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let accounts = accounts(&results);
        for (name, counts) in &accounts {
            assert_eq!(counts[0], counts[1] + counts[2] + counts[3], "round {round}: {name}");
        }
        for spec in IMPORTERS.iter().filter(|_| round == 0) {
            let own = results["inputs"].as_array().unwrap().iter().any(|i| i["kind"] == spec.id);
            assert!(own, "no rows of {} in the results", spec.id);
        }
        // Every file is there, used or not.
        let folder = Folder::open(&[programme.path().to_owned()], None).unwrap();
        let unused = results["not_used"].as_array().unwrap();
        for file in &folder.files {
            let name = file.strip_prefix(&folder.root).unwrap_or(file).to_string_lossy().into_owned();
            let is = |other: &str| other == name || other.starts_with(&format!("{name} › "));
            let told =
                accounts.keys().any(|n| is(n)) || unused.iter().any(|u| is(u["name"].as_str().unwrap()));
            assert!(told, "round {round}: {name} is nowhere in the results");
        }
    }
}

/// Some lines taken out, doubled or cut, the first few left as they are.
fn lines_spoilt(bytes: &[u8], dice: &mut ChaCha8Rng) -> Vec<u8> {
    let mut out = Vec::new();
    // A file that is no grid is refused whole where it is damaged, and then nothing is written at all.
    if bytes.starts_with(b"{") || bytes.starts_with(b"[") || bytes.starts_with(b"window.") {
        return bytes.to_vec();
    }
    for (i, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
        let keep = i < 4 || bytes.starts_with(&[0xff, 0xfe]);
        match dice.next_u32() % 6 {
            0 if !keep => {}
            1 if !keep => out.extend([line, line].concat()),
            2 if !keep => out.extend([&line[..line.len() / 2], b"\n"].concat()),
            _ => out.extend(line),
        }
    }
    out
}
