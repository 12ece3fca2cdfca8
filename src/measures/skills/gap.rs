//! The distance to the level a role needs.

use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::interval;

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
        gave one; above 0, people rate themselves below what is needed. Interval for one skill: Student's t, 95 %.",
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
        level. Over all skills, every answer counts once. Interval for one skill: Wilson, 95 %.",
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
    needs.tables(id, |key, gaps, n| {
        let one_skill = key.skill.is_some();
        let (mean, interval) = interval::mean_t(gaps).unzip();
        Measurement::new(key, Value::number(mean, NONE), n)
            .with_interval(interval.flatten().filter(|_| one_skill))
    })
}

/// Share at or above the needed level.
pub(super) fn shares_met(subject: &Subject<'_>, id: &'static str, when: When) -> Vec<Measurement> {
    let Some(needs) = Needs::of(subject, when) else { return Vec::new() };
    needs.tables(id, |key, gaps, n| {
        let one_skill = key.skill.is_some();
        let met = gaps.iter().filter(|g| **g <= 0.0).count() as u64;
        let all = gaps.len() as u64;
        Measurement::new(key, Value::share(met, all, NONE), n)
            .with_interval(interval::wilson(met, all).filter(|_| one_skill))
    })
}
