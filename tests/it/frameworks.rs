//! Frameworks as people bring them: of a few lines, beside real exports, scored as their publishers do.

use std::collections::BTreeMap;
use std::path::Path;

use super::support::{Results, Row, arg, close, crossweave, run, shared};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn skills(folder: &Path, more: &[&str]) -> String {
    run(0, &[&["skills", arg(folder), "--min-group", "1"], more].concat())
}

fn results(folder: &Path, more: &[&str]) -> Results {
    Results::parse(&skills(folder, &[&["--format", "json"], more].concat()))
}

/// People at each level of one skill, in `answers`: the share times n is whole.
fn at_levels(said: &Results, skill: &str) -> BTreeMap<String, u64> {
    let of_skill = |r: &&Row| r.skill.as_deref() == Some(skill);
    let people = |r: &Row| {
        let exact = r.value.unwrap() * r.n.unwrap() as f64;
        close("whole people", exact, exact.round(), 1e-6);
        (r.other.clone().unwrap(), exact.round() as u64)
    };
    said.of("answers", "skill").filter(of_skill).map(people).collect()
}

/// Puts a shared file into the folder as it is.
fn copy(from: &Path, name: &str, folder: &Path) {
    std::fs::write(folder.join(name), std::fs::read(from.join(name)).unwrap()).unwrap();
}

const CARPENTRIES: &str = "longterm_October2017.csv";

#[test]
fn a_real_audit_nobody_signed_comes_out_by_position() {
    let Some(data) = shared("carpentries", "carpentries") else { return };
    let framework = "skill,domain,level_1,level_2,level_3,positive_from\n\
        Change-In-Confidence,Confidence,I'm less confident now.,I'm equally confident now.,I'm more confident now.,3\n";
    let settings = format!(
        "[[file]]\npath = \"{CARPENTRIES}\"\nkind = \"audit-wide\"\npeople = \"rows\"\n\
         questions = [\"Change-In-Confidence\"]\n[file.columns]\nposition = \"Position\"\n"
    );
    let folder = folder(&[("framework.csv", framework), ("crossweave.toml", &settings)]);
    copy(&data, CARPENTRIES, folder.path());
    let said = results(folder.path(), &[]);
    let levels = at_levels(&said, "Change-In-Confidence");
    assert_eq!(levels["I'm more confident now."], 333);
    assert_eq!(levels["I'm equally confident now."], 93);
    assert_eq!(levels["I'm less confident now."], 6);
    let json: serde_json::Value =
        serde_json::from_str(&skills(folder.path(), &["--format", "json"])).unwrap();
    let audit = json["inputs"].as_array().unwrap().iter().find(|i| i["name"] == CARPENTRIES).unwrap();
    let blank = audit["answers"]["missing"]["blank"].as_u64().unwrap() + audit["blank"].as_u64().unwrap();
    assert_eq!((blank, audit["rows"].as_u64()), (44, Some(476)));

    // By position, as counted in the file itself.
    let mut reader = csv::Reader::from_path(data.join(CARPENTRIES)).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (position, change) = (column("Position"), column("Change-In-Confidence"));
    let mut counted: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for record in reader.records().map(Result::unwrap) {
        let (position, change) = (record[position].trim(), record[change].trim());
        if !position.is_empty() && !change.is_empty() {
            let group = counted.entry(position.to_owned()).or_default();
            *group = (group.0 + u64::from(change.starts_with("I'm more")), group.1 + 1);
        }
    }
    let shown: BTreeMap<String, (u64, u64)> = said
        .of("confident", "group")
        .filter(|r| r.by.as_deref() == Some("position") && r.skill.is_some())
        .map(|r| (r.group.clone().unwrap(), r))
        .map(|(g, r)| (g, ((r.value.unwrap() * r.n.unwrap() as f64).round() as u64, r.n.unwrap())))
        .collect();
    assert_eq!(shown, counted);
    assert!(counted.len() >= 5, "{counted:?}");
    let csv = skills(folder.path(), &["--format", "csv"]);
    let more =
        csv.lines().find(|l| l.starts_with("answers,") && l.contains("I'm more confident now.")).unwrap();
    assert!(more.contains("432"), "{more}");
    report(folder.path());
}

/// The report is made, and has this chart.
fn report(folder: &Path) {
    let out = folder.join("report");
    run(0, &["report", arg(folder), "--out", arg(&out), "--quiet"]);
    assert!(out.join("charts/confidence-by-skill.svg").is_file());
}

