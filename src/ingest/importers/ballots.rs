//! Ballots: points that voters gave to priorities, place by place.

use std::collections::BTreeSet;

use super::common::{Fate, Found, Slots, each_row, field, missing_value};
use super::posts::number;
use crate::ingest::civic::BallotRecord;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::Records;
use crate::ingest::text::{fold_label, quoted};
use crate::programme::config::Config;

/// Fields of a table of ballots.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "voter",
        &["voterid", "ballot", "ballotid"],
        FieldType::Text,
        false,
        "The voter, by a number that says nothing else about them.",
        "V-17",
    ),
    field(
        "place",
        &["area", "ward", "neighbourhood", "beat", "district"],
        FieldType::Text,
        true,
        "The place the ballot is about.",
        "North",
    ),
    field(
        "priority",
        &["priorities", "issue", "option", "project", "proposal"],
        FieldType::Text,
        true,
        "What was voted for.",
        "Speeding near the school",
    ),
    field(
        "points",
        &["votes", "score", "tokens", "bobbies"],
        FieldType::Number,
        true,
        "Points given to it.",
        "3",
    ),
    field(
        "mode",
        &["votingmethod", "method", "channel"],
        FieldType::Text,
        false,
        "How the vote was cast.",
        "meeting",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "ballots",
    describes: "points that voters gave to priorities in a place, also from Pabulib files; they are read and kept, and no measure uses them yet",
    table: "ballots",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let all = ["place", "priority", "points"].iter().all(|f| found.has(f));
    found.claim(FIELDS, if all { 88 } else { 0 }, &[])
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (voter, place) = (slots.slot("voter"), slots.slot("place"));
    let (priority, points, mode) = (slots.slot("priority"), slots.slot("points"), slots.slot("mode"));
    let mut seen = BTreeSet::new();
    let mut records = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(place_name) = row.label(place) else {
            return missing_value(problems, row.at(place), "place");
        };
        let Some(choice) = row.label(priority) else {
            return missing_value(problems, row.at(priority), "priority");
        };
        if row.cell(points).is_empty() {
            return missing_value(problems, row.at(points), "number of points");
        }
        let Some(given) = number(row, points, problems) else { return Fate::Rejected };
        let voter_id = row.label(voter);
        if let Some(id) = &voter_id
            && !seen.insert([fold_label(id), fold_label(&place_name), fold_label(&choice)])
        {
            let fix = "delete one of the two rows if it is a copy";
            problems.at(&kinds::TWO_VOTES, row.at(voter), quoted(id), fix);
        }
        records.push(BallotRecord {
            at: row.at(points),
            voter: voter_id,
            place: place_name,
            priority: choice,
            points: given,
            mode: row.label(mode),
        });
        Fate::Used
    });
    Parsed { records: Records::Ballots(records), rows, problems: problems.finish(), columns: Vec::new() }
}
