//! A run: every measure of the registry, then every rule.

use std::sync::Arc;

use rayon::prelude::*;

use super::analysis::{About, Analysis, AnsweredSkill, GroupInfo, Grouping, MapLayout, Populations};
use super::rules;
use super::view::View;
use crate::measures::{Family, MEASURES, Measurement, Subject};
use crate::model::{Answers, Attribute, Organisation, PersonId, SkillId};
use crate::network::graph::CollaborationGraph;
use crate::network::layout::group_map;
use crate::table::{SkillMatrix, TableError};

/// What to compute.
pub struct Request<'a> {
    /// The organisation.
    pub organisation: &'a Organisation,
    /// Its ties.
    pub graph: &'a CollaborationGraph,
    /// Attributes to group by.
    pub groupings: Vec<&'a Attribute>,
    /// Families wanted.
    pub families: &'a [Family],
    /// What was read and how.
    pub about: About,
    /// Whether rows for single people are wanted (operator only).
    pub person_level: bool,
    /// Whether a map of the groups is wanted.
    pub map: bool,
}

/// Attributes a report is about, however small their groups are.
const CHIEF: [&str; 3] = ["sector", "strand", "team"];

/// Groupings worth reporting by: at least two groups and, unless it is one of the chief three, at least
/// half of them of `k` people or more. A column of job titles could mostly be hidden, and would take groups
/// that can be shown with it.
pub fn groupings(attributes: &[Attribute], k: usize) -> Vec<&Attribute> {
    let worth = |a: &&Attribute| {
        let members = a.members();
        let large = members.iter().filter(|group| group.len() >= k).count();
        members.len() >= 2 && large > 0 && (CHIEF.contains(&&*a.name) || 2 * large >= members.len())
    };
    attributes.iter().filter(worth).collect()
}

/// Computes everything asked for. Measures run beside each other; their results keep the registry's order.
///
/// # Errors
/// [`TableError`], which only a fault in this program can cause.
pub fn analyse(request: Request<'_>) -> Result<Analysis, TableError> {
    let organisation = request.organisation;
    let skills = SkillMatrix::new(organisation, &request.groupings)?;
    let subject = Subject {
        organisation,
        graph: request.graph,
        skills: &skills,
        groupings: request.groupings.clone(),
        seed: request.about.seed,
        person_level: request.person_level,
        facts: Default::default(),
    };
    let wanted: Vec<_> = MEASURES.iter().filter(|m| request.families.contains(&m.family)).collect();
    let computed: Vec<Vec<Measurement>> = wanted.par_iter().map(|m| (m.compute)(&subject)).collect();
    let measurements: Vec<Measurement> = computed.into_iter().flatten().collect();
    let findings = rules::find_all(&View::new(&measurements), &request.about);
    let took_part = |table: &crate::model::Answers| {
        (0..organisation.people().len() as u32).map(|p| table.took_part(PersonId(p))).collect()
    };
    Ok(Analysis {
        groupings: request.groupings.iter().map(|a| grouping(a, organisation)).collect(),
        populations: Populations {
            attributes: request.groupings.iter().map(|a| (*a).clone()).collect(),
            took_part: organisation.answers().iter().map(took_part).collect(),
            answered: answered(organisation),
        },
        map: if request.map { map(&subject) } else { None },
        about: request.about,
        measurements,
        findings,
    })
}

/// Who gave a level of each skill, where there are enough waves for changes to be added up.
fn answered(organisation: &Organisation) -> Vec<AnsweredSkill> {
    if organisation.waves().len() < 3 {
        return Vec::new();
    }
    let people = organisation.people().len() as u32;
    let skills = organisation.framework().skills.iter().zip(0..).map(|(skill, s)| {
        let in_wave =
            |table: &Answers| (0..people).map(|p| table.level(PersonId(p), SkillId(s)).is_some()).collect();
        let by_wave = organisation.answers().iter().map(in_wave).collect();
        AnsweredSkill { skill: skill.name.clone(), by_wave }
    });
    skills.collect()
}

/// Places for the finest grouping a report compares.
fn map(subject: &Subject<'_>) -> Option<MapLayout> {
    let position = |by: &str| subject.groupings.iter().position(|a| &*a.name == by);
    let index = ["team", "sector", "strand"].iter().find_map(|by| position(by)).or(Some(0))?;
    let attribute = subject.groupings.get(index)?;
    let places = group_map(subject.group_matrices().get(index)?, subject.seed)?;
    Some(MapLayout { by: attribute.name.clone(), places: places.centres })
}

fn grouping(attribute: &Attribute, organisation: &Organisation) -> Grouping {
    let sector = organisation.attribute("sector").filter(|s| s.name != attribute.name);
    let groups = attribute
        .members()
        .iter()
        .zip(&attribute.labels)
        .map(|(members, label)| GroupInfo {
            label: label.clone(),
            people: members.len() as u64,
            within: sector.and_then(|s| most_common(s, members)),
            hidden: false,
        })
        .collect();
    Grouping { by: attribute.name.clone(), groups }
}

/// The sector most members are in; the first by name where several tie.
fn most_common(sector: &Attribute, members: &[PersonId]) -> Option<Arc<str>> {
    let mut counts = vec![0u32; sector.labels.len()];
    for group in members.iter().filter_map(|p| sector.of[p.ix()]) {
        counts[group.0 as usize] += 1;
    }
    let most = *counts.iter().max().filter(|m| **m > 0)?;
    counts.iter().position(|c| *c == most).map(|i| sector.labels[i].clone())
}
