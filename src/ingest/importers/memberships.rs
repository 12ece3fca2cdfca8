//! Boards, projects, events: who belongs to which, or came to which.

use super::common::{Fate, Found, NAME, PERSON, Slots, each_row, field, missing_value};
use super::dates::{Dates, check_span};
use crate::ingest::date::date_of;
use crate::ingest::importer::{
    Claim, ColumnProfile, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::Collector;
use crate::ingest::record::{MembershipRecord, Records};
use crate::ingest::text::words;
use crate::programme::config::Config;

/// The score of a list of ties: a sheet that could be either is refused.
const LIKE_TIES: u8 = 80;
/// The score of a sheet that is read only when asked for.
const UNSURE: u8 = 30;
/// Words of headers that hold what was said rather than who came.
const NOTES: &[&str] =
    &["notes", "note", "minutes", "comments", "comment", "actions", "agenda", "discussion", "summary"];
/// Longest remark that may stand beside a name on a sign-in sheet, in characters.
const LONGEST_REMARK: u32 = 120;

/// Fields of a membership list.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "person",
        PERSON,
        FieldType::Person,
        true,
        "Who: e-mail address, staff number or handle.",
        "asha.patel@council.example",
    ),
    field("name", NAME, FieldType::Text, false, "Name, beside the id or in its place.", "Asha Patel"),
    field(
        "group",
        &[
            "groups",
            "groupname",
            "board",
            "project",
            "event",
            "eventname",
            "session",
            "cafe",
            "committee",
            "club",
            "meeting",
            "partnership",
            "forum",
            "workshop",
        ],
        FieldType::Text,
        true,
        "Board, project, café or event.",
        "Social Media Café 1",
    ),
    field(
        "kind",
        &["grouptype", "type", "typeofgroup"],
        FieldType::Text,
        false,
        "board, project, event or café.",
        "café",
    ),
    field("role", &["roles", "position"], FieldType::Text, false, "Role in the group.", "chair"),
    field(
        "from",
        &["startdate", "joined", "start", "since", "date", "eventdate", "sessiondate", "day"],
        FieldType::Date,
        false,
        "First day, or the day of the event.",
        "2026-01-14",
    ),
    field("to", &["enddate", "left", "end", "until"], FieldType::Date, false, "Last day.", "2026-12-31"),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "memberships",
    describes: "who belongs to a board or project, or came to an event",
    table: "memberships",
    fields: FIELDS,
    sniff,
    parse,
};

/// A staff list may have a column called group too; then people stand in it once, with their team.
fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let staff = super::people::SPEC.sniff;
    let listed = staff(profile, config).is_some_and(|claim| claim.score >= 70);
    let named = found.has("name");
    let score = match (found.has("group"), listed) {
        (true, _) if is_notes(profile, &found) => UNSURE,
        (true, _) if ["from", "to"].iter().any(|field| is_people(&found, field)) => LIKE_TIES,
        (true, false) => 85,
        (true, true) => 55,
        _ => 0,
    };
    let mut claim = found.claim(FIELDS, score, &[])?;
    if named {
        claim.lacking.retain(|field| field.name != "person");
    }
    Some(claim)
}

/// Whether a field that should hold dates holds addresses.
fn is_people(found: &Found, field: &str) -> bool {
    found.column(field).is_some_and(|c| c.filled > 0 && c.addresses * 2 >= c.filled)
}

/// Whether the rows are notes of meetings rather than people who came: prose stands beside most of them.
fn is_notes(profile: &SheetProfile, found: &Found) -> bool {
    let free = |c: &&ColumnProfile| !c.private && !found.columns.iter().any(|(col, _)| *col == c.col);
    let prose = |c: &ColumnProfile| {
        let called = words(&c.header).iter().any(|word| NOTES.contains(&word.as_str()));
        c.filled > 0 && c.filled * 2 >= profile.rows && (called || c.longest > LONGEST_REMARK)
    };
    profile.columns.iter().filter(free).any(prose)
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (id, name, group) = (slots.slot("person"), slots.slot("name"), slots.slot("group"));
    let (kind, role) = (slots.slot("kind"), slots.slot("role"));
    let (from, to) = (slots.slot("from"), slots.slot("to"));
    let mut last_days = Vec::new();
    let (mut begins, mut ends) = (Dates::default(), Dates::default());
    let mut records: Vec<MembershipRecord> = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(who) = row.mention(id, name) else {
            return missing_value(problems, row.at(id.or(name)), "person");
        };
        let Some(group) = row.label(group) else {
            return missing_value(problems, row.at(group), "group");
        };
        begins.take(row, from, records.len(), problems);
        ends.take(row, to, records.len(), problems);
        last_days.push(row.at(to));
        let (kind, role) = (row.label(kind), row.label(role));
        records.push(MembershipRecord { who, group, kind, role, from: None, to: None });
        Fate::Used
    });
    begins.settle(plan, &mut problems, |record, at| set(&mut records, record, |r| r.from = date_of(at)));
    ends.settle(plan, &mut problems, |record, at| set(&mut records, record, |r| r.to = date_of(at)));
    for (record, at) in records.iter_mut().zip(last_days) {
        check_span(&mut record.from, &mut record.to, at, &mut problems);
    }
    Parsed { records: Records::Memberships(records), rows, problems: problems.finish(), columns: Vec::new() }
}

fn set(records: &mut [MembershipRecord], record: usize, change: impl FnOnce(&mut MembershipRecord)) {
    if let Some(record) = records.get_mut(record) {
        change(record);
    }
}
