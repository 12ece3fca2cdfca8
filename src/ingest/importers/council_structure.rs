//! A council's published structure chart: one post a row, with its service, its directorate and whether
//! it is vacant; most without a name.

use super::common::{Fate, Found, each_row, field, missing_value};
use super::posts::{PostColumns, note_empty, note_whole};
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::Collector;
use crate::ingest::record::Records;
use crate::ingest::structure::PostRecords;
use crate::programme::config::Config;

/// Fields kept as the chart gives them.
const KEPT: &[&str] = &["organisation", "directorate", "team", "grade", "level", "contract"];

/// Fields of a structure chart.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "post",
        &["postid", "postreference", "postnumber", "postno", "positionid", "positionnumber"],
        FieldType::Text,
        false,
        "Reference of the post, where it has one.",
        "P-204",
    ),
    field(
        "title",
        &["jobtitle", "posttitle", "job", "role", "position", "jobrole"],
        FieldType::Text,
        true,
        "Job title of the post.",
        "Head of Parks",
    ),
    field(
        "name",
        &["postholder", "holder", "fullname", "postholdername", "employeename"],
        FieldType::Text,
        false,
        "Who is in it, where that is published.",
        "Asha Patel",
    ),
    field(
        "vacancy",
        &["vacant", "vacancies", "isvacant", "poststatus", "vacancystatus"],
        FieldType::Text,
        false,
        "Whether the post is vacant.",
        "Vacant",
    ),
    field(
        "directorate",
        &["directorates", "department", "group", "portfolio"],
        FieldType::Text,
        false,
        "Directorate it belongs to.",
        "Place",
    ),
    field(
        "team",
        &["service", "services", "servicearea", "section", "unit", "teamname", "division"],
        FieldType::Text,
        false,
        "Service it belongs to; it groups as a team.",
        "Parks and Green Spaces",
    ),
    field(
        "organisation",
        &["organisationlabel", "organization", "organisationname", "council", "authority"],
        FieldType::Text,
        false,
        "The organisation.",
        "Eastvale Council",
    ),
    field(
        "reports_to",
        &["reportstopost", "linemanagerpost", "managerpost"],
        FieldType::Text,
        false,
        "Reference of the post it reports to.",
        "P-101",
    ),
    field("grade", &["grades", "gradeorequivalent"], FieldType::Text, false, "Grade.", "SM4"),
    field("level", &["tier", "layer"], FieldType::Text, false, "Tier of the chart, 1 at the top.", "3"),
    field(
        "contract",
        &["contracttype", "employmenttype"],
        FieldType::Text,
        false,
        "Kind of contract.",
        "Permanent",
    ),
    field("fte", &["fulltimeequivalent"], FieldType::Number, false, "Full-time equivalent.", "1"),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "council-structure",
    describes: "a council's structure chart: posts by service and directorate, with vacancies and few names",
    table: "posts",
    fields: FIELDS,
    sniff,
    parse,
};

/// Told from a staff list by its column on vacancies.
fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let placed = found.has("team") || found.has("directorate");
    let score = if found.has("title") && found.has("vacancy") && placed { 96 } else { 0 };
    found.claim(FIELDS, score, &[])
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let columns = PostColumns::of(plan, KEPT);
    let mut records = PostRecords::default();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let post = columns.post(row, problems);
        if post.title.is_none() && post.reference.is_none() {
            return missing_value(problems, row.at(columns.title), "job title");
        }
        note_empty(&post, row, columns.says_vacant(row), problems);
        records.posts.push(post);
        Fate::Used
    });
    note_whole(
        &records,
        &[("directorate", ["directorate", "directorates"]), ("team", ["service", "services"])],
        plan,
        &mut problems,
    );
    Parsed { records: Records::Posts(records), rows, problems: problems.finish(), columns: Vec::new() }
}
