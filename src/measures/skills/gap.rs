//! The distance to the level a role needs.

use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::mean::of_values;
use crate::stats::share::share;

use super::needs::{NONE, Needs, When};

/// `gap`.
pub static GAP: MeasureSpec = MeasureSpec {
    id: "gap",
    title: "Gap to the required level",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Levels,
    levels: &[Level::Network, Level::Group, Level::Skill],
    question: "How far are people from the level their role needs?",
    definition: "Mean of required level minus own level, over the people whose role has a required level and who \
        gave one; above 0, people rate themselves below what is needed. Interval for one skill, 95 %: \
        as for mean-level.",
    how_to_read: "A gap of 1 is one step of the scale. A gap below 0 is a reserve.",
    caveats: "Reserves of some people hide gaps of others: read it beside the share at or above the level.",
    source: "Own definition.",
    minimum_n: 1,
    compute: gap,
};

/// `requirement-met`.
pub static MET: MeasureSpec = MeasureSpec {
    id: "requirement-met",
    title: "At or above the required level",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group, Level::Skill],
    question: "How many rate themselves at or above the level their role needs?",
    definition: "People at or above the required level of their role, over those whose role has one and who gave a \
        level. Over all skills, every answer counts once. Interval for one skill, 95 %: as for \
        confident, the group being those whose role has a required level.",
    how_to_read: "The rest is whom training is for.",
    caveats: "This is confidence as people rate it themselves, not competence.",
    source: "Wilson (1927) for the interval.",
    minimum_n: 1,
    compute: met,
};

fn gap(subject: &Subject<'_>) -> Vec<Measurement> {
    mean_gaps(subject, GAP.id, When::Now)
}

fn met(subject: &Subject<'_>) -> Vec<Measurement> {
    shares_met(subject, MET.id, When::Now)
}

/// Mean needed level minus own level.
pub(super) fn mean_gaps(subject: &Subject<'_>, id: &'static str, when: When) -> Vec<Measurement> {
    let Some(needs) = Needs::of(subject, when) else { return Vec::new() };
    let furthest = subject.skills.levels as f64 - 1.0;
    needs.tables(id, |key, cell| {
        let one_skill = key.skill.is_some();
        let found = of_values(cell.gaps, 1.0, cell.people).map(|m| m.within(-furthest, furthest));
        Measurement::new(key, Value::number(found.map(|m| m.mean), NONE), cell.n)
            .with_interval(found.and_then(|m| m.interval).filter(|_| one_skill))
    })
}

/// Share at or above the needed level.
pub(super) fn shares_met(subject: &Subject<'_>, id: &'static str, when: When) -> Vec<Measurement> {
    let Some(needs) = Needs::of(subject, when) else { return Vec::new() };
    needs.tables(id, |key, cell| {
        let one_skill = key.skill.is_some();
        let met = cell.gaps.iter().filter(|g| **g <= 0.0).count() as u64;
        let all = cell.gaps.len() as u64;
        let interval = share(met, all, cell.people).map(|found| found.interval);
        Measurement::new(key, Value::share(met, all, NONE), cell.n)
            .with_interval(interval.filter(|_| one_skill))
    })
}
