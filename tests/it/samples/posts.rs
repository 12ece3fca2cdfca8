//! Structure charts: posts, vacancies, reporting lines without names.

use crossweave::assembly;
use crossweave::identity::Matches;
use crossweave::ingest::Reading;
use crossweave::ingest::record::Records;
use crossweave::ingest::structure::{Occupancy, PostRecords};
use crossweave::programme::config::Config;

use super::{import, problems, read, read_text, used};
use crate::support::shared;

fn posts<'r>(reading: &'r Reading, importer: &str) -> &'r PostRecords {
    match &import(reading, importer).records {
        Records::Posts(posts) => posts,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_council_structure_is_posts_and_not_people() {
    let reading = read("council-structure");
    assert_eq!(used(&reading), [("structure.csv".into(), "council-structure".into())]);
    let chart = posts(&reading, "council-structure");
    assert_eq!(chart.posts.len(), 5);
    assert_eq!(chart.units("directorate").into_iter().collect::<Vec<_>>(), ["Homes", "Place"]);
    assert_eq!(chart.units("team").into_iter().collect::<Vec<_>>(), ["Housing Options", "Parks"]);
    assert_eq!((chart.without("directorate"), chart.without("team")), (1, 2));
    let vacant: Vec<_> = chart.vacant().map(|p| p.title.as_deref().unwrap()).collect();
    assert_eq!(vacant, ["Head of Parks", "Housing Manager"]);
    let named: Vec<_> = chart.posts.iter().filter_map(|p| p.holder.as_deref()).collect();
    assert_eq!(named, ["Asha Patel"]);
    assert_eq!(chart.posts[3].attribute("contract"), Some("Fixed Term Contract"));
    let rows = import(&reading, "council-structure").rows;
    assert_eq!((rows.read, rows.used, rows.rejected, rows.blank), (6, 5, 0, 1));
    assert_eq!(
        problems(&reading),
        [
            "N351 structure.csv › A1: 5 posts in 3 directorates (the post that names none counts as one) and 3 services (the 2 posts that name none count as one); 2 vacant",
            "N352 structure.csv › L4: vacant: \"Head of Parks\"",
            "N352 structure.csv › E7: vacant: \"Housing Manager\"",
        ]
    );
    let columns = &import(&reading, "council-structure").columns;
    assert_eq!(columns[10].used_as, "not read: looks like pay");
    let built = assembly::build(&reading.imports, &Matches::default(), &Config::default()).unwrap();
    assert_eq!(built.organisation.people().len(), 0);
}

#[test]
fn a_post_without_a_title_is_left_out_at_its_cell() {
    let text = "Job title,Service,Vacancy,FTE\nHead of Parks,Parks,,1\n,Parks,,1\nRanger,Parks,Vacant,most\n";
    let reading = read_text("posts.csv", text);
    let found: Vec<_> = problems(&reading).into_iter().filter(|p| p.starts_with('E')).collect();
    assert_eq!(found, ["E103 posts.csv › A3: the row has no job title", "E153 posts.csv › D4: \"most\""]);
}

#[test]
fn an_organogram_is_a_reporting_line_by_references() {
    let reading = read("organogram-senior");
    let chart = posts(&reading, "organogram-senior");
    let states: Vec<_> = chart.posts.iter().map(|p| p.occupancy).collect();
    use Occupancy::{Ended, Filled, Vacant};
    assert_eq!(states, [Filled, Filled, Vacant, Filled, Ended]);
    assert_eq!(chart.posts[3].fte, Some(0.8));
    assert_eq!(chart.posts[0].holder.as_deref(), Some("Asha Patel"));
    assert_eq!(chart.posts[1].holder, None);
    let read: Vec<_> = import(&reading, "organogram-senior")
        .columns
        .iter()
        .filter(|c| c.used_as.starts_with("not read"))
        .map(|c| c.header.as_str())
        .collect();
    let unread = [
        "Contact Phone",
        "Contact E-mail",
        "Salary Cost of Reports (£)",
        "Actual Pay Floor (£)",
        "Actual Pay Ceiling (£)",
        "Total Pay (£)",
        "Notes",
    ];
    assert_eq!(read, unread);
    let built = assembly::build(&reading.imports, &Matches::default(), &Config::default()).unwrap();
    let people = built.organisation.people();
    let line: Vec<_> = people.iter().map(|p| (&*p.key, p.manager.map(|m| &*people[m.ix()].key))).collect();
    // Whoever reports to a vacancy reports to nobody we know of.
    assert_eq!(line, [("ev-1", None), ("ev-2", Some("ev-1")), ("ev-4", None)]);
    assert_eq!(
        problems(&reading),
        [
            "N351 eastvale-senior.csv › A1: 5 posts in 3 units; 1 vacant",
            "N352 eastvale-senior.csv › B4: vacant: \"Deputy Director\"",
            "N352 eastvale-senior.csv › B6: no longer there: \"Deputy Director\"",
        ]
    );
}

#[test]
fn an_organogram_says_what_is_wrong_at_its_cell() {
    let header = "Post Unique Reference,Name,Job Title,Unit,Reports to Senior Post,FTE,Valid?";
    let reading =
        read_text("s.csv", &format!("{header}\n,N/D,Head,Digital,XX,1,1\nEV-1,N/D,Head,Digital,XX,full,0\n"));
    assert_eq!(
        problems(&reading),
        [
            "N351 s.csv › A1: 1 post in 1 unit; 0 vacant",
            "E103 s.csv › A2: the row has no post reference",
            "E153 s.csv › F3: \"full\"",
            "W251 s.csv › G3: \"0\"",
        ]
    );
}

#[test]
fn junior_posts_are_numbers_and_never_people() {
    let reading = read("organogram-junior");
    let chart = posts(&reading, "organogram-junior");
    assert!(chart.posts.is_empty());
    let counts: Vec<_> = chart
        .counts
        .iter()
        .map(|c| (c.reports_to.as_ref().unwrap().id.as_deref().unwrap(), c.title.as_deref().unwrap(), c.fte))
        .collect();
    assert_eq!(
        counts,
        [("EV-2", "Analyst", 4.6), ("EV-4", "Content Designer", 12.0), ("EV-1", "Finance Assistant", 0.5)]
    );
    assert_eq!(
        problems(&reading),
        ["N351 eastvale-junior.csv › A1: 3 kinds of junior post, 17.1 full-time equivalents in all"]
    );
    let pay = |c: &&crossweave::ingest::record::ColumnUse| c.used_as == "not read: looks like pay";
    assert_eq!(import(&reading, "organogram-junior").columns.iter().filter(pay).count(), 2);
    let broken = "Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE\nDigital,EV-2,EO,Clerk,some\nDigital,EV-2,EO,Clerk,\n";
    let broken = problems(&read_text("j.csv", broken));
    assert_eq!(broken[1..], ["E153 j.csv › E2: \"some\"", "E103 j.csv › E3: the row has no number of posts"]);
}

#[test]
fn a_real_council_structure_has_its_directorates_services_and_vacancies() {
    let Some(folder) = shared("a_real_council_structure", "trafford_council") else { return };
    let name = "trafford_council_organisation_structure.csv";
    let reading =
        crossweave::ingest::read_paths(&folder, &[folder.join(name)], &Config::default(), &|_, _| {});
    let chart = posts(&reading, "council-structure");
    assert_eq!(chart.posts.len(), 80);
    // The chart names 6 directorates and 55 services; the chief executive's post names neither, and
    // the posts that head a directorate name no service. Taken together they are one more of each.
    assert_eq!((chart.units("directorate").len(), chart.without("directorate")), (6, 1));
    assert_eq!((chart.units("team").len(), chart.without("team")), (55, 6));
    assert_eq!(chart.vacant().count(), 11);
    let notes = problems(&reading);
    assert!(
        notes[0].contains("80 posts in 7 directorates") && notes[0].contains("and 56 services"),
        "{}",
        notes[0]
    );
    assert_eq!(notes.iter().filter(|n| n.starts_with("N352")).count(), 11);
    assert_eq!(notes.len(), 12, "{notes:?}");
}

#[test]
fn tables_of_a_council_that_are_about_nobody_say_why_they_are_not_used() {
    let Some(folder) = shared("tables_of_a_council", "trafford_council") else { return };
    let name = "trafford_council_voluntary_sector_grants.csv";
    let reading =
        crossweave::ingest::read_paths(&folder, &[folder.join(name)], &Config::default(), &|_, _| {});
    let (_, use_) = &used(&reading)[0];
    assert!(use_.starts_with("not used: "), "{use_}");
}
