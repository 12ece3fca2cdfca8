//! Ties people reported: edge lists, rosters, name generators, square tables, tables of ticks.

use crossweave::assembly;
use crossweave::identity::Matches;
use crossweave::ingest::Reading;
use crossweave::ingest::record::{Import, Records, Said, Silence, TieRecords};
use crossweave::programme::config::Config;

use super::{import, problems, read, read_text, used};

/// The ties of a sheet.
pub fn ties(import: &Import) -> &TieRecords {
    match &import.records {
        Records::Ties(ties) => ties,
        other => panic!("{other:?}"),
    }
}

/// Ties as from, to, question, strength.
pub fn lines(ties: &TieRecords) -> Vec<(&str, &str, &str, f64)> {
    ties.rows
        .iter()
        .map(|t| {
            (
                t.from.id.as_deref().unwrap(),
                t.to.id.as_deref().unwrap(),
                t.question.as_deref().unwrap_or(""),
                t.strength,
            )
        })
        .collect()
}

/// Who has no tie, in which question, and why.
pub fn silent(ties: &TieRecords) -> Vec<(&str, Option<&str>, Silence)> {
    ties.silent.iter().map(|s| (s.who.id.as_deref().unwrap(), s.question.as_deref(), s.why)).collect()
}

fn by_file<'r>(reading: &'r Reading, file: &str) -> &'r Import {
    reading.imports.iter().find(|i| &*i.at.file == file).unwrap_or_else(|| panic!("{:?}", used(reading)))
}

fn counts(import: &Import) -> (u64, u64, u64, u64) {
    (import.rows.read, import.rows.used, import.rows.rejected, import.rows.blank)
}

#[test]
fn an_edge_list_keeps_question_strength_wave_and_direction() {
    let reading = read("ties");
    assert_eq!(problems(&reading), Vec::<String>::new());
    let found = import(&reading, "ties");
    assert_eq!(
        lines(ties(found)),
        [
            ("asha@council.example", "ben@council.example", "go to for help", 3.0),
            ("ben@council.example", "asha@council.example", "go to for help", 2.5),
            ("asha@council.example", "dee@police.example", "share an office", 1.0),
        ]
    );
    let rows = &ties(found).rows;
    assert_eq!((rows[0].said, rows[2].said), (Said::ByOne, Said::ByBoth));
    assert_eq!((rows[0].wave.as_deref(), rows[2].wave.as_deref()), (Some("1"), Some("2")));
    assert_eq!(counts(found), (4, 3, 0, 1));
    // A tie without direction counts as named by both.
    let built = assembly::build(&reading.imports, &Matches::default(), &Config::default()).unwrap();
    assert_eq!(built.organisation.asked().len(), 4);
}

#[test]
fn a_column_called_type_may_hold_the_kind_of_tie() {
    let reading = read_text("e.csv", "source,target,type\na@x.example,b@x.example,advice\n");
    assert_eq!(lines(ties(import(&reading, "ties"))), [("a@x.example", "b@x.example", "advice", 1.0)]);
    assert!(problems(&reading).is_empty());
}

#[test]
fn broken_edges_are_said_at_their_cells() {
    let text = "ego,alter,weight,relation,directed\n,b@x.example,1,help,yes\na@x.example,,1,help,yes\na@x.example,b@x.example,lots,help,yes\na@x.example,b@x.example,-1,help,yes\na@x.example,b@x.example,1,help,perhaps\n";
    let reading = read_text("e.csv", text);
    assert_eq!(
        problems(&reading),
        [
            "E103 e.csv › A2: the row has no person asked",
            "E103 e.csv › B3: the row has no person named",
            "E105 e.csv › C4: \"lots\"",
            "E105 e.csv › C5: \"-1\"",
            "W205 e.csv › E6: \"perhaps\"",
        ]
    );
    assert_eq!(counts(import(&reading, "ties")), (5, 1, 4, 0));
}

#[test]
fn a_roster_gives_ties_by_question_and_keeps_silence_apart() {
    let reading = read("roster-matrix");
    let roster = by_file(&reading, "how-often.csv");
    assert_eq!(roster.importer, "roster-matrix");
    let (often, trust) = ("How often do you ask?", "Whom do you trust?");
    let [asha, ben, cal, dee] =
        ["asha@council.example", "ben@council.example", "cal@council.example", "dee@police.example"];
    assert_eq!(
        lines(ties(roster)),
        [
            (asha, ben, often, 3.0),
            // Dee gave no answer, and is in the list all the same.
            (asha, dee, often, 1.0),
            (asha, ben, trust, 1.0),
            (ben, asha, often, 5.0),
            (ben, asha, trust, 1.0),
            (ben, cal, trust, 1.0),
        ]
    );
    assert_eq!(
        silent(ties(roster)),
        [
            (cal, Some(often), Silence::NamedNobody),
            (cal, Some(trust), Silence::NoAnswer),
            (dee, None, Silence::NoAnswer),
        ]
    );
    assert_eq!(counts(roster), (5, 3, 0, 2));
    assert_eq!(
        problems(&reading),
        [
            "N354 how-often.csv › G3: \"N/A\"",
            "N353 how-often.csv › A4: every answer of \"Whom do you trust?\" was left blank",
            "N353 how-often.csv › A6: every answer was left blank",
        ]
    );
    let used_as: Vec<_> = roster.columns.iter().take(4).map(|c| c.used_as.as_str()).collect();
    assert_eq!(used_as, ["person", "name", "not read", "colleague: Asha Patel"]);
}

