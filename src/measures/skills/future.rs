//! What roles will need in a year, against what is there now.

use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit};

use super::gap::{mean_gaps, shares_met};
use super::needs::When;

/// `future-gap`.
pub static GAP: MeasureSpec = MeasureSpec {
    id: "future-gap",
    title: "Gap to the level needed in a year",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Levels,
    levels: &[Level::Network, Level::Group, Level::Skill],
    question: "How far are people now from the level their role will need in a year?",
    definition: "Mean of the level needed in a year minus own level now, over the people whose role has such a level \
        and who gave one; above 0, people rate themselves below what will be needed. Interval for one skill: \
        Student's t, 95 %.",
    how_to_read: "Where it is wider than the gap to the required level, the difference is what is to be learned in \
        the year.",
    caveats: "The level needed in a year is the framework's judgement, made today. People may join, leave and learn.",
    source: "Own definition.",
    minimum_n: 1,
    compute: gap,
};

/// `future-met`.
pub static MET: MeasureSpec = MeasureSpec {
    id: "future-met",
    title: "At or above the level needed in a year",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group, Level::Skill],
    question: "How many rate themselves, today, at or above the level their role will need in a year?",
    definition: "People at or above the level their role will need in a year, over those whose role has such a level \
        and who gave one. Over all skills, every answer counts once. Interval for one skill: Wilson, 95 %.",
    how_to_read: "The rest is whom the year's training is for.",
    caveats: "The level needed in a year is the framework's judgement, made today. This is confidence as people rate \
        it themselves, not competence.",
    source: "Wilson (1927) for the interval.",
    minimum_n: 1,
    compute: met,
};

fn gap(subject: &Subject<'_>) -> Vec<Measurement> {
    mean_gaps(subject, GAP.id, When::InAYear)
}

fn met(subject: &Subject<'_>) -> Vec<Measurement> {
    shares_met(subject, MET.id, When::InAYear)
}
