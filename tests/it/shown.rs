//! Attacks on what a report shows, with what a reader of it has: its rows, and who is in which group.

mod attack;
mod files;
mod linked;
mod made;
mod unpack;

use std::path::Path;
use std::process::Command;

use crossweave::measures::{Level, Value};

use attack::Shown;
use files::Output;
use made::{Dice, Made};

/// Groups of fewer are hidden.
const K: u64 = 5;

/// What comes of each seed, several at a time. On threads of their own: a thread of the pool that waits
/// for the measures of one programme would begin another one meanwhile, on the same stack.
fn each_programme<T: Send>(seeds: u64, make: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let part = &|first: u64| (first..seeds).step_by(threads as usize).map(&make).collect::<Vec<T>>();
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || part(first))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

fn summed(counts: &[(usize, usize)]) -> (usize, usize) {
    counts.iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
}

#[test]
fn nothing_about_fewer_than_five_follows_from_what_is_shown() {
    let (groups, hidden) = summed(&each_programme(160, attacked));
    assert!(hidden * 5 > groups && hidden * 20 < groups * 19, "{hidden} of {groups} rows hidden");
}

#[test]
fn nor_from_two_groupings_and_their_crossing() {
    let attacked = |seed: u64| attacked_as(seed, Shown::crossed(&Made::new(seed)));
    let (groups, hidden) = summed(&each_programme(100, attacked));
    assert!(hidden * 5 > groups && hidden * 20 < groups * 19, "{hidden} of {groups} rows hidden");
}

/// Attacks one programme; gives its rows about groups, and how many of them are hidden.
fn attacked(seed: u64) -> (usize, usize) {
    attacked_as(seed, Shown::of(&Made::new(seed)))
}

fn attacked_as(seed: u64, shown: Shown) -> (usize, usize) {
    let (mut groups, mut hidden) = (0, 0);
    for m in &shown.analysis.get().measurements {
        let empty = matches!(m.value, Value::Undefined(_) | Value::Hidden(_)) && m.n == 0;
        assert!(empty || m.n >= K, "programme {seed}: {:?} rests on {}", m.key, m.n);
        if m.key.level == Level::Group {
            groups += 1;
            hidden += usize::from(m.value.status() == "hidden");
        }
    }
    shown.subtract_groups_from_wholes(seed);
    shown.add_and_take_away(seed);
    shown.look_at_pairs(seed);
    (groups, hidden)
}

/// The attacks find what a report that hides small groups alone gives away.
#[test]
fn the_attacks_succeed_where_only_small_groups_are_hidden() {
    let naive = |seed: u64| {
        let made = Made::new(seed);
        std::panic::catch_unwind(|| {
            let shown = Shown::with_small_groups_hidden(&made);
            shown.subtract_groups_from_wholes(seed);
            shown.add_and_take_away(seed);
        })
        .is_err()
    };
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let fallen = (0..12).filter(|seed| naive(*seed)).count();
    std::panic::set_hook(hook);
    assert!(fallen >= 9, "{fallen} of 12");
}

fn report(folder: &Path, out: &Path) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_crossweave"))
        .args(["report", "--quiet", "--out"])
        .args([out, folder])
        .output()
        .unwrap();
    assert!(out.join("results.json").is_file(), "{}", String::from_utf8_lossy(&run.stderr));
    Output::of(out)
}

#[test]
fn one_person_of_their_own_team_is_nowhere_in_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made::sized(&mut Dice(99), 60, 4);
    made.people[7].team = Some("Zanzibar Unit".into());
    made.people[7].name = "Quirinal Featherstonehaugh".into();
    made.people[7].email = "quirinal.f@canary.example".into();
    for wave in &mut made.waves {
        wave.answers[7] = Some(vec![Some(1), Some(5), Some(1)]);
    }
    made.write(folder.path());
    let output = report(folder.path(), &folder.path().join("out"));
    for secret in ["Quirinal", "Featherstonehaugh", "quirinal.f", "canary.example", "rather keep to myself"] {
        assert_eq!(output.holding(secret), Vec::<String>::new(), "{secret}");
    }
    assert!(output.lines_about("Zanzibar Unit") > 10);
    assert_eq!(output.numbers_about("Zanzibar Unit"), Vec::<String>::new());
}

#[test]
fn a_real_mail_log_leaves_no_trace_of_a_person() {
    let shared = std::env::var_os("CROSSWEAVE_SHARED").map(std::path::PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let Some(from) = shared.into_iter().chain([beside]).map(|d| d.join("gastech")).find(|d| d.is_dir())
    else {
        println!("skipped: the shared data are not here; set CROSSWEAVE_SHARED to their folder");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(&from).unwrap().flatten().filter(|f| f.path().is_file()) {
        std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let settings = "[[file]]\npath = \"EmployeeRecords.xlsx\"\nsheet = \"Employee Records\"\n\n[file.columns]\n\
                    team = \"CurrentEmploymentType\"\n";
    std::fs::write(folder.path().join("crossweave.toml"), settings).unwrap();
    let output = report(folder.path(), &folder.path().join("out"));
    let secrets = files::gastech_secrets(&from);
    assert!(secrets.len() > 400, "{}", secrets.len());
    for secret in secrets {
        assert_eq!(output.holding(&secret), Vec::<String>::new(), "{secret}");
    }
    assert_eq!(output.holding("@gastech"), Vec::<String>::new());
}
