//! Our own audit sheet in long form: a row an answer.

use std::sync::Arc;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::answers::{Answers, Notes};
use super::common::{Fate, Found, PERSON, RowView, Slots, each_row, field, missing_value, settings_for};
use super::dates::Dates;
use super::forms::respondent;
use super::questions::{is_on_scale, main_scale, warn_of_rival};
use crate::ingest::cell::CellRef;
use crate::ingest::importer::{
    Claim, ColumnProfile, FieldSpec, FieldType, ImporterSpec, Parsed, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::Collector;
use crate::ingest::record::{Aspect, AuditRecord, AuditRecords, BesideQuestion, Records};
use crate::ingest::text::fold_label;
use crate::programme::config::Config;

/// Fields of a long audit.
pub static FIELDS: &[FieldSpec] = &[
    field("person", PERSON, FieldType::Person, true, "Who answered.", "asha.patel@council.example"),
    field("name", &["fullname", "displayname"], FieldType::Text, false, "Name, beside the id.", "Asha Patel"),
    field(
        "skill",
        &["skills", "competency", "competence", "capability", "question"],
        FieldType::Text,
        true,
        "The skill or question.",
        "Video calls",
    ),
    field(
        "confidence",
        &["level", "rating", "answer", "score", "response", "selfrating"],
        FieldType::Level,
        true,
        "The answer: a label or a number of the scale.",
        "Fairly confident",
    ),
    field("importance", &[], FieldType::Level, false, "How much the skill matters for the job.", "4"),
    field("future", &["futureneed"], FieldType::Level, false, "How much it will matter.", "5"),
    field(
        "before",
        &["confidencebefore"],
        FieldType::Level,
        false,
        "How confident the person was before, asked afterwards.",
        "Not very confident",
    ),
    field("wave", &["round"], FieldType::Text, false, "Which time of asking.", "1"),
    field(
        "date",
        &["timestamp", "completed", "submitted", "submittedat"],
        FieldType::Date,
        false,
        "When the answer was given.",
        "2026-01-06",
    ),
];

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: "audit-long",
    describes: "answers to a skills audit, one row an answer",
    table: "audit",
    fields: FIELDS,
    sniff,
    parse,
};

fn sniff(profile: &SheetProfile, config: &Config) -> Option<Claim> {
    let found = Found::find(profile, FIELDS, config);
    let answers = |c: &ColumnProfile| c.told || (profile.scale.is_some() && is_on_scale(c, c.levels));
    let on_scale = found.column("confidence").is_some_and(answers);
    let score = if found.has("skill") && on_scale { 93 } else { 0 };
    let mut claim = found.claim(FIELDS, score, &[])?;
    let confidence = FIELDS.iter().find(|field| field.name == "confidence");
    if !on_scale && claim.lacking.is_empty() {
        claim.lacking.extend(confidence);
    }
    Some(claim)
}

/// An occasion: person, wave and date as written.
type Occasion = (String, Option<Arc<str>>, Option<String>);

/// A column of answers.
struct Column {
    slot: usize,
    aspect: Aspect,
    answers: Answers,
    at: CellRef,
}

/// The sheet as it is read: columns of answers, skills and occasions met so far.
struct Long {
    columns: Vec<Column>,
    notes: Notes,
    audit: AuditRecords,
    occasions: HashMap<Occasion, usize>,
    skills: HashMap<String, u16>,
    beside: HashMap<(Aspect, u16), u16>,
}

impl Long {
    fn of(plan: &Plan) -> Self {
        let slots = Slots { plan };
        let column = |aspect: Aspect| {
            let slot = slots.slot(aspect.id())?;
            let (col, _) = plan.columns.get(slot)?;
            let own = || plan.profile.column(*col)?.scale.clone();
            let scale = if aspect == Aspect::Confidence { Some(main_scale(plan)) } else { own() };
            let answers = Answers::on(scale.unwrap_or_else(|| main_scale(plan)));
            Some(Column { slot, aspect, answers, at: plan.at.at_col(*col) })
        };
        Self {
            columns: Aspect::ALL.into_iter().filter_map(column).collect(),
            notes: Notes::default(),
            audit: AuditRecords::default(),
            occasions: HashMap::new(),
            skills: HashMap::new(),
            beside: HashMap::new(),
        }
    }

