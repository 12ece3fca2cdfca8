//! The skills people were asked about, from the framework and from the questions themselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ingest::record::{Import, Records, SkillRecord};
use crate::ingest::wording::{find_question, question_key};
use crate::model::audit::{Framework, Skill};
use crate::model::organisation::Attribute;
use crate::programme::config::Config;

/// The framework's skills in its order, then questions no framework knows, in theirs.
pub fn framework(imports: &[Import], attributes: &[Attribute], config: &Config) -> Framework {
    let rows = rows(imports);
    let asked: Vec<Arc<str>> = questions(imports);
    let mut skills: Vec<Skill> = rows.iter().map(|r| skill(r)).collect();
    let known = Lookup::of(&rows, &skills);
    for question in &asked {
        if known.find(question).is_none() {
            skills.push(Skill { name: question.clone(), ..Skill::default() });
        }
    }
    let levels = levels(imports, &rows, config);
    Framework {
        positive_from: positive_from(&rows, levels.len(), config),
        required_by: required_by(&rows, attributes),
        skills,
        levels,
        scoring: config.audit.scoring,
    }
}

/// Finds the skill a question of an audit is about.
pub struct Lookup {
    questions: Vec<String>,
    names: Vec<String>,
}

impl Lookup {
    /// By the frameworks' question texts, then by the skills' names.
    pub fn new(imports: &[Import], framework: &Framework) -> Self {
        Self::of(&rows(imports), &framework.skills)
    }

    fn of(rows: &[&SkillRecord], skills: &[Skill]) -> Self {
        let asked = |r: &&SkillRecord| r.question.as_deref().map(question_key).unwrap_or_default();
        let questions = rows.iter().map(asked).collect();
        Self { questions, names: skills.iter().map(|s| question_key(&s.name)).collect() }
    }

    /// The skill's place in the framework.
    pub fn find(&self, question: &str) -> Option<usize> {
        let by = |keys: &[String]| find_question(question, keys.iter().map(String::as_str));
        by(&self.questions).or_else(|| by(&self.names))
    }
}

/// The rows of all frameworks, in the files' order.
fn rows<'a>(imports: &'a [Import]) -> Vec<&'a SkillRecord> {
    let rows = |import: &'a Import| match &import.records {
        Records::Framework(rows) => Some(rows),
        _ => None,
    };
    imports.iter().filter_map(rows).flatten().collect()
}

fn skill(record: &SkillRecord) -> Skill {
    Skill {
        name: record.skill.clone(),
        domain: record.domain.clone(),
        required: record.required.clone(),
        future: record.future.clone(),
    }
}

fn questions(imports: &[Import]) -> Vec<Arc<str>> {
    let mut all: Vec<Arc<str>> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for import in imports {
        let Records::Audit(audit) = &import.records else { continue };
        for question in &audit.skills {
            if seen.insert(question_key(question)) {
                all.push(question.clone());
            }
        }
    }
    all
}

fn levels(imports: &[Import], rows: &[&SkillRecord], config: &Config) -> Vec<Arc<str>> {
    let given = config.audit.labels();
    let configured = Some(&given).filter(|l| !l.is_empty());
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

/// The attribute whose groups the `required:` and `future:` columns name, where most of them do.
fn required_by(rows: &[&SkillRecord], attributes: &[Attribute]) -> Option<Arc<str>> {
    let mut names: Vec<String> =
        rows.iter().flat_map(|r| r.required.iter().chain(&r.future)).map(|(n, _)| question_key(n)).collect();
    names.sort();
    names.dedup();
    let known =
        |a: &Attribute| names.iter().filter(|n| a.labels.iter().any(|l| question_key(l) == **n)).count();
    attributes.iter().filter(|a| known(a) > 0).max_by_key(|a| known(a)).map(|a| a.name.clone())
}