#[test]
fn the_same_audit_on_five_points() {
    let Some(data) = shared("carpentries on five points", "carpentries") else { return };
    let framework = "skill,question,domain,positive_from\n\
        Working with data,Gained-Confidence-With-Data,Confidence,4\n\
        Better practice,Improved Coding Practices,Practice,4\n\
        Reproducible work,Made-Analyses-Reproducible,Practice,4\n";
    let settings = format!(
        "[[file]]\npath = \"{CARPENTRIES}\"\nkind = \"audit-wide\"\npeople = \"rows\"\n\
         [file.columns]\nposition = \"Position\"\n"
    );
    let folder = folder(&[("framework.csv", framework), ("crossweave.toml", &settings)]);
    copy(&data, CARPENTRIES, folder.path());
    let said = results(folder.path(), &[]);
    let levels: Vec<u64> = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]
        .map(|label| at_levels(&said, "Working with data")[label])
        .to_vec();
    assert_eq!(levels, [17, 18, 109, 186, 78]);
    let areas: Vec<&str> =
        said.of("area-confident", "network").map(|r| r.other.as_deref().unwrap()).collect();
    assert_eq!(areas, ["Confidence", "Practice"]);
    let confident = said.row("area-confident", "network", |r| r.other.as_deref() == Some("Confidence"));
    close("confident", confident.value.unwrap(), 264.0 / 408.0, 1e-12);
    assert_eq!(confident.n, Some(408));
}

#[test]
fn a_survey_monkey_export_with_a_framework_of_a_few_lines() {
    let Some(data) = shared("SurveyMonkey", "surveymonkey") else { return };
    let settings = "[[file]]\npath = \"StarWars.csv\"\nkind = \"audit-wide\"\npeople = \"rows\"\n\
        [file.columns]\nperson = \"RespondentID\"\nregion = \"Location (Census Region)\"\n";
    let header = "Please state whether you view the following characters favorably, unfavorably, or are unfamiliar \
                  with him/her.";
    let asked = |who: &str, area: &str| format!("{who},\"{header} [{who}]\",{area}\n");
    let framework = format!(
        "skill,question,domain\n{}{}{}",
        asked("Han Solo", "Heroes"),
        asked("Yoda", "Heroes"),
        asked("Darth Vader", "Others")
    );
    let folder = folder(&[("framework.csv", &framework), ("crossweave.toml", settings)]);
    copy(&data, "StarWars.csv", folder.path());
    let said = results(folder.path(), &["--by", "region"]);
    let levels: Vec<u64> = at_levels(&said, "Han Solo").into_values().collect();
    assert_eq!(levels.iter().sum::<u64>(), 814);
    assert!(levels.contains(&610) && levels.contains(&151), "{levels:?}");
    let area = said.row("area-confident", "network", |r| r.other.as_deref() == Some("Others"));
    assert_eq!(area.n, Some(816), "Darth Vader alone");
    let groups: Vec<&str> = said.of("index", "group").map(|r| r.group.as_deref().unwrap()).collect();
    assert_eq!((groups.len(), groups[0]), (9, "East North Central"));
    report(folder.path());
}

#[test]
fn a_google_forms_export_with_a_framework_of_a_few_lines() {
    let Some(data) = shared("Google Forms", "google_forms") else { return };
    let settings = "[[file]]\npath = \"Responses.csv\"\nkind = \"audit-wide\"\npeople = \"rows\"\n\
        [file.columns]\nregion = \"In which region are you located?\"\n[audit]\nscale = 5\npositive_from = 4\n";
    let mut reader = csv::Reader::from_path(data.join("Responses.csv")).unwrap();
    let asked =
        reader.headers().unwrap().iter().find(|h| h.starts_with("How concerned are you")).unwrap().to_owned();
    let framework = format!("skill,question,domain\nConcern,\"{asked}\",Open source\n");
    let folder = folder(&[("framework.csv", &framework), ("crossweave.toml", settings)]);
    copy(&data, "Responses.csv", folder.path());
    let said = results(folder.path(), &[]);
    let levels = at_levels(&said, "Concern");
    assert_eq!(levels.into_values().collect::<Vec<_>>(), [11, 11, 31, 22, 22]);
    report(folder.path());
}

/// Ten people of two sectors and two grades.
const STAFF: &str = "person,sector,grade,strand\n\
    a@x.example,Police,Sergeant,Police\nb@x.example,Police,Sergeant,Police\nc@x.example,Police,Constable,Police\n\
    d@x.example,Council,Sergeant,Officer\ne@x.example,Council,Clerk,Officer\nf@x.example,Council,Clerk,Member\n\
    g@x.example,Council,,Member\nh@x.example,,Clerk,Officer\n";
const FRAMEWORK: &str = "skill,domain,level_1,level_2,level_3,level_4,level_5,positive_from,required:police,needed in a year:police,future:officer\n\
    Calls,Talking,1,2,3,4,5,4,3,5,4\nChat,Talking,1,2,3,4,5,4,,,\nMaps,Data,1,2,3,4,5,4,4,4,\n";
