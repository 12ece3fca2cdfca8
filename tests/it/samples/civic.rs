//! Actions, ballots, places; and the columns of staff lists and memberships that are kept.

use crossweave::ingest::Reading;
use crossweave::ingest::civic::PlaceRecord;
use crossweave::ingest::record::Records;
use crossweave::programme::config::Config;

use super::{import, problems, read, read_text, used};
use crate::support::shared;

#[test]
fn actions_keep_owner_day_status_and_what_they_answer() {
    let reading = read("actions");
    assert_eq!(problems(&reading), Vec::<String>::new());
    let Records::Actions(actions) = &import(&reading, "actions").records else { panic!() };
    let [first, second] = actions.as_slice() else { panic!("{actions:?}") };
    assert_eq!(&*first.action, "Run a café in the north");
    assert_eq!(first.owner.as_ref().unwrap().id.as_deref(), Some("asha@council.example"));
    assert_eq!(first.due.unwrap().to_string(), "2026-06-30");
    assert_eq!(first.answers, ["R-3", "F-1"]);
    assert_eq!((first.wave.as_deref(), first.status.as_deref()), (Some("1"), Some("open")));
    assert!(second.owner.is_none() && second.due.is_none() && second.answers.is_empty());
    let broken = read_text("a.csv", "action,owner,due\n,asha@council.example,2026-01-01\nMeet,,soon\n");
    assert_eq!(problems(&broken), ["E103 a.csv › A2: the row has no action", "E102 a.csv › C3: \"soon\""]);
}

type Ballot<'r> = (Option<&'r str>, &'r str, &'r str, f64, Option<&'r str>);

fn ballots(reading: &Reading) -> Vec<Ballot<'_>> {
    let Records::Ballots(rows) = &import(reading, "ballots").records else { panic!() };
    rows.iter().map(|b| (b.voter.as_deref(), &*b.place, &*b.priority, b.points, b.mode.as_deref())).collect()
}

#[test]
fn ballots_keep_points_and_no_points_are_not_unknown_points() {
    let reading = read("ballots");
    assert_eq!(
        ballots(&reading),
        [
            (Some("V-1"), "North", "Speeding near the school", 3.0, Some("meeting")),
            (Some("V-1"), "North", "Litter", 0.0, Some("meeting")),
            (None, "South", "Litter", 2.5, Some("online")),
        ]
    );
    assert_eq!(problems(&reading), Vec::<String>::new());
    let text = "voter,place,priority,points\n1,,Litter,1\n1,North,,1\n1,North,Litter,\n1,North,Litter,-1\n1,North,Litter,2\n1,north,litter,2\n";
    assert_eq!(
        problems(&read_text("b.csv", text)),
        [
            "E103 b.csv › B2: the row has no place",
            "E103 b.csv › C3: the row has no priority",
            "E103 b.csv › D4: the row has no number of points",
            "E153 b.csv › D5: \"-1\"",
            "W252 b.csv › A7: \"1\"",
        ]
    );
}

#[test]
fn a_pabulib_election_is_ballots() {
    let reading = read("pabulib");
    assert_eq!(
        ballots(&reading),
        [
            (Some("11"), "North", "Benches; and a path", 3.0, Some("internet")),
            (Some("11"), "North", "Lights", 2.0, Some("internet")),
            (Some("12"), "North", "Benches; and a path", 5.0, Some("paper")),
        ]
    );
    assert_eq!(problems(&reading), Vec::<String>::new());
    let broken = "META\nkey;value\nunit;Eastvale\nPROJECTS\nproject_id;name\n1;Path\nVOTES\nvoter_id;vote;points\n9;1;many\n";
    assert_eq!(problems(&read_text("b.pb", broken)), ["E153 b.pb › line 9, points: \"many\""]);
    let none = problems(&read_text("b.pb", "META\nkey;value\n"));
    assert_eq!(none, ["E113 : b.pb: it cannot be read as Pabulib: there is no part VOTES, in line 1"]);
    let ranked = "META\nkey;value\nunit;E\nvote_type;ordinal\nPROJECTS\nproject_id;name\n1;A\n2;B\nVOTES\nvoter_id;vote\n9;2,1\n";
    let ranked = read_text("r.pb", ranked);
    assert_eq!(ballots(&ranked), [(Some("9"), "E", "B", 2.0, None), (Some("9"), "E", "A", 1.0, None)]);
}

