//! The framework: which skills, asked how, on which scale, required of whom.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::common::{Fate, Found, RowView, Slots, each_row, field, missing_value};
use crate::ingest::cell::Cell;
use crate::ingest::importer::{
    Claim, FieldSpec, FieldType, FieldUse, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Records, SkillRecord};
use crate::ingest::text::{fold_header, fold_label, quoted};
use crate::ingest::wording::question_key;
use crate::programme::config::Config;

/// Most levels a framework may name.
const MOST_LEVELS: u8 = 20;

/// Fields of a framework, beside `level_1 … level_n`, `required:<role>` and `future:<role>`.
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

/// When a level is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Now,
    InAYear,
}

/// The group a header gives needed levels for, and when: `required:officer`, `future:officer`.
fn needed_of(header: &str) -> Option<(When, &str)> {
    let (start, group) = header.split_once(':')?;
    let when = match fold_header(start).as_str() {
        "required" | "requirednow" | "needednow" => When::Now,
        "future" | "futureneed" | "needed" | "neededinayear" | "requiredinayear" | "inayear" => When::InAYear,
        _ => return None,
    };
    Some((when, group.trim())).filter(|(_, group)| !group.is_empty())
}

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let mut found = Found::find(profile, FIELDS, config);
    for column in profile.columns.iter().filter(|c| !c.private) {
        let taken = found.columns.iter().any(|(col, _)| *col == column.col);
        if !taken && (level_of(&column.header).is_some() || needed_of(&column.header).is_some()) {
            found.columns.push((column.col, FieldUse::Attribute(column.header.clone())));
        }
    }
    let about_people = profile.columns.iter().any(|c| matches!(&*fold_header(&c.header), "person" | "email"));
    let score = if found.has("skill") && found.columns.len() > 1 && !about_people { 88 } else { 0 };
    found.claim(FIELDS, score, &[])
}

fn parse(plan: &Plan, _config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let columns = Columns::of(plan, &mut problems);
    let mut seen = Seen::default();
    let mut skills: Vec<SkillRecord> = Vec::new();
    let rows = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(skill) = row.label(columns.skill) else {
            return missing_value(problems, row.at(columns.skill), "skill");
        };
        if !seen.skills.insert(question_key(&skill)) {
            let at = row.at(columns.skill);
            problems.at(&kinds::TWICE_IN_FRAMEWORK, at, quoted(&skill), "delete this line or the other");
            return Fate::Rejected;
        }
        skills.push(columns.record(skill, row, &mut seen, problems));
        Fate::Used
    });
    Parsed { records: Records::Framework(skills), rows, problems: problems.finish(), columns: Vec::new() }
}

/// What the rows above said.
#[derive(Default)]
struct Seen {
    skills: BTreeSet<String>,
    questions: BTreeSet<String>,
    /// Labels of the first row that gives them: an audit has one scale.
    levels: Vec<String>,
    positive_from: Option<u8>,
}

struct Columns {
    skill: Option<usize>,
    domain: Option<usize>,
    question: Option<usize>,
    positive_from: Option<usize>,
    /// Level and place, lowest first.
    levels: Vec<(u8, usize)>,
    /// When it is needed, by whom, and where it stands.
    needed: Vec<(When, Arc<str>, usize)>,
}

impl Columns {
    fn of(plan: &Plan, problems: &mut Collector) -> Self {
        let slots = Slots { plan };
        let headers = || {
            plan.columns.iter().enumerate().filter_map(|(slot, (col, used))| match used {
                FieldUse::Attribute(header) => Some((slot, *col, header.as_str())),
                _ => None,
            })
        };
        let mut levels: Vec<(u8, usize, u32)> =
            headers().filter_map(|(slot, col, h)| Some((level_of(h)?, slot, col))).collect();
        levels.sort_unstable();
        for (expected, (level, _, col)) in (1..).zip(&levels) {
            if *level != expected {
                let what = format!("level_{level} follows where level_{expected} should be");
                let fix = "number the columns level_1, level_2 and so on without a gap";
                problems.at(&kinds::BROKEN_LEVELS, plan.at.at_col(*col), what, fix);
                break;
            }
        }
        Self {
            skill: slots.slot("skill"),
            domain: slots.slot("domain"),
            question: slots.slot("question"),
            positive_from: slots.slot("positive_from"),
            levels: levels.into_iter().map(|(level, slot, _)| (level, slot)).collect(),
            needed: headers()
                .filter_map(|(slot, _, h)| needed_of(h).map(|(when, group)| (when, group.into(), slot)))
                .collect(),
        }
    }

