//! Answers as people give them: scales by column, slips, reasons, aspects, frameworks.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::record::{Aspect, AuditRecords, Missing, Records, Response};
use super::{Reading, read_paths};
use crate::programme::config::Config;

fn read(files: &[(&str, &str)], settings: &str) -> Reading {
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| dir.path().join(name)).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        std::fs::write(path, text).unwrap();
    }
    let config: Config = toml::from_str(settings).unwrap();
    read_paths(dir.path(), &paths, &config, &|_, _| {})
}

fn audit(reading: &Reading) -> &AuditRecords {
    let found = reading.imports.iter().find_map(|i| match &i.records {
        Records::Audit(audit) => Some(audit),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no audit: {:?}", reading.sheets))
}

fn of_code<'r>(reading: &'r Reading, code: &str) -> Vec<&'r Problem> {
    reading.all_problems().filter(|p| p.spec.code == code).collect()
}

fn cells(problems: &[&Problem]) -> Vec<String> {
    problems.iter().map(|p| p.cell.as_ref().unwrap().a1()).collect()
}

fn levels(audit: &AuditRecords, question: usize) -> Vec<Option<u8>> {
    let level = |response: &Response| match response {
        Response::Level(level) => Some(*level),
        Response::Missing(_) => None,
    };
    audit.rows.iter().map(|row| level(&row.answers[question].1)).collect()
}

/// A sheet of questions: its header, and each row's cells, with a person before them.
fn sheet(header: &str, rows: &[&str]) -> String {
    let mut text = format!("person,{header}\n");
    for (i, row) in rows.iter().enumerate() {
        writeln!(text, "p{i}@town.example,{row}").unwrap();
    }
    text
}

#[test]
fn each_aspect_has_a_scale_of_its_own_beside_the_confidence_questions() {
    let text = sheet(
        "Maps,Calls,importance: Maps,How important is Calls?,before: Maps",
        &[
            "Confident,Very confident,Extremely important,5,Not very confident",
            "Fairly confident,Confident,Not at all important,1,Not very confident",
            "Not very confident,Confident,Very important,4,Not at all confident",
            "Not at all confident,Fairly confident,Moderately important,2,Not at all confident",
        ],
    );
    let reading = read(&[("audit.csv", &text)], "");
    let audit = audit(&reading);
    assert_eq!(audit.skills.iter().map(|s| &**s).collect::<Vec<_>>(), ["Maps", "Calls"]);
    assert_eq!(audit.levels.len(), 5);
    let beside: Vec<_> =
        audit.beside.iter().map(|b| (b.aspect, &*b.skill, b.levels.len(), b.at.a1())).collect();
    assert_eq!(
        beside,
        [
            (Aspect::Importance, "Maps", 5, "D1".to_owned()),
            (Aspect::Importance, "Calls", 5, "E1".to_owned()),
            (Aspect::Before, "Maps", 5, "F1".to_owned()),
        ]
    );
    assert_eq!(audit.beside[0].levels[4], "Extremely important");
    assert_eq!(
        audit.rows[0].beside,
        [(0, Response::Level(5)), (1, Response::Level(5)), (2, Response::Level(2))]
    );
    assert_eq!(audit.rows[2].beside[0], (0, Response::Level(4)));
    let used: Vec<_> = reading.imports[0].columns.iter().map(|c| c.used_as.as_str()).collect();
    assert_eq!(used[1], "question");
    assert_eq!(used[3], "importance of Maps (importance, five levels up to extremely)");
    assert_eq!(reading.all_problems().count(), 0);
}

#[test]
fn a_long_audit_has_its_aspects_too() {
    let text = "person,skill,confidence,importance,before\n\
        a@town.example,Maps,Confident,4,Not very confident\n\
        a@town.example,Calls,Very confident,5,\n\
        b@town.example,Maps,Not very confident,11,Not at all confident\n\
        b@town.example,Calls,Fairly confident,1,n/a\n\
        c@town.example,Calls,Not at all confident,2,Confident\n\
        c@town.example,Maps,Not at all confident,2,Confident\n";
    let reading = read(&[("long.csv", text)], "");
    let audit = audit(&reading);
    let beside: Vec<_> = audit.beside.iter().map(|b| (b.aspect, &*b.skill, b.at.a1())).collect();
    assert_eq!(
        beside,
        [
            (Aspect::Importance, "Maps", "D1".to_owned()),
            (Aspect::Before, "Maps", "E1".to_owned()),
            (Aspect::Importance, "Calls", "D1".to_owned()),
            (Aspect::Before, "Calls", "E1".to_owned()),
        ]
    );
    assert_eq!(
        audit.rows[0].beside,
        [(0, Response::Level(4)), (1, Response::Level(2)), (2, Response::Level(5))]
    );
    let not_applicable = Response::Missing(Missing::NotApplicable);
    assert_eq!(audit.rows[1].beside[3], (3, not_applicable));
    let outside = of_code(&reading, "E104");
    assert_eq!((cells(&outside), outside[0].what.as_str()), (vec!["D4".to_owned()], "\"11\" is outside 1–5"));
}