#[test]
fn a_square_table_needs_no_header_in_its_corner() {
    let reading = read("roster-matrix");
    let square = by_file(&reading, "square.csv");
    assert_eq!(square.importer, "roster-matrix");
    assert_eq!(
        lines(ties(square)),
        [
            ("Asha Patel", "Ben Ode", "square", 2.0),
            ("Asha Patel", "Cal Fox", "square", 1.0),
            ("Ben Ode", "Asha Patel", "square", 2.0),
        ]
    );
    assert_eq!(silent(ties(square)), [("Cal Fox", None, Silence::NamedNobody)]);
    let numbered = read_text("advice.csv", ",1,2,3\n1,0,1,0\n2,0,0,4\n3,1,many,0\n");
    let found = import(&numbered, "roster-matrix");
    assert_eq!(
        lines(ties(found)),
        [("1", "2", "advice", 1.0), ("2", "3", "advice", 4.0), ("3", "1", "advice", 1.0)]
    );
    assert_eq!(problems(&numbered), ["E152 advice.csv › C4: \"many\""]);
    let nameless = read_text("advice.csv", "Name,Asha,Ben,Cal\nAsha,0,1,0\nBen,0,0,4\n,1,1,0\n");
    assert_eq!(problems(&nameless), ["E103 advice.csv › A4: the row has no respondent"]);
}

#[test]
fn written_names_are_ties_slot_by_slot() {
    let reading = read("name-generator");
    let found = import(&reading, "name-generator");
    let (help, work) = ("Who do you go to for help?", "Who would you like to work with?");
    let [asha, ben, cal, dee] =
        ["asha@council.example", "ben@council.example", "cal@council.example", "dee@police.example"];
    assert_eq!(
        lines(ties(found)),
        [
            (asha, ben, help, 1.0),
            (asha, cal, help, 1.0),
            (asha, ben, work, 1.0),
            (asha, dee, work, 1.0),
            (ben, asha, help, 1.0),
            (ben, cal, work, 1.0),
            (ben, dee, work, 1.0),
        ]
    );
    assert_eq!(
        silent(ties(found)),
        [
            (cal, Some(help), Silence::NamedNobody),
            (cal, Some(work), Silence::NoAnswer),
            (dee, None, Silence::NoAnswer),
        ]
    );
    assert_eq!(counts(found), (4, 3, 0, 1));
    assert_eq!(
        problems(&reading),
        [
            "N353 helpers.csv › A4: every answer of \"Who would you like to work with?\" was left blank",
            "N353 helpers.csv › A5: every answer was left blank",
        ]
    );
    let broken = "Email,Name 1,Name 2\n,Ben Ode,\na@x.example,don't know,Cal Fox\n";
    let broken = read_text("trust.csv", broken);
    assert_eq!(
        problems(&broken),
        ["E103 trust.csv › A2: the row has no respondent", "N354 trust.csv › B3: \"don't know\""]
    );
    assert_eq!(lines(ties(import(&broken, "name-generator"))), [("a@x.example", "Cal Fox", "trust", 1.0)]);
}

fn members(import: &Import) -> Vec<(&str, &str)> {
    let Records::Memberships(rows) = &import.records else { panic!("{import:?}") };
    rows.iter().map(|m| (m.who.id.as_deref().or(m.who.name.as_deref()).unwrap(), &*m.group)).collect()
}

#[test]
fn ticks_are_memberships() {
    let reading = read("attendance-matrix");
    let found = import(&reading, "attendance-matrix");
    assert_eq!(
        members(found),
        [
            ("Asha Patel", "Safer Eastvale Board"),
            ("Asha Patel", "Media café 1"),
            ("Ben Ode", "Safer Eastvale Board"),
            ("Dee Lunt", "Canteen launch"),
            ("Dee Lunt", "Media café 1"),
        ]
    );
    assert_eq!(counts(found), (4, 4, 0, 0));
    assert_eq!(problems(&reading), Vec::<String>::new());
    let cornerless = read_text(
        "who.csv",
        ",Board,Canteen,Café\nAsha Patel,1,0,\nBen Ode,,x,1\nCal Fox,,maybe,1\n,1,1,1\n",
    );
    assert_eq!(
        members(import(&cornerless, "attendance-matrix")),
        [("Asha Patel", "Board"), ("Ben Ode", "Canteen"), ("Ben Ode", "Café"), ("Cal Fox", "Café")]
    );
    assert_eq!(
        problems(&cornerless),
        ["E152 who.csv › C4: \"maybe\"", "E103 who.csv › A5: the row has no person"]
    );
}
