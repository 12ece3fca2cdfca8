//! The senior half of a UK government organogram: posts, what they report to, and mostly no names.

use super::common::{Fate, Found, each_row, field, missing_value, yes_no};
use super::posts::{PostColumns, given, note_empty, note_whole};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::Records;
use crate::ingest::structure::PostRecords;
use crate::ingest::text::{fold_label, quoted};
use crate::programme::config::Config;

/// Fields kept as the organogram gives them.
const KEPT: &[&str] = &["sector", "department", "team", "grade", "function", "profession"];

/// Fields of the senior posts.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "post",
        &["postuniquereference", "uniquereference"],
        FieldType::Text,
        true,
        "Reference of the post; it stands for whoever is in it.",
        "EV-1001",
    ),
    field(
        "name",
        &[],
        FieldType::Text,
        false,
        "Name; Vacant, Eliminated, or N/D where it is not disclosed.",
        "N/D",
    ),
    field("grade", &["gradeorequivalent"], FieldType::Text, false, "Grade.", "SCS1"),
    field("title", &["jobtitle"], FieldType::Text, false, "Job title.", "Deputy Director"),
    field(
        "function",
        &["jobteamfunction"],
        FieldType::Text,
        false,
        "What the post is for.",
        "Digital services",
    ),
    field(
        "department",
        &["parentdepartment"],
        FieldType::Text,
        false,
        "Parent department.",
        "Department of Examples",
    ),
    field("sector", &["organisation"], FieldType::Text, false, "Organisation.", "Eastvale Agency"),
    field("team", &["unit"], FieldType::Text, false, "Unit; it groups as a team.", "Digital"),
    field(
        "reports_to",
        &["reportstoseniorpost"],
        FieldType::Text,
        true,
        "Reference of the post it reports to; XX at the top.",
        "EV-1000",
    ),
    field("fte", &["fulltimeequivalent"], FieldType::Number, false, "Full-time equivalent.", "1"),
    field("profession", &["professionaloccupationalgroup"], FieldType::Text, false, "Profession.", "Policy"),
    field("valid", &[], FieldType::YesNo, false, "Whether the publisher's own check passed the row.", "1"),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "organogram-senior",
    describes: "senior posts of a UK government organogram: a reporting line by post references; pay, phones and shared mailboxes are not read",
    table: "posts",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let score = if found.has("post") && found.has("reports_to") { 97 } else { 0 };
    found.claim(FIELDS, score, &[])
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let columns = PostColumns::of(plan, KEPT);
    let valid = super::common::Slots { plan }.slot("valid");
    let mut records = PostRecords::default();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let post = columns.post(row, problems);
        if given(row, columns.reference).is_none() {
            return missing_value(problems, row.at(columns.reference), "post reference");
        }
        if let Some(mark) =
            row.text(valid).filter(|t| matches!(fold_label(t).as_str(), "0" | "n" | "no" | "false"))
        {
            let fix = "look at the row; it was read as it stands";
            problems.at(&kinds::MARKED_NOT_VALID, row.at(valid), quoted(&mark), fix);
        } else {
            yes_no(row, valid, problems);
        }
        note_empty(&post, row, columns.says_vacant(row), problems);
        records.posts.push(post);
        Fate::Used
    });
    note_whole(&records, &[("team", ["unit", "units"])], plan, &mut problems);
    Parsed { records: Records::Posts(records), rows, problems: problems.finish(), columns: Vec::new() }
}
