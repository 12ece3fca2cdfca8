//! Who came to what, as a table: a row a person, a column a group or event, and a tick where they cross.

use super::common::{Fate, Found, NAME, PERSON, Slots, each_row, field, missing_value, settings_for};
use super::crossings::{Said, column_subject, read_cell, standing};
use super::people;
use crate::ingest::importer::{
    Claim, ColumnProfile, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::Collector;
use crate::ingest::record::{MembershipRecord, Records};
use crate::ingest::text::fold_header;
use crate::programme::config::Config;

/// Form of a sheet whose first rows show ticks below groups.
pub(super) const TICKS: &str = "ticks";
/// Longest header of a group; a longer one is a question.
const LONGEST_GROUP: usize = 60;

/// Fields beside the columns for groups.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "person",
        PERSON,
        FieldType::Person,
        true,
        "Who: e-mail address, staff number, handle or name.",
        "asha.patel@council.example",
    ),
    field("name", NAME, FieldType::Text, false, "Name, beside the id or in its place.", "Asha Patel"),
];

/// A group's column, for the message that none was found.
static GROUP: FieldSpec = field(
    "one column a group",
    &[],
    FieldType::YesNo,
    true,
    "Name of a group or event; cells hold 1 or x for those in it, 0 or nothing for the others.",
    "x",
);

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "attendance-matrix",
    describes: "who is in what, with a column for each group or event and a tick for those in it",
    table: "memberships",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    let shown = profile.form == Some(TICKS);
    let asked = shown || settings_for(config, &profile.at).kind.as_deref() == Some(SPEC.id);
    let free = |c: &&ColumnProfile| !c.private && !found.columns.iter().any(|(col, _)| *col == c.col);
    let free: Vec<&ColumnProfile> = profile.columns.iter().filter(free).collect();
    let group = |c: &ColumnProfile| {
        let folded = fold_header(&c.header);
        let known = people::FIELDS
            .iter()
            .any(|f| fold_header(f.name) == folded || f.aliases.contains(&folded.as_str()));
        let named = c.header.len() <= LONGEST_GROUP && !c.header.contains('?');
        !known && named && !c.is_named && is_ticked(c)
    };
    let groups: Vec<&ColumnProfile> =
        if asked { free.clone() } else { free.iter().filter(|c| group(c)).copied().collect() };
    // A slip or two in one column does not make the sheet another: they are reported at their cells.
    let ticked = groups.iter().any(|c| c.ticks > 0 && c.ticks == c.filled);
    // Nothing else may stand beside the ticks: a staff list can have a yes and no column too.
    let all = groups.len() >= 2 && groups.len() == free.len() && ticked;
    let score = if all || shown { 86 } else { 0 };
    let none = groups.is_empty();
    let stands = |c: &&ColumnProfile| {
        (c.col, FieldUse::Stands { by: "group", about: column_subject(&c.header).1.to_owned() })
    };
    found.columns.extend(groups.iter().map(stands));
    let named = found.has("name");
    let mut claim = found.claim(FIELDS, score, &[])?;
    if named {
        claim.lacking.retain(|field| field.name != "person");
    }
    if none {
        claim.lacking.push(&GROUP);
    }
    Some(claim)
}

/// Whether a column holds ticks, but for a word or two that may be slips; a number is no slip of a tick.
fn is_ticked(column: &ColumnProfile) -> bool {
    let others = column.filled - column.ticks.min(column.filled);
    others == 0 || (others * 5 <= column.filled && column.numbers <= column.ticks)
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (person, name) = (slots.slot("person"), slots.slot("name"));
    let groups = standing(plan);
    let mut records = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(who) = row.mention(person, name) else {
            return missing_value(problems, row.at(person.or(name)), "person");
        };
        for (slot, group, _) in &groups {
            if let Said::Strength(_) = read_cell(row, *slot, None, problems) {
                let (who, group) = (who.clone(), group.clone());
                records.push(MembershipRecord { who, group, kind: None, role: None, from: None, to: None });
            }
        }
        Fate::Used
    });
    Parsed { records: Records::Memberships(records), rows, problems: problems.finish(), columns: Vec::new() }
}
