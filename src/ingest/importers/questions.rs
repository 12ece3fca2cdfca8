//! Question columns of an audit: which they are, and on which scale each is read.

use std::sync::Arc;

use super::answers::{Answers, Notes};
use super::aspects::aspect_of;
use super::common::RowView;
use crate::ingest::importer::{ColumnProfile, FieldUse, Plan, SheetProfile};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{Aspect, BesideQuestion, ColumnUse, Response};
use crate::ingest::scale::{Scale, Trust};
use crate::ingest::text::fold_label;
use crate::ingest::wording::find_question;

/// The aspect a header asks about, when it is another than confidence: `importance: Video calls`.
pub(super) fn other_aspect(header: &str) -> Option<(&'static str, &str)> {
    let (aspect, skill) = aspect_of(header);
    (aspect != Aspect::Confidence).then_some((aspect.id(), skill))
}

/// Whether a column is nearly all levels of one scale: at most one stray in five.
pub(in crate::ingest) fn is_on_scale(column: &ColumnProfile, levels: u64) -> bool {
    let strays = column.filled.saturating_sub(column.no_answers + levels);
    !column.private && levels > strays && strays <= (levels / 4).max(1)
}

/// Whether the answers of a column are numbers, plain or with words that are no label; a count has its odd
/// cell, such as `3+`.
pub(in crate::ingest) fn is_all_numbers(column: &ColumnProfile) -> bool {
    let numbers = column.numbers + column.numbered;
    numbers * 20 >= column.filled.saturating_sub(column.no_answers) * 19
}

/// Which columns are questions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Columns of plain numbers are questions too.
    Count,
    /// The same, but not beside answers in words: there they count something else.
    CountAlone,
    /// Only where the framework names the column.
    OnlyKnown,
}

/// The question columns of a sheet among those not taken; the first of two with one header.
pub(super) fn find_questions(
    profile: &SheetProfile,
    taken: &[(u32, FieldUse)],
    numbers: Numbers,
) -> Vec<(u32, FieldUse)> {
    let mut questions: Vec<(u32, FieldUse)> = Vec::new();
    let mut seen: Vec<(Aspect, String)> = Vec::new();
    for column in &profile.columns {
        let (aspect, skill) = aspect_of(&column.header);
        let free = !column.private && !taken.iter().any(|(col, _)| *col == column.col);
        if !free || !is_question(profile, column, aspect, numbers) {
            continue;
        }
        let folded = (aspect, fold_label(skill));
        if !seen.contains(&folded) {
            seen.push(folded);
            questions.push((column.col, FieldUse::Question { aspect: aspect.id(), skill: skill.to_owned() }));
        }
    }
    questions
}

fn is_question(profile: &SheetProfile, column: &ColumnProfile, aspect: Aspect, numbers: Numbers) -> bool {
    if column.told || aspect != Aspect::Confidence {
        return column.scale.is_some() && column.filled > 0;
    }
    let Some(scale) = &profile.scale else { return false };
    let known = || find_question(&column.header, profile.framework.iter().map(String::as_str)).is_some();
    if is_on_scale(column, column.levels) {
        // Yes and no, and plain numbers, stand in many tables: someone has to say that they are answers.
        let sure = scale.trust() != Trust::WhereAsked && !is_all_numbers(column);
        let counts = match numbers {
            Numbers::Count => true,
            Numbers::CountAlone => scale.is_numbers() || !is_all_numbers(column),
            Numbers::OnlyKnown => false,
        };
        return sure || counts || known();
    }
    // What the framework asks is a question even with many slips in it, unless it is all on another scale.
    column.levels > 0 && column.scale.is_none() && known()
}

/// Warns where a longer scale fits the answers as well as the one taken.
pub(super) fn warn_of_rival(plan: &Plan, problems: &mut Collector) {
    if let (Some(taken), Some(rival)) = (&plan.profile.scale, &plan.profile.rival) {
        let what = format!("taken for {}; they would be on {rival} too", taken.name);
        let labels = taken.labels().iter().map(|l| format!("{l:?}")).collect::<Vec<_>>().join(", ");
        let fix = format!(
            "say which was asked in crossweave.toml: [audit] levels = [{labels}], or the longer list"
        );
        problems.at(&kinds::TWO_SCALES_FIT, plan.at.clone(), what, fix);
    }
}

/// The scale a plan's confidence questions are read on.
pub(super) fn main_scale(plan: &Plan) -> Arc<Scale> {
    Arc::new(plan.profile.scale.clone().unwrap_or_else(|| Scale::numbers(1, 5)))
}

/// Answers of one row: place of the question, and what was answered.
type Responses = Vec<(u16, Response)>;

/// Where the answer to one question stands, and whether it counts among the sheet's confidence questions.
struct Planned {
    slot: usize,
    /// Place among the skills, or among the questions beside.
    index: u16,
    reader: Reader,
}

