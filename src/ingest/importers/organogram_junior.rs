//! The junior half of a UK government organogram: how many posts of a kind report to a senior post.

use super::common::{Fate, Found, each_row, field, missing_value};
use super::posts::{PostColumns, given, number};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::Records;
use crate::ingest::structure::{PostCount, PostRecords};
use crate::programme::config::Config;

/// Fields kept as the organogram gives them.
const KEPT: &[&str] = &["sector", "department", "team", "grade", "profession"];

/// Fields of the junior posts.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "department",
        &["parentdepartment"],
        FieldType::Text,
        false,
        "Parent department.",
        "Department of Examples",
    ),
    field("sector", &["organisation"], FieldType::Text, false, "Organisation.", "Eastvale Agency"),
    field("team", &["unit"], FieldType::Text, false, "Unit.", "Digital"),
    field(
        "reports_to",
        &["reportingseniorpost"],
        FieldType::Text,
        true,
        "Reference of the senior post they report to.",
        "EV-1001",
    ),
    field("grade", &["gradeorequivalent"], FieldType::Text, false, "Grade.", "HEO"),
    field("title", &["genericjobtitle"], FieldType::Text, false, "Job title they share.", "Analyst"),
    field(
        "fte",
        &["numberofpostsinfte", "numberofposts", "postsinfte"],
        FieldType::Number,
        true,
        "How many posts, in full-time equivalents.",
        "4.6",
    ),
    field(
        "profession",
        &["professionaloccupationalgroup"],
        FieldType::Text,
        false,
        "Profession.",
        "Operational Delivery",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "organogram-junior",
    describes: "junior posts of a UK government organogram: numbers of posts, never people; pay is not read",
    table: "posts",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let score = if found.has("reports_to") && found.has("fte") { 97 } else { 0 };
    found.claim(FIELDS, score, &[])
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let columns = PostColumns::of(plan, KEPT);
    let mut records = PostRecords::default();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        if row.cell(columns.fte).is_empty() {
            return missing_value(problems, row.at(columns.fte), "number of posts");
        }
        let Some(fte) = number(row, columns.fte, problems) else { return Fate::Rejected };
        let at = row.at(columns.fte);
        let title = given(row, columns.title);
        let (attributes, reports_to) = (columns.attributes(row), columns.above(row));
        records.counts.push(PostCount { reports_to, title, attributes, fte, at });
        Fate::Used
    });
    let total: f64 = records.counts.iter().map(|c| c.fte).sum();
    let what = format!("{} kinds of junior post, {total} full-time equivalents in all", records.counts.len());
    let fix = "nothing to do; posts that are only counted are never people";
    problems.at(&kinds::POSTS_READ, plan.at.clone(), what, fix);
    Parsed { records: Records::Posts(records), rows, problems: problems.finish(), columns: Vec::new() }
}