fn places<'r>(reading: &'r Reading, file: &str) -> &'r [PlaceRecord] {
    let import = reading.imports.iter().find(|i| &*i.at.file == file);
    match &import.unwrap_or_else(|| panic!("{:?}", used(reading))).records {
        Records::Places(rows) => rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn places_lie_in_larger_ones_by_shares_and_in_official_look_ups() {
    let reading = read("places");
    assert_eq!(problems(&reading), Vec::<String>::new());
    let beats = places(&reading, "beats.csv");
    let lines: Vec<_> = beats.iter().map(|p| (&*p.place, &*p.belongs_to, p.share)).collect();
    assert_eq!(
        lines,
        [
            ("North Green", "North beat", 1.0),
            ("Mill Lane", "North beat", 0.4),
            ("Mill Lane", "South beat", 0.6)
        ]
    );
    let lookup = places(&reading, "lookup.csv");
    assert_eq!(lookup.len(), 2);
    assert_eq!((&*lookup[1].place, &*lookup[1].belongs_to), ("X02", "W01"));
    assert_eq!(lookup[1].belongs_to_name.as_deref(), Some("North"));
    assert_eq!((lookup[1].geography.as_deref(), lookup[1].share), (Some("wd17"), 1.0));
    let broken = "place,belongs_to,share\n,North,1\nMill,,1\nMill,North,1.5\nMill,North,most\n";
    assert_eq!(
        problems(&read_text("p.csv", broken)),
        [
            "E103 p.csv › A2: the row has no place",
            "E103 p.csv › B3: the row has no larger place",
            "E105 p.csv › C4: \"1.5\"",
            "E153 p.csv › C5: \"most\"",
        ]
    );
}

#[test]
fn real_look_ups_are_places() {
    let Some(folder) = shared("real_look_ups", "trafford_council") else { return };
    let read = |name: &str| {
        crossweave::ingest::read_paths(&folder, &[folder.join(name)], &Config::default(), &|_, _| {})
    };
    for (name, rows, first) in [
        ("administrative_lookup.csv", 215, ("E05000850", "E08000010")),
        ("lsoa_to_ward_best-fit_lookup.csv", 1673, ("E01005240", "E05000710")),
    ] {
        let reading = read(name);
        let found = places(&reading, name);
        assert_eq!(found.len(), rows, "{name}");
        assert_eq!((&*found[0].place, &*found[0].belongs_to), first);
        assert_eq!(problems(&reading), Vec::<String>::new());
    }
    let abbreviations = read("ward_abbreviations.csv");
    assert!(used(&abbreviations)[0].1.starts_with("not used: "), "{:?}", used(&abbreviations));
}

#[test]
fn staff_lists_keep_days_and_leave_vacancies_out() {
    let text = "Email,Name,Team,Joined,Left\nasha@council.example,Asha Patel,Parks,2026-01-05,\nben@council.example,Ben Ode,Homes,2026-03-01,2026-02-01\nVacant,,Homes,,\ncal@council.example,Cal Fox,Homes,,2025-12-31\n";
    let reading = read_text("staff.csv", text);
    let found = import(&reading, "people");
    let Records::People(people) = &found.records else { panic!() };
    let days: Vec<_> =
        people.iter().map(|p| (p.joined.map(|d| d.to_string()), p.left.map(|d| d.to_string()))).collect();
    assert_eq!(days, [(Some("2026-01-05".into()), None), (None, None), (None, Some("2025-12-31".into()))]);
    assert_eq!(
        problems(&reading),
        [
            "E151 staff.csv › E3: 2026-02-01 lies before the first day, 2026-03-01",
            "N352 staff.csv › A4: the row is about a post nobody is in",
        ]
    );
    assert_eq!((found.rows.read, found.rows.used, found.rows.blank), (4, 3, 1));
}

#[test]
fn memberships_keep_roles() {
    let text = "person,group,role,from,to\nasha@council.example,Board,chair,2026-01-01,2025-01-01\nben@council.example,Board,,,\n";
    let reading = read_text("m.csv", text);
    let Records::Memberships(rows) = &import(&reading, "memberships").records else { panic!() };
    assert_eq!((rows[0].role.as_deref(), rows[1].role.as_deref()), (Some("chair"), None));
    assert_eq!(problems(&reading), ["E151 m.csv › E2: 2025-01-01 lies before the first day, 2026-01-01"]);
}