const AUDIT: &str = "person,Calls,Chat,Maps\na@x.example,4,4,5\nb@x.example,2,5,3\nc@x.example,3,1,4\n\
    d@x.example,5,5,5\ne@x.example,1,2,\nf@x.example,4,4,4\ng@x.example,3,3,3\nh@x.example,5,2,2\n";

fn programme(settings: &str) -> tempfile::TempDir {
    folder(&[
        ("staff.csv", STAFF),
        ("framework.csv", FRAMEWORK),
        ("audit.csv", AUDIT),
        ("crossweave.toml", settings),
    ])
}

#[test]
fn rows_by_two_groupings_crossed() {
    let programme = programme("");
    let said = results(programme.path(), &["--by", "sector,grade"]);
    let n: Vec<(&str, Option<u64>)> = said
        .of("index", "group")
        .map(|r| {
            assert_eq!(r.by.as_deref(), Some("sector and grade"));
            (r.group.as_deref().unwrap(), r.n)
        })
        .collect();
    let of = |label, n| (label, Some(n));
    assert_eq!(
        n,
        [
            of("Council · Clerk", 2),
            of("Council · Sergeant", 1),
            of("Police · Constable", 1),
            of("Police · Sergeant", 2)
        ]
    );
    // 4 4 5 and 2 5 3: indexes 83.3 and 58.3.
    close("index", said.group("index", "Police · Sergeant"), 70.833_333_333, 1e-6);
    let ties = run(
        0,
        &["network", arg(programme.path()), "--by", "sector,grade", "--min-group", "1", "--format", "json"],
    );
    assert_eq!(Results::parse(&ties).of("degree", "group").count(), 4);
    let hidden = Results::parse(&run(
        0,
        &["skills", arg(programme.path()), "--by", "sector,grade", "--format", "json"],
    ));
    assert!(hidden.of("index", "group").all(|r| r.value.is_none()));
}

#[test]
fn a_crossing_that_cannot_be_made_is_refused() {
    let programme = programme("");
    for (by, told) in [
        ("sector,rank", "nobody is grouped by rank"),
        ("sector,sector", "both are the same"),
        ("sector,grade,team", "nobody is grouped by grade,team"),
    ] {
        let output = crossweave().args(["skills", arg(programme.path()), "--by", by]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(told) && stderr.contains("help:"), "{stderr}");
    }
    for cross in ["[\"sector\"]", "[\"sector\", \"grade\", \"team\"]", "\"sector\""] {
        let programme = self::programme(&format!("[report]\ncross = {cross}\n"));
        let output = crossweave().args(["report", arg(programme.path())]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{cross}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("line 2"), "{cross}");
    }
}

#[test]
fn each_scoring_gives_its_own_measures() {
    let own = |scoring: &str| {
        let programme = programme(&format!("[audit]\nscoring = \"{scoring}\"\n"));
        let said = results(programme.path(), &["--level", "network"]);
        let ids = ["score-band", "one-in-every-area", "all-skills", "role-met"];
        let has = |id: &&str| said.of(id, "network").next().is_some();
        (ids.into_iter().filter(has).collect::<Vec<_>>(), said)
    };
    assert_eq!(own("plain").0, Vec::<&str>::new());
    let (ids, said) = own("digcompsat");
    assert_eq!(ids, ["score-band"]);
    // Means of 83, 58, 42, 100, 13 (of two answers), 75, 50 and 50 %.
    let bands: Vec<f64> = said.of("score-band", "network").map(|r| r.value.unwrap() * 8.0).collect();
    assert_eq!(bands, [1.0, 1.0, 4.0, 2.0]);
    let (ids, said) = own("essential-skills");
    assert_eq!(ids, ["one-in-every-area", "all-skills"]);
    // e skipped Data; a, c, d and f have one in both areas… c only in Data, so a, d and f.
    let thresholds = ["one-in-every-area", "all-skills"].map(|id| said.row(id, "network", |_| true));
    assert_eq!(thresholds.map(|r| (r.value.map(|x| (x * 7.0).round()), r.n)), [(Some(3.0), Some(7)); 2]);
    let (ids, said) = own("required-by-role");
    assert_eq!(ids, ["role-met"]);
    // Police need 3 and 4: a and c do, b does not.
    let met = said.row("role-met", "network", |_| true);
    assert_eq!((met.value.map(|x| (x * 3.0).round()), met.n), (Some(2.0), Some(3)));
    let refused = programme("[audit]\nscoring = \"digicompsat\"\n");
    let output = crossweave().args(["skills", arg(refused.path())]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("essential-skills"));
}