#[test]
fn slips_are_counted_suggested_and_read_only_when_accepted() {
    let text = sheet(
        "Maps,Calls,Charts",
        &[
            "Confident,Confidnt,Very confident",
            "Confidnt,Fairly confident,dunno",
            "Not very confident,Very confident,Confident",
            "Fairly confident,Not at all confident,Fairly confident",
            "Confident,Confident,Very confidnet",
            "Confident,Confident,Confident",
            "Confident,Confident,Confident",
            "Confident,Confident,Confident",
            "Confident,Confident,Confident",
            "Confident,Confident,Confident",
        ],
    );
    let plain = read(&[("audit.csv", &text)], "");
    let slips = of_code(&plain, "E101");
    assert_eq!(cells(&slips), ["C2", "B3", "D3", "D6"]);
    assert!(slips[0].fix.starts_with("did you mean \"Confident\"? It stands in 2 cells (C2, B3)."));
    assert!(slips[2].fix.starts_with("write \"Not at all confident\","), "{}", slips[2].fix);
    let (_, lines) = slips[0].fix.split_once("crossweave.toml:\n").unwrap();
    let config: Config = toml::from_str(lines).unwrap();
    let accept: Vec<_> = config.audit.accept.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(accept, [("Confidnt", "Confident"), ("Very confidnet", "Very confident")]);
    assert_eq!(audit(&plain).missing(), [(Missing::Unreadable, 4)].into());

    let settings = format!("{lines}\ndunno = \"don't know\"\n");
    let told = read(&[("audit.csv", &text)], &settings);
    assert!(of_code(&told, "E101").is_empty());
    assert_eq!(levels(audit(&told), 0)[..5], [Some(4), Some(4), Some(2), Some(3), Some(4)]);
    assert_eq!(audit(&told).missing(), [(Missing::DontKnow, 1)].into());
    assert_eq!(audit(&told).accepted, 4);
    let notes = of_code(&told, "N342");
    let what: Vec<_> = notes.iter().map(|p| p.what.as_str()).collect();
    assert_eq!(
        what,
        [
            "\"Confidnt\" read as \"Confident\" in 2 cells (C2, B3)",
            "\"dunno\" read as \"don't know\" in 1 cell (D3)",
            "\"Very confidnet\" read as \"Very confident\" in 1 cell (D6)",
        ]
    );
    let wrong = read(&[("audit.csv", &text)], "[audit.accept]\nConfidnt = \"Purple\"\n");
    assert_eq!(of_code(&wrong, "E119")[0].cell, None);
    assert_eq!(of_code(&wrong, "E101").len(), 4);
}