/// Which reader a question's cells go to.
#[derive(Clone, Copy)]
enum Reader {
    Main,
    Beside(usize),
}

/// Reads the questions of a sheet with a column a question.
pub(super) struct Questions {
    planned: Vec<Planned>,
    skills: Vec<Arc<str>>,
    main: Answers,
    beside: Vec<BesideQuestion>,
    readers: Vec<(Aspect, Arc<Scale>, Answers)>,
    of_beside: Vec<usize>,
    notes: Notes,
}

impl Questions {
    /// The questions a plan found.
    pub fn of(plan: &Plan) -> Self {
        let main = main_scale(plan);
        let mut questions = Self {
            planned: Vec::new(),
            skills: Vec::new(),
            main: Answers::on(main.clone()),
            beside: Vec::new(),
            readers: Vec::new(),
            of_beside: Vec::new(),
            notes: Notes::default(),
        };
        for (slot, (col, used)) in plan.columns.iter().enumerate() {
            let FieldUse::Question { aspect, skill } = used else { continue };
            let aspect = Aspect::named(aspect).unwrap_or(Aspect::Confidence);
            let own = plan.profile.column(*col).and_then(|c| Some((c.scale.clone()?, c.told)));
            match own {
                Some((scale, told))
                    if aspect != Aspect::Confidence || (told && scale.labels() != main.labels()) =>
                {
                    let at = plan.at.at_col(*col);
                    let question =
                        BesideQuestion { aspect, skill: skill.as_str().into(), levels: Vec::new(), at };
                    questions.add_beside(slot, question, scale);
                }
                _ => questions.add_main(slot, skill.as_str().into()),
            }
        }
        questions
    }

    fn add_main(&mut self, slot: usize, skill: Arc<str>) {
        // More questions than can be numbered are not of this world, but must not be mixed up.
        let Ok(index) = u16::try_from(self.skills.len()) else { return };
        self.skills.push(skill);
        self.planned.push(Planned { slot, index, reader: Reader::Main });
    }

    fn add_beside(&mut self, slot: usize, question: BesideQuestion, scale: Arc<Scale>) {
        let same =
            |(aspect, own, _): &(Aspect, Arc<Scale>, Answers)| *aspect == question.aspect && *own == scale;
        let reader = self.readers.iter().position(same).unwrap_or_else(|| {
            self.readers.push((question.aspect, scale.clone(), Answers::on(scale)));
            self.readers.len() - 1
        });
        let Ok(index) = u16::try_from(self.beside.len()) else { return };
        self.beside.push(question);
        self.of_beside.push(reader);
        self.planned.push(Planned { slot, index, reader: Reader::Beside(reader) });
    }

    /// The answers of a row: to the confidence questions, and beside them.
    pub fn read(&mut self, row: &RowView, problems: &mut Collector) -> (Responses, Responses) {
        let (mut answers, mut beside) = (Vec::with_capacity(self.skills.len()), Vec::new());
        for planned in &self.planned {
            match planned.reader {
                Reader::Main => {
                    let response = self.main.read(row, planned.slot, &mut self.notes, problems);
                    answers.push((planned.index, response));
                }
                Reader::Beside(reader) => {
                    let Some((.., reader)) = self.readers.get_mut(reader) else { continue };
                    let response = reader.read(row, planned.slot, &mut self.notes, problems);
                    beside.push((planned.index, response));
                }
            }
        }
        (answers, beside)
    }

    /// What became of the columns beside the confidence questions.
    pub fn account(&self, plan: &Plan) -> Vec<ColumnUse> {
        let told = |question: &BesideQuestion, reader: &usize| {
            let scale =
                self.readers.get(*reader).map(|(_, scale, _)| scale.name.as_str()).unwrap_or_default();
            let header = plan.profile.column(question.at.col).map(|c| c.header.clone()).unwrap_or_default();
            let used_as = format!("{} of {} ({scale})", question.aspect.id(), question.skill);
            ColumnUse { col: question.at.col, header, used_as }
        };
        self.beside.iter().zip(&self.of_beside).map(|(question, reader)| told(question, reader)).collect()
    }

    /// Completes the problems; gives the skills, the labels, the questions beside, and how many answers were
    /// read as the settings said.
    pub fn finish(mut self, problems: &mut Collector) -> Asked {
        self.notes.finish(problems);
        for (question, reader) in self.beside.iter_mut().zip(&self.of_beside) {
            question.levels =
                self.readers.get(*reader).map(|(.., answers)| answers.labels()).unwrap_or_default();
        }
        Asked {
            skills: self.skills,
            levels: self.main.labels(),
            beside: self.beside,
            accepted: self.notes.accepted(),
        }
    }
}

/// What a sheet asked.
pub(super) struct Asked {
    pub skills: Vec<Arc<str>>,
    pub levels: Vec<String>,
    pub beside: Vec<BesideQuestion>,
    pub accepted: u64,
}