    fn record(
        &self,
        skill: Arc<str>,
        row: &RowView,
        seen: &mut Seen,
        problems: &mut Collector,
    ) -> SkillRecord {
        let levels = self.levels(row, problems);
        self.compare_levels(&levels, row, seen, problems);
        let scale = if levels.is_empty() { seen.levels.clone() } else { levels.clone() };
        let mut level = |slot: Option<usize>| level_at(row, slot, &scale, problems);
        let positive_from = level(self.positive_from);
        let (mut required, mut future) = (Vec::new(), Vec::new());
        for (when, group, slot) in &self.needed {
            let Some(level) = level(Some(*slot)) else { continue };
            let levels = if *when == When::Now { &mut required } else { &mut future };
            levels.push((group.clone(), level));
        }
        self.compare_positive(positive_from, row, seen, problems);
        let question = row.label(self.question);
        if let Some(asked) = &question
            && !seen.questions.insert(question_key(asked))
        {
            let fix = "reword this question or the other; answers go to the first";
            problems.at(&kinds::QUESTION_TWICE, row.at(self.question), quoted(asked), fix);
        }
        SkillRecord {
            at: row.at(self.skill),
            skill,
            domain: row.label(self.domain),
            question,
            positive_from,
            required,
            future,
            levels,
        }
    }

    /// The row's labels; none where they have a gap, for then their numbers are not certain.
    fn levels(&self, row: &RowView, problems: &mut Collector) -> Vec<String> {
        let label = |slot: usize| row.label(Some(slot)).map(|l| l.to_string());
        let filled =
            self.levels.iter().rposition(|(_, slot)| label(*slot).is_some()).map_or(0, |last| last + 1);
        let mut labels: Vec<String> = Vec::with_capacity(filled);
        for (expected, (level, slot)) in (1..).zip(self.levels.iter().take(filled)) {
            let found = label(*slot).filter(|_| *level == expected);
            let twice = found.as_ref().is_some_and(|f| labels.iter().any(|l| fold_label(l) == fold_label(f)));
            match found {
                Some(label) if !twice => labels.push(label),
                Some(label) => return broken(row, *slot, &format!("{} again", quoted(&label)), problems),
                None if *level == expected => {
                    return broken(row, *slot, "empty between two levels", problems);
                }
                // The header has been told of.
                None => return Vec::new(),
            }
        }
        if labels.len() == 1 {
            let slot = self.levels.first().map_or(0, |(_, slot)| *slot);
            return broken(row, slot, "one level alone is no scale", problems);
        }
        labels
    }

    fn compare_levels(&self, levels: &[String], row: &RowView, seen: &mut Seen, problems: &mut Collector) {
        if levels.is_empty() {
            return;
        }
        if seen.levels.is_empty() {
            seen.levels = levels.to_vec();
        }
        let other = (0..levels.len().max(seen.levels.len()))
            .find(|i| levels.get(*i).map(|l| fold_label(l)) != seen.levels.get(*i).map(|l| fold_label(l)));
        if let Some(slot) = other.and_then(|i| self.levels.get(i)).map(|(_, slot)| *slot) {
            let what =
                format!("{} differs from the rows above", quoted(&row.text(Some(slot)).unwrap_or_default()));
            let fix = "give every row the same levels; those of the first row count";
            problems.at(&kinds::LEVELS_DIFFER, row.at(Some(slot)), what, fix);
        }
    }

    fn compare_positive(&self, level: Option<u8>, row: &RowView, seen: &mut Seen, problems: &mut Collector) {
        let Some(level) = level else { return };
        let first = *seen.positive_from.get_or_insert(level);
        if first != level {
            let what = format!("{level} here, {first} above");
            let fix = "write the same level in every row; that of the first row counts";
            problems.at(&kinds::LEVELS_DIFFER, row.at(self.positive_from), what, fix);
        }
    }
}

fn broken(row: &RowView, slot: usize, what: &str, problems: &mut Collector) -> Vec<String> {
    let fix = "fill in the label, or move the labels above it down";
    problems.at(&kinds::BROKEN_LEVELS, row.at(Some(slot)), what, fix);
    Vec::new()
}

/// A level given as a number or as one of the labels.
fn level_at(row: &RowView, slot: Option<usize>, labels: &[String], problems: &mut Collector) -> Option<u8> {
    let most = u8::try_from(labels.len()).ok().filter(|n| *n > 0).unwrap_or(MOST_LEVELS);
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