#[test]
fn what_is_needed_in_a_year_has_its_own_columns() {
    let programme = programme("");
    let said = results(programme.path(), &["--level", "group,skill"]);
    let calls = |r: &Row| r.skill.as_deref() == Some("Calls");
    // Police 4 2 3 need 5; officers 5 1 5 need 4.
    let gap = said.row("future-gap", "skill", calls);
    close("everyone", gap.value.unwrap(), (1.0 + 3.0 + 2.0 - 1.0 + 3.0 - 1.0) / 6.0, 1e-12);
    assert_eq!(gap.n, Some(6));
    let police = |r: &Row| r.group.as_deref() == Some("Police") && calls(r);
    close("police", said.row("future-gap", "group", police).value.unwrap(), 2.0, 1e-12);
    close("now", said.row("gap", "group", police).value.unwrap(), 0.0, 1e-12);
    assert_eq!(said.row("gap", "skill", calls).n, Some(3), "nothing is needed of officers now");
}

#[test]
fn a_future_level_off_the_scale_is_told_at_its_cell() {
    let framework = FRAMEWORK.replace("3,5,4\n", "3,5,9\n");
    let folder = folder(&[("staff.csv", STAFF), ("framework.csv", &framework), ("audit.csv", AUDIT)]);
    let said = run(1, &["check", arg(folder.path()), "--format", "json"]);
    let problems: serde_json::Value = serde_json::from_str(&said).unwrap();
    let cells: Vec<(&str, &str)> = problems["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["file"] == "framework.csv")
        .map(|p| (p["code"].as_str().unwrap(), p["cell"].as_str().unwrap()))
        .collect();
    assert_eq!(cells, [("E104", "K2")]);
}

#[test]
fn people_choose_which_framework_they_start_from() {
    for (name, skills) in [("networked-working", 25), ("ten-minute-audit", 10)] {
        let folder = tempfile::tempdir().unwrap();
        run(0, &["init", arg(folder.path()), "--framework", name, "--quiet"]);
        let said = run(0, &["check", arg(&folder.path().join("framework.xlsx"))]);
        assert!(said.contains(&format!("{skills} rows")) || said.contains(&skills.to_string()), "{said}");
    }
    let unknown = crossweave().args(["init", "--framework", "other"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}

const UNSIGNED: &str = "Your team,Video calls,Shared files\nHousing,Confident,Very confident\nHousing,Not very confident,\n\
    Roads,Fairly confident,Confident\n,Very confident,Not at all confident\n";

#[test]
fn each_row_of_a_survey_nobody_signed_is_someone() {
    let settings = "[[file]]\npath = \"survey.csv\"\nkind = \"audit-wide\"\npeople = \"rows\"\n[file.columns]\nteam = \"Your team\"\n";
    let folder = folder(&[("survey.csv", UNSIGNED), ("crossweave.toml", settings)]);
    let said = results(folder.path(), &[]);
    let n: Vec<(&str, Option<u64>)> =
        said.of("index", "group").map(|r| (r.group.as_deref().unwrap(), r.n)).collect();
    assert_eq!(n, [("Housing", Some(2)), ("Roads", Some(1))]);
    // 4 5, 2, 3 4 and 5 1: indexes 87.5, 25, 62.5 and 50.
    close("everyone", said.row("index", "network", |_| true).value.unwrap(), 56.25, 1e-12);
    let people = results(folder.path(), &["--level", "person", "--show-names"]);
    let who: Vec<&str> = people.people("index").into_keys().collect();
    let row = |n: u8| format!("survey.csv row {n}");
    assert_eq!(who, [row(2), row(3), row(4), row(5)]);
    // A row that says who it is from is theirs, and stands beside those of a staff list.
    let signed =
        UNSIGNED.replace("Your team,", "Email,Your team,").replace("\nHousing", "\nann@x.example,Housing");
    let signed = signed.replace("\nRoads", "\n,Roads").replace("\n,Very", "\n,,Very");
    std::fs::write(folder.path().join("survey.csv"), signed.replacen("\nann", "\nbob", 1)).unwrap();
    std::fs::write(
        folder.path().join("staff.csv"),
        "person,team\ncat@x.example,Parks\ndan@x.example,Parks\n",
    )
    .unwrap();
    let people = results(folder.path(), &["--level", "person", "--show-names"]);
    let who: Vec<&str> = people.people("index").into_keys().collect();
    assert_eq!(who, ["ann@x.example", "bob@x.example", "survey.csv row 4", "survey.csv row 5"]);
    let rate = people.of("response-rate", "network").next();
    assert!(rate.is_none(), "only rows about people were asked for");
    let rate = results(folder.path(), &["--level", "network"]).network("response-rate");
    close("two of the staff list did not answer", rate, 4.0 / 6.0, 1e-12);
}

#[test]
fn without_the_setting_nobody_is_made_up() {
    let settings = "[[file]]\npath = \"survey.csv\"\nkind = \"audit-wide\"\n";
    let folder = folder(&[("survey.csv", UNSIGNED), ("crossweave.toml", settings)]);
    let output = crossweave().args(["skills", arg(folder.path())]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "nobody is left");
}