#[test]
fn numbers_outside_are_counted_and_the_longer_scale_is_asked_for() {
    let mut rows: Vec<String> = (1..=5).cycle().take(40).map(|n| format!("{n},{n}")).collect();
    for row in [3, 8, 9] {
        rows[row] = "6,2".to_owned();
    }
    rows[20] = "2,0".to_owned();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let text = sheet("Maps,Calls", &rows);
    let settings = "[[file]]\npath = \"audit.csv\"\nkind = \"audit-wide\"\n";
    let reading = read(&[("audit.csv", &text)], settings);
    let outside = of_code(&reading, "E104");
    assert_eq!(cells(&outside), ["B5", "B10", "B11", "C22"]);
    assert_eq!(outside[0].what, "\"6\" is outside 1–5");
    assert_eq!(
        outside[0].fix,
        "2 more in column B. Is the scale 1–6? Then set scale = 6 under [audit] in crossweave.toml; \
         else use a level from 1 to 5"
    );
    assert!(outside[3].fix.starts_with("Is the scale 0–5? Then list the levels, \"0\" to \"5\""));
    let six = read(&[("audit.csv", &text)], &format!("{settings}[audit]\nscale = 6\n"));
    assert_eq!(cells(&of_code(&six, "E104")), ["C22"]);
    assert_eq!(audit(&six).levels, ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn labels_nobody_confirmed_are_shown_and_not_read() {
    let rows = ["Red,Confident", "Amber,Very confident", "Green,Fairly confident", "Red,Not very confident"];
    let rows: Vec<&str> = rows.iter().copied().cycle().take(12).collect();
    let text = sheet("Light,Maps", &rows);
    let reading = read(&[("audit.csv", &text)], "");
    let notes = of_code(&reading, "N341");
    assert_eq!(cells(&notes), ["B1"]);
    assert_eq!(notes[0].what, "\"Light\": \"Red\" (6), \"Amber\" (3), \"Green\" (3)");
    assert_eq!(audit(&reading).skills.len(), 1);
    let (_, lines) = notes[0].fix.split_once("crossweave.toml:\n").unwrap();
    let told = read(&[("audit.csv", &text)], lines);
    let beside = &audit(&told).beside[0];
    assert_eq!((beside.aspect, &*beside.skill, beside.levels.len()), (Aspect::Confidence, "Light", 3));
    assert_eq!(audit(&told).rows[1].beside, [(0, Response::Level(2))]);
    assert!(of_code(&told, "N341").is_empty());

    // A sheet with nothing else says so too, and is read once the order is confirmed.
    let alone = sheet("Light", &["Red", "Amber", "Green", "Red", "Amber", "Green", "Red", "Amber", "Green"]);
    let reading = read(&[("lights.csv", &alone)], "");
    assert_eq!((reading.imports.len(), cells(&of_code(&reading, "N341"))), (0, vec!["B1".to_owned()]));
    let settings =
        "[[file]]\npath = \"lights.csv\"\n[file.levels]\n\"*\" = [\"Red\", \"Amber\", \"Green\"]\n";
    let told = read(&[("lights.csv", &alone)], settings);
    assert_eq!(levels(audit(&told), 0)[..3], [Some(1), Some(2), Some(3)]);
    assert_eq!(audit(&told).levels, ["Red", "Amber", "Green"]);
    let wrong = "[[file]]\npath = \"lights.csv\"\n[file.levels]\nLight = [\"Red\"]\nNone = [\"a\", \"b\"]\n";
    let settings = format!("{wrong}\"*\" = [\"Red\", \"Amber\", \"Green\"]\n");
    assert_eq!(of_code(&read(&[("lights.csv", &alone)], &settings), "E119").len(), 2);
}

#[test]
fn a_column_with_many_answers_off_the_scale_is_told() {
    let rows: Vec<String> = (0..20)
        .map(|i| {
            let calls = ["Confident", "Fine", "Very confident", "Fine", "Alright"][i % 5];
            format!(
                "{},{calls}",
                ["Confident", "Fairly confident", "Very confident", "Not very confident"][i % 4]
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let text = sheet("Maps,Calls", &rows);
    let reading = read(&[("audit.csv", &text)], "");
    let told = of_code(&reading, "W241");
    assert_eq!(cells(&told), ["C1"]);
    assert!(
        told[0].what.starts_with("\"Calls\": 8 of 20 answers are on confidence, five levels; most often instead: \"Fine\" (8), \"Alright\" (4)"),
        "{}",
        told[0].what
    );
    // What the framework asks is read, and each cell that is no answer is told.
    let framework = "skill,question,level_1,level_2,level_3,level_4,level_5\nCalls,Joining a call,Not at all confident,Not very confident,Fairly confident,Confident,Very confident\n";
    let reading = read(&[("audit.csv", &text), ("framework.csv", framework)], "");
    assert_eq!(of_code(&reading, "E101").len(), 12);
    assert!(of_code(&reading, "W241").is_empty());
}

#[test]
fn reasons_for_no_answer_are_kept_apart() {
    let text = sheet(
        "Maps,Calls",
        &[
            "Confident,",
            "Very confident,Don’t know",
            "Fairly confident,Prefer not to say",
            "Not very confident,#N/A",
            "Confident,-",
            "Confident,Not shown",
            "Confident,Fairly confident",
            "Confident,Very confident",
        ],
    );
    let reading = read(&[("audit.csv", &text)], "");
    let counts: Vec<_> = audit(&reading).missing().into_iter().collect();
    let once: Vec<_> = Missing::ALL[..6].iter().map(|reason| (*reason, 1)).collect();
    assert_eq!(counts, once);
    assert_eq!(cells(&of_code(&reading, "N304")), ["C2"]);
    assert_eq!(cells(&of_code(&reading, "N302")), ["C3", "C4", "C5", "C6", "C7"]);
}

#[test]
fn levels_that_carry_numbers_are_read_from_one_and_from_nought() {
    let one = sheet("Maps", &["1 - Not confident", "5 (Very confident)", "3", "2", "4 - Confident", "1"]);
    let nought =
        sheet("Maps", &["0 = Not at all", "4 = Very confident", "2", "1", "3 = Confident", "0 = Not at all"]);
    let settings = "[[file]]\npath = \"a.csv\"\nkind = \"audit-wide\"\n";
    let read = |text: &str| read(&[("a.csv", text)], settings);
    assert_eq!(levels(audit(&read(&one)), 0), [Some(1), Some(5), Some(3), Some(2), Some(4), Some(1)]);
    assert_eq!(levels(audit(&read(&nought)), 0), [Some(1), Some(5), Some(3), Some(2), Some(4), Some(1)]);
    // Ends only, with words of their own.
    let ends = sheet("Maps", &["1 - I avoid them", "2", "3", "4", "5 - I make them", "2"]);
    assert_eq!(levels(audit(&read(&ends)), 0), [Some(1), Some(2), Some(3), Some(4), Some(5), Some(2)]);
    // Numbers that run against their labels are not guessed.
    let against =
        sheet("Maps", &["1 - Strongly agree", "5 - Strongly disagree", "2", "3", "4", "1 - Strongly agree"]);
    let reading = read(&against);
    assert!(reading.imports.is_empty());
    assert_eq!(of_code(&reading, "E120").len(), 1);
}

#[test]
fn yes_and_no_are_answers_only_where_someone_says_so() {
    let text = sheet("Maps,Calls,Charts", &["yes,no,yes", "no,no,yes", "yes,yes,no"]);
    assert!(read(&[("a.csv", &text)], "").imports.iter().all(|i| i.importer != "audit-wide"));
    let told = read(&[("a.csv", &text)], "[[file]]\npath = \"a.csv\"\nkind = \"audit-wide\"\n");
    assert_eq!(audit(&told).levels, ["No", "Yes"]);
    assert_eq!(levels(audit(&told), 0), [Some(2), Some(1), Some(2)]);
}

#[test]
fn a_framework_is_checked_cell_by_cell() {
    let text = "skill,question,level_1,level_2,level_3,positive_from,required:officer\n\
        Maps,Reading a map,Low,Some,High,2,High\n\
        maps ,Reading maps,Low,Some,High,2,1\n\
        ,Nothing,Low,Some,High,2,1\n\
        Calls,reading a map?,Low,,High,4,Purple\n\
        Charts,Drawing,Low,Low,High,3,3\n\
        Forms,Filling in,Low,Middle,High,,\n\
        Mail,,,,,2,3\n";
    let reading = read(&[("framework.csv", text)], "");
    let mut found: Vec<String> = reading
        .all_problems()
        .map(|p| format!("{} {}", p.spec.code, p.cell.as_ref().unwrap().a1()))
        .collect();
    found.sort();
    assert_eq!(
        found,
        ["E103 A4", "E104 F5", "E104 G5", "E141 D5", "E141 D6", "W206 A3", "W244 D7", "W244 F6", "W245 B5"]
    );
    let Records::Framework(skills) = &reading.imports[0].records else { panic!() };
    assert_eq!(
        skills.iter().map(|s| &*s.skill).collect::<Vec<_>>(),
        ["Maps", "Calls", "Charts", "Forms", "Mail"]
    );
    assert_eq!((skills[0].required[0].1, skills[4].required[0].1), (3, 3));
    let gap = read(&[("framework.csv", "skill,level_1,level_3\nMaps,Low,High\n")], "");
    assert_eq!(cells(&of_code(&gap, "E141")), ["C1"]);
}

#[test]
fn questions_of_a_framework_are_found_under_numbers_and_cut_short() {
    let framework =
        "skill,question\nMaps,\"Reading a map, on paper or on screen\"\nCalls,Joining a video call\n";
    let header = "7. READING a  map – on paper or on screen?*,Q8: Joining a vid…";
    let text = sheet(header, &["1,2", "5,4", "3,3", "2,2"]);
    let reading = read(&[("framework.csv", framework), ("audit.csv", &text)], "");
    assert_eq!(audit(&reading).skills.len(), 2);
    assert_eq!(levels(audit(&reading), 1), [Some(2), Some(4), Some(3), Some(2)]);
}

/// The shared data, or `None` with a word that the test was skipped.
fn shared(file: &str) -> Option<PathBuf> {
    let given = std::env::var_os("CROSSWEAVE_SHARED").map(PathBuf::from);
    let root = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    let found = Some(root.join(file)).filter(|f| f.is_file());
    if found.is_none() {
        eprintln!("SKIPPED: no {} here", root.join(file).display());
    }
    found
}

fn read_shared(file: &Path, settings: &str) -> Reading {
    let config: Config = toml::from_str(settings).unwrap();
    read_paths(file.parent().unwrap(), &[file.to_owned()], &config, &|_, _| {})
}

/// How many answers are at each level of a question, and how many are missing.
fn spread(answers: impl Iterator<Item = Response>) -> (Vec<u64>, u64) {
    let (mut at, mut missing) = (Vec::new(), 0);
    for response in answers {
        match response {
            Response::Level(level) => {
                at.resize(at.len().max(usize::from(level)), 0);
                at[usize::from(level) - 1] += 1;
            }
            Response::Missing(_) => missing += 1,
        }
    }
    (at, missing)
}

#[test]
fn a_real_audit_gives_its_published_counts() {
    let Some(file) = shared("carpentries/longterm_October2017.csv") else { return };
    let settings = r#"
[[file]]
path = "longterm_October2017.csv"
kind = "audit-wide"
[file.levels]
Change-In-Confidence = ["I'm less confident now.", "I'm equally confident now.", "I'm more confident now."]
"#;
    let reading = read_shared(&file, settings);
    let audit = audit(&reading);
    let change = audit.beside.iter().position(|b| &*b.skill == "Change-In-Confidence").unwrap() as u16;
    let answers = audit.rows.iter().flat_map(|r| r.beside.iter().filter(|b| b.0 == change).map(|b| b.1));
    // Of the 44 without an answer, some answered none of the questions: their rows count as blank.
    let rows = reading.imports[0].rows;
    let published = |missing: u64| assert_eq!((rows.read, missing + rows.blank), (476, 44));
    let (levels, missing) = spread(answers);
    assert_eq!(levels, [6, 93, 333]);
    published(missing);
    assert_eq!(audit.skills.len(), 7, "the questions on agreement: {:?}", audit.skills);
    let gained = audit.skills.iter().position(|s| &**s == "Gained-Confidence-With-Data").unwrap();
    let answers = audit.rows.iter().map(|r| r.answers[gained].1);
    let (levels, missing) = spread(answers);
    assert_eq!((levels, missing + rows.blank), (vec![17, 18, 109, 186, 78], 68));
    // As the only scale of the audit, it is read alone.
    let labels =
        r#"levels = ["I'm less confident now.", "I'm equally confident now.", "I'm more confident now."]"#;
    let settings =
        format!("[[file]]\npath = \"longterm_October2017.csv\"\nkind = \"audit-wide\"\n[audit]\n{labels}\n");
    let reading = read_shared(&file, &settings);
    let audit = self::audit(&reading);
    assert_eq!(audit.skills.iter().map(|s| &**s).collect::<Vec<_>>(), ["Change-In-Confidence"]);
    assert_eq!(spread(audit.rows.iter().map(|r| r.answers[0].1)).0, [6, 93, 333]);
    assert_eq!((reading.imports[0].rows.read, reading.imports[0].rows.blank), (476, 44));
}

#[test]
fn real_exports_have_their_scales_read() {
    if let Some(file) = shared("surveymonkey/StarWars.csv") {
        let settings = "[[file]]\npath = \"StarWars.csv\"\nkind = \"audit-wide\"\n[file.columns]\nperson = \"RespondentID\"\n";
        let reading = read_shared(&file, settings);
        let audit = audit(&reading);
        let asked = audit.skills.iter().position(|s| s.starts_with("Please state whether")).unwrap();
        let (levels, _) = spread(audit.rows.iter().map(|r| r.answers[asked].1));
        assert_eq!(levels, [1, 8, 44, 151, 610]);
    }
    if let Some(file) = shared("google_forms/Responses.csv") {
        let settings = "[[file]]\npath = \"Responses.csv\"\nkind = \"audit-wide\"\n[audit]\nscale = 5\n";
        let reading = read_shared(&file, settings);
        let audit = audit(&reading);
        let asked = audit.skills.iter().position(|s| s.starts_with("How concerned are you")).unwrap();
        assert_eq!(spread(audit.rows.iter().map(|r| r.answers[asked].1)), (vec![11, 11, 31, 22, 22], 0));
    }
}