    /// The place of a skill; `None` once there are more than can be numbered.
    fn skill(&mut self, asked: Arc<str>) -> Option<u16> {
        let next = u16::try_from(self.audit.skills.len()).ok();
        let skills = &mut self.audit.skills;
        match self.skills.entry(fold_label(&asked)) {
            Entry::Occupied(known) => Some(*known.get()),
            Entry::Vacant(free) => {
                let index = *free.insert(next?);
                skills.push(asked);
                Some(index)
            }
        }
    }

    fn answer(&mut self, row: &RowView, skill: u16, record: usize, problems: &mut Collector) {
        for column in &mut self.columns {
            let is_confidence = column.aspect == Aspect::Confidence;
            // A long sheet has no row for what was not asked: an empty cell beside says nothing.
            if !is_confidence && row.cell(Some(column.slot)).is_empty() {
                continue;
            }
            let response = column.answers.read(row, column.slot, &mut self.notes, problems);
            let next = u16::try_from(self.audit.beside.len()).unwrap_or(u16::MAX);
            let Some(record) = self.audit.rows.get_mut(record) else { continue };
            if is_confidence {
                record.answers.push((skill, response));
                continue;
            }
            let index = *self.beside.entry((column.aspect, skill)).or_insert_with(|| {
                let name = self.audit.skills.get(usize::from(skill)).cloned().unwrap_or_default();
                let at = column.at.clone();
                self.audit.beside.push(BesideQuestion {
                    aspect: column.aspect,
                    skill: name,
                    levels: Vec::new(),
                    at,
                });
                next
            });
            record.beside.push((index, response));
        }
    }

    fn finish(mut self, problems: &mut Collector) -> AuditRecords {
        self.notes.finish(problems);
        self.audit.accepted = self.notes.accepted();
        for column in &self.columns {
            let labels = column.answers.labels();
            let own = self.audit.beside.iter_mut().filter(|question| question.aspect == column.aspect);
            own.for_each(|question| question.levels.clone_from(&labels));
            if column.aspect == Aspect::Confidence {
                self.audit.levels = labels;
            }
        }
        self.audit
    }
}

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut problems = Collector::default();
    let slots = Slots { plan };
    let (person, name, skill) = (slots.slot("person"), slots.slot("name"), slots.slot("skill"));
    let (wave, date) = (slots.slot("wave"), slots.slot("date"));
    let given: Option<Arc<str>> = settings_for(config, &plan.at).wave.map(Into::into);
    let mut dates = Dates::default();
    let mut long = Long::of(plan);
    let counts = each_row(plan, rows, &mut problems, |row, problems| {
        let Some(asked) = row.label(skill) else {
            return missing_value(problems, row.at(skill), "skill");
        };
        let Some(index) = long.skill(asked) else {
            return missing_value(problems, row.at(skill), "skill among the first 65,535");
        };
        let key = row.text(person).or_else(|| row.text(name)).map(|text| fold_label(&text));
        let wave = given.clone().or_else(|| row.label(wave));
        let anonymous = || format!("\u{0}{}", row.row);
        let occasion = (key.unwrap_or_else(anonymous), wave.clone(), row.text(date));
        let record = *long.occasions.entry(occasion).or_insert_with(|| {
            dates.take(row, date, long.audit.rows.len(), problems);
            let who = respondent(row, person, name, problems);
            let (answers, beside) = (Vec::new(), Vec::new());
            long.audit.rows.push(AuditRecord { who, handed_in: None, wave, answers, beside });
            long.audit.rows.len() - 1
        });
        long.answer(row, index, record, problems);
        Fate::Used
    });
    dates.settle(plan, &mut problems, |record, seconds| {
        if let Some(record) = long.audit.rows.get_mut(record) {
            record.handed_in = Some(seconds);
        }
    });
    warn_of_rival(plan, &mut problems);
    let audit = long.finish(&mut problems);
    Parsed { records: Records::Audit(audit), rows: counts, problems: problems.finish(), columns: Vec::new() }
}
