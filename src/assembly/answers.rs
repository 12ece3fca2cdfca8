//! Waves and answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::framework::Lookup;
use super::repeats::Repeats;
use super::strangers::{LeftOut, Strangers};
use crate::identity::{Roster, problems};
use crate::ingest::importer::FieldUse;
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;
use crate::ingest::record::{AuditRecord, AuditRecords, BesideQuestion, Import, Records};
use crate::ingest::text::quoted;
use crate::model::audit::{Answers, Framework, SkillId, Wave};
use crate::model::organisation::PersonId;
use crate::programme::config::{Config, RepeatRule};

/// Waves with their answers.
pub struct Audits {
    /// Waves, oldest first.
    pub waves: Vec<Wave>,
    /// Answers, one table a wave.
    pub answers: Vec<Answers>,
    /// Forms set aside because the same person handed in another in the same wave, by file and sheet.
    pub set_aside: LeftOut,
}

/// One form with the sheet it came from.
struct Form<'a> {
    sheet: &'a AuditRecords,
    skills: &'a [Option<usize>],
    beside: &'a [Option<usize>],
    row: &'a AuditRecord,
    /// Rows of the sheet it stands in.
    rows: u64,
}

/// Sorts every form into its wave and resolves who handed it in.
pub fn answers(
    imports: &[Import],
    roster: &Roster,
    framework: &Framework,
    config: &Config,
    strangers: &mut Strangers<'_>,
    problems: &mut Vec<Problem>,
) -> Audits {
    let sheets: Vec<(&Import, &AuditRecords)> = imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::Audit(audit) => Some((i, audit)),
            _ => None,
        })
        .collect();
    let lookup = Lookup::new(imports, framework);
    let skills: Vec<Vec<Option<usize>>> =
        sheets.iter().map(|(_, a)| a.skills.iter().map(|q| lookup.find(q)).collect()).collect();
    let beside: Vec<Vec<Option<usize>>> = sheets.iter().map(|(_, a)| about(a, &lookup, problems)).collect();
    let labels = labels(&sheets, problems);
    let mut by_wave: BTreeMap<usize, Vec<Form<'_>>> = BTreeMap::new();
    for (s, (import, sheet)) in sheets.iter().enumerate() {
        for row in &sheet.rows {
            let label = row.wave.as_ref().unwrap_or(&labels.of_sheet[s]);
            let wave = labels.order.iter().position(|l| l == label).unwrap_or_default();
            by_wave.entry(wave).or_default().push(Form {
                sheet,
                skills: &skills[s],
                beside: &beside[s],
                row,
                rows: rows_of(import, row),
            });
        }
    }
    let mut out = Audits { waves: Vec::new(), answers: Vec::new(), set_aside: LeftOut::new() };
    let mut repeats = Repeats::new(config.audit.repeat);
    for (wave, forms) in by_wave {
        let days = span(forms.iter().filter_map(|f| f.row.day()));
        out.waves.push(Wave { label: labels.order[wave].clone(), days });
        let mut table = Answers::new(roster.entries().len(), framework.skills.len());
        fill(&mut table, &forms, &mut repeats, strangers, problems);
        out.answers.push(table);
    }
    out.set_aside = repeats.finish(problems);
    out
}

/// The skills that questions beside the confidence questions are about; those about none are told.
fn about(audit: &AuditRecords, lookup: &Lookup, problems: &mut Vec<Problem>) -> Vec<Option<usize>> {
    let find = |question: &BesideQuestion| {
        let skill = lookup.find(&question.skill);
        if skill.is_none() {
            let what = format!("{} of {}", question.aspect.id(), quoted(&question.skill));
            let fix = "name it as the confidence question or the framework does; its answers were left out";
            problems.push(Problem::at(&kinds::ASPECT_WITHOUT_SKILL, question.at.clone(), what, fix));
        }
        skill
    };
    audit.beside.iter().map(find).collect()
}

/// Rows a form takes: one where a column is a question, else one an answer.
fn rows_of(import: &Import, row: &AuditRecord) -> u64 {
    let wide = import.mapping.fields.iter().any(|(_, used)| matches!(used, FieldUse::Question { .. }));
    if wide { 1 } else { row.answers.len() as u64 }
}

