//! The skills people were asked about, from the framework and from the questions themselves.

use std::sync::Arc;

use crate::ingest::record::{Import, Records, SkillRecord};
use crate::model::audit::{Framework, Skill};
use crate::model::organisation::Attribute;
use crate::programme::config::Config;

/// The framework's skills in its order, then questions no framework knows, in theirs.
pub fn framework(imports: &[Import], attributes: &[Attribute], config: &Config) -> Framework {
    let rows = rows(imports);
    let asked: Vec<Arc<str>> = questions(imports);
    let mut skills: Vec<Skill> = rows.iter().map(|r| skill(r)).collect();
    for question in &asked {
        if position(&rows, &skills, question).is_none() {
            skills.push(Skill { name: question.clone(), domain: None, required: Vec::new() });
        }
    }
    let levels = levels(imports, &rows, config);
    Framework {
        positive_from: positive_from(&rows, levels.len(), config),
        required_by: required_by(&rows, attributes),
        skills,
        levels,
    }
}

/// The skill a question of an audit is about.
pub fn skill_of(imports: &[Import], framework: &Framework, question: &str) -> Option<usize> {
    let rows = rows(imports);
    position(&rows, &framework.skills, question)
}

/// The rows of all frameworks, in the files' order.
fn rows<'a>(imports: &'a [Import]) -> Vec<&'a SkillRecord> {
    let rows = |import: &'a Import| match &import.records {
        Records::Framework(rows) => Some(rows),
        _ => None,
    };
    imports.iter().filter_map(rows).flatten().collect()
}

fn position(rows: &[&SkillRecord], skills: &[Skill], question: &str) -> Option<usize> {
    let wanted = folded(question);
    let by_question = rows.iter().position(|r| r.question.as_deref().is_some_and(|q| folded(q) == wanted));
    by_question.or_else(|| skills.iter().position(|s| folded(&s.name) == wanted))
}

fn skill(record: &SkillRecord) -> Skill {
    Skill { name: record.skill.clone(), domain: record.domain.clone(), required: record.required.clone() }
}

fn questions(imports: &[Import]) -> Vec<Arc<str>> {
    let mut all: Vec<Arc<str>> = Vec::new();
    for import in imports {
        let Records::Audit(audit) = &import.records else { continue };
        for question in &audit.skills {
            if !all.iter().any(|q| folded(q) == folded(question)) {
                all.push(question.clone());
            }
        }
    }
    all
}

fn levels(imports: &[Import], rows: &[&SkillRecord], config: &Config) -> Vec<Arc<str>> {
    let configured = Some(&config.audit.levels).filter(|l| !l.is_empty());
    let from_framework = rows.iter().map(|r| &r.levels).find(|l| !l.is_empty());
    let from_audit = imports.iter().find_map(|i| match &i.records {
        Records::Audit(audit) if !audit.levels.is_empty() => Some(&audit.levels),
        _ => None,
    });
    let labels = configured.or(from_framework).or(from_audit);
    labels.map(|l| l.iter().map(|label| label.as_str().into()).collect()).unwrap_or_default()
}

/// The configuration's word, else the framework's, else the first level above the middle.
fn positive_from(rows: &[&SkillRecord], levels: usize, config: &Config) -> u8 {
    config
        .audit
        .positive_from
        .or_else(|| rows.iter().find_map(|r| r.positive_from))
        .unwrap_or((levels.div_ceil(2) + 1).min(u8::MAX as usize) as u8)
}

/// The attribute whose groups the `required:` columns name, where most of them do.
fn required_by(rows: &[&SkillRecord], attributes: &[Attribute]) -> Option<Arc<str>> {
    let mut names: Vec<String> =
        rows.iter().flat_map(|r| r.required.iter().map(|(n, _)| folded(n))).collect();
    names.sort();
    names.dedup();
    let known = |a: &Attribute| names.iter().filter(|n| a.labels.iter().any(|l| folded(l) == **n)).count();
    attributes.iter().filter(|a| known(a) > 0).max_by_key(|a| known(a)).map(|a| a.name.clone())
}

/// Questions are compared without case, white space and punctuation at the end.
pub fn folded(text: &str) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    spaced.trim_end_matches(['?', '.', ':', '*', ' ']).to_owned()
}
