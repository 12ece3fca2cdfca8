//! The framework: which skills, asked how, on which scale, required of whom.

use std::sync::Arc;

use super::common::{Fate, Found, RowView, Slots, each_row, field, missing_value};
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Records, SkillRecord};
use crate::ingest::text::{fold_header, fold_label, quoted};
use crate::programme::config::Config;

/// Most levels a framework may name.
const MOST_LEVELS: u8 = 20;

/// Fields of a framework, beside `level_1 … level_n` and `required:<role>`.
pub static FIELDS: &[FieldSpec] = &[
    field(
        "skill",
        &["skills", "skillname", "competency", "competence", "capability"],
        FieldType::Text,
        true,
        "Short name of the skill.",
        "Video calls",
    ),
    field(
        "domain",
        &["domains", "theme", "category", "skillarea"],
        FieldType::Text,
        false,
        "Area the skill belongs to.",
        "Communicating",
    ),
    field(
        "question",
        &["questiontext", "wording", "questionasked"],
        FieldType::Text,
        false,
        "The question as people were asked it.",
        "Joining a video call and being heard",
    ),
    field(
        "positive_from",
        &["confidentfrom"],
        FieldType::Number,
        false,
        "First level that counts as confident.",
        "4",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "framework",
    describes: "the skills, their questions and the scale they are answered on",
    table: "framework",
    fields: FIELDS,
    sniff,
    parse,
};

/// The level a header names: `level_3`.
fn level_of(header: &str) -> Option<u8> {
    let number: u8 = fold_header(header).strip_prefix("level")?.parse().ok()?;
    (1..=MOST_LEVELS).contains(&number).then_some(number)
}

/// The group a header gives required levels for: `required:officer`.
fn required_of(header: &str) -> Option<&str> {
    let (start, group) = header.split_once(':')?;
    (fold_label(start) == "required" && !group.trim().is_empty()).then(|| group.trim())
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    for column in profile.columns.iter().filter(|c| !c.private) {
        let taken = found.columns.iter().any(|(col, _)| *col == column.col);
        if !taken && (level_of(&column.header).is_some() || required_of(&column.header).is_some()) {
            found.columns.push((column.col, FieldUse::Attribute(column.header.clone())));
        }
    }
    let about_people = profile.columns.iter().any(|c| matches!(&*fold_header(&c.header), "person" | "email"));
    let score = if found.has("skill") && found.columns.len() > 1 && !about_people { 88 } else { 0 };
    found.claim(FIELDS, score, &[])
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let columns = Columns::of(plan);
    let mut skills: Vec<SkillRecord> = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(skill) = row.label(columns.skill) else {
            return missing_value(problems, row.at(columns.skill), "skill");
        };
        if skills.iter().any(|s| fold_label(&s.skill) == fold_label(&skill)) {
            let at = row.at(columns.skill);
            problems.at(&kinds::TWICE_IN_FRAMEWORK, at, quoted(&skill), "delete this line or the other");
            return Fate::Rejected;
        }
        skills.push(columns.record(skill, row, problems));
        Fate::Used
    });
    Parsed { records: Records::Framework(skills), rows, problems: problems.finish(), columns: Vec::new() }
}

struct Columns {
    skill: Option<usize>,
    domain: Option<usize>,
    question: Option<usize>,
    positive_from: Option<usize>,
    levels: Vec<usize>,
    required: Vec<(Arc<str>, usize)>,
}

impl Columns {
    fn of(plan: &Plan) -> Self {
        let slots = Slots { plan };
        let headers = || {
            plan.columns.iter().enumerate().filter_map(|(slot, (_, used))| match used {
                FieldUse::Attribute(header) => Some((slot, header.as_str())),
                _ => None,
            })
        };
        let mut levels: Vec<(u8, usize)> =
            headers().filter_map(|(slot, h)| Some((level_of(h)?, slot))).collect();
        levels.sort_unstable();
        Self {
            skill: slots.slot("skill"),
            domain: slots.slot("domain"),
            question: slots.slot("question"),
            positive_from: slots.slot("positive_from"),
            levels: levels.into_iter().map(|(_, slot)| slot).collect(),
            required: headers().filter_map(|(slot, h)| Some((required_of(h)?.into(), slot))).collect(),
        }
    }

    fn record(&self, skill: Arc<str>, row: &RowView, problems: &mut Collector) -> SkillRecord {
        let label = |slot: &usize| row.label(Some(*slot)).map(|l| l.to_string());
        let levels: Vec<String> = self.levels.iter().filter_map(label).collect();
        let most = u8::try_from(levels.len()).ok().filter(|n| *n > 0).unwrap_or(MOST_LEVELS);
        let mut level = |slot: Option<usize>| level_at(row, slot, most, &levels, problems);
        SkillRecord {
            at: row.at(self.skill),
            skill,
            domain: row.label(self.domain),
            question: row.label(self.question),
            positive_from: level(self.positive_from),
            required: self
                .required
                .iter()
                .filter_map(|(g, slot)| Some((g.clone(), level(Some(*slot))?)))
                .collect(),
            levels,
        }
    }
}

/// A level given as a number or as one of the row's labels.
fn level_at(
    row: &RowView,
    slot: Option<usize>,
    most: u8,
    labels: &[String],
    problems: &mut Collector,
) -> Option<u8> {
    let cell = row.cell(slot);
    let text = row.text(slot)?;
    let number = match cell {
        Cell::Number(x) => Some(*x),
        _ => text.parse::<f64>().ok(),
    };
    let labelled =
        || (1..).zip(labels).find(|(_, l)| fold_label(l) == fold_label(&text)).map(|(level, _)| level);
    let whole = number.filter(|x| x.fract() == 0.0 && (1.0..=f64::from(most)).contains(x)).map(|x| x as u8);
    let level = whole.or_else(labelled);
    if level.is_none() {
        let fix = format!("write a level from 1 to {most}");
        problems.at(&kinds::OUTSIDE_SCALE, row.at(slot), quoted(&text), fix);
    }
    level
}