fn fill(
    table: &mut Answers,
    forms: &[Form<'_>],
    repeats: &mut Repeats,
    strangers: &mut Strangers<'_>,
    problems: &mut Vec<Problem>,
) {
    let mut by_person: BTreeMap<PersonId, Vec<&Form<'_>>> = BTreeMap::new();
    for form in forms {
        if let Some(person) = strangers.find_in_rows(&form.row.who, form.rows) {
            by_person.entry(person).or_default().push(form);
        }
    }
    for (person, mut forms) in by_person {
        forms.sort_by_key(|f| f.row.handed_in);
        repeats.note(&forms.iter().map(|f| &f.row.who).collect::<Vec<_>>());
        let counted = match repeats.rule {
            RepeatRule::Last => forms.last(),
            RepeatRule::First => forms.first(),
            RepeatRule::Refuse => forms.first().filter(|_| forms.len() == 1),
        };
        if let Some(form) = counted {
            copy(table, person, form);
            copy_beside(table, person, form, problems);
        }
    }
}

fn copy(table: &mut Answers, person: PersonId, form: &Form<'_>) {
    debug_assert!(form.row.answers.iter().all(|(q, _)| (*q as usize) < form.sheet.skills.len()));
    for (question, response) in &form.row.answers {
        if let Some(skill) = form.skills.get(*question as usize).copied().flatten() {
            table.set(person, SkillId(skill as u16), *response);
        }
    }
}

/// Answers beside; a question asked on two scales in one wave keeps the first.
fn copy_beside(table: &mut Answers, person: PersonId, form: &Form<'_>, problems: &mut Vec<Problem>) {
    for (place, response) in &form.row.beside {
        let question = form.sheet.beside.get(*place as usize);
        let skill = form.beside.get(*place as usize).copied().flatten();
        let (Some(question), Some(skill)) = (question, skill) else { continue };
        let (aspect, skill) = (question.aspect, SkillId(skill as u16));
        let known = table.beside(aspect, skill).map(|b| b.levels.len());
        if known.is_none() {
            let levels = question.levels.iter().map(|label| label.as_str().into()).collect();
            table.ask_beside(aspect, skill, levels);
        }
        if known.is_none_or(|levels| levels == question.levels.len()) {
            table.set_beside(aspect, person, skill, *response);
        } else if !is_told(problems, question) {
            let what = format!("{} of {}", aspect.id(), quoted(&question.skill));
            let fix = "ask it on one scale in a wave, or give the file a wave of its own";
            problems.push(Problem::at(&kinds::SCALES_DIFFER, question.at.clone(), what, fix));
        }
    }
}

/// Whether the two scales of a question have been told of: once is enough.
fn is_told(problems: &[Problem], question: &BesideQuestion) -> bool {
    let here =
        |p: &Problem| p.cell.as_ref() == Some(&question.at) && p.spec.code == kinds::SCALES_DIFFER.code;
    problems.iter().any(here)
}

/// Wave labels in order, and the label of each sheet's rows that name none.
struct Labels {
    order: Vec<Arc<str>>,
    of_sheet: Vec<Arc<str>>,
}

/// Sheets that name no wave are put in order of their dates; those whose days overlap are one wave.
fn labels(sheets: &[(&Import, &AuditRecords)], problems: &mut Vec<Problem>) -> Labels {
    let mut named: BTreeMap<Arc<str>, Option<Date>> = BTreeMap::new();
    for row in sheets.iter().flat_map(|(_, s)| &s.rows) {
        if let Some(label) = &row.wave {
            let first = named.entry(label.clone()).or_insert(row.day());
            *first = [*first, row.day()].into_iter().flatten().min();
        }
    }
    let mut order: Vec<(Option<Date>, Arc<str>)> = named.into_iter().map(|(l, d)| (d, l)).collect();
    order.sort();
    let mut of_sheet: Vec<Arc<str>> = vec!["1".into(); sheets.len()];
    let mut unnamed: Vec<(Option<(Date, Date)>, usize)> = sheets
        .iter()
        .enumerate()
        .filter(|(_, (_, s))| s.rows.iter().any(|r| r.wave.is_none()))
        .map(|(i, (_, s))| (span(s.rows.iter().filter_map(AuditRecord::day)), i))
        .collect();
    unnamed.sort();
    if unnamed.len() > 1 && unnamed.iter().any(|(days, _)| days.is_none()) {
        problems.push(guessed_order(sheets, &unnamed));
    }
    let mut until: Option<Date> = None;
    for (days, sheet) in unnamed {
        let overlaps = matches!((until, days), (Some(until), Some((first, _))) if first <= until);
        if !overlaps {
            order.push((days.map(|d| d.0), fresh_label(&order)));
        }
        until = days.map(|d| d.1).into_iter().chain(until.filter(|_| overlaps)).max();
        if let Some((_, label)) = order.last() {
            of_sheet[sheet] = label.clone();
        }
    }
    if order.iter().all(|(date, _)| date.is_some()) {
        order.sort();
    }
    Labels { order: order.into_iter().map(|(_, l)| l).collect(), of_sheet }
}

/// The next number no wave is called yet.
fn fresh_label(order: &[(Option<Date>, Arc<str>)]) -> Arc<str> {
    let mut number = order.len() + 1;
    while order.iter().any(|(_, l)| **l == *number.to_string()) {
        number += 1;
    }
    number.to_string().into()
}

fn guessed_order(sheets: &[(&Import, &AuditRecords)], unnamed: &[(Option<(Date, Date)>, usize)]) -> Problem {
    let files: Vec<&str> = unnamed.iter().map(|(_, i)| &*sheets[*i].0.at.file).collect();
    Problem::general(
        &problems::WAVE_ORDER,
        format!("taken in this order: {}", files.join(", ")),
        "set wave = \"1\", wave = \"2\" … under [[file]] in crossweave.toml",
    )
}

fn span(dates: impl Iterator<Item = Date>) -> Option<(Date, Date)> {
    dates.fold(None, |span: Option<(Date, Date)>, d| match span {
        None => Some((d, d)),
        Some((first, last)) => Some((first.min(d), last.max(d))),
    })
}
