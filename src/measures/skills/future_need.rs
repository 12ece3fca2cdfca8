//! How much people say they will need a skill.

use crate::measures::{Family, MeasureSpec, Measurement, Population, Subject, Unit};
use crate::model::audit::Aspect;

use super::beside::{self, LEVELS};
use super::{importance, importance_gap};

/// `future-need`.
pub static NEED: MeasureSpec = MeasureSpec {
    id: "future-need",
    title: "Need in future, as people see it",
    family: Family::Skills,
    population: Population::Beside,
    unit: Unit::Levels,
    levels: LEVELS,
    question: "How much do people say they will need the skill?",
    definition: "Mean of the levels people gave when asked about the skill in future, on that question's own scale, \
        the lowest level being 1. Interval: Student's t, 95 %.",
    how_to_read: "Read it beside the number of levels of its scale.",
    caveats: "It is what people expect, not what their role will need.",
    source: "Own definition.",
    minimum_n: 1,
    compute: need,
};

/// `future-need-gap`.
pub static GAP: MeasureSpec = MeasureSpec {
    id: "future-need-gap",
    title: "Need in future less confidence now",
    family: Family::Skills,
    population: Population::Beside,
    unit: Unit::Points,
    levels: LEVELS,
    question: "Will people need the skill more than they feel able to use it now?",
    definition: "Mean need in future less mean confidence now, each on its own scale spread evenly over 0 to 100. Each \
        mean is over those who gave that rating; n counts those who gave both. Interval, 95 %: t for partially \
        overlapping samples, which is the paired t where everyone gave both.",
    how_to_read: "Above 0, people expect to need more than they feel able to do now.",
    caveats: "The two scales have different words, so a gap of 0 is not a balance of anything. Compare gaps of \
        skills with each other.",
    source: "Derrick, Russ, Toher & White (2017) for the interval.",
    minimum_n: 2,
    compute: gap,
};

fn need(subject: &Subject<'_>) -> Vec<Measurement> {
    beside::tables(subject, (NEED.id, Aspect::Future), |key, rated| {
        importance::mean(key, rated, &rated.levels)
    })
}

fn gap(subject: &Subject<'_>) -> Vec<Measurement> {
    beside::tables(subject, (GAP.id, Aspect::Future), importance_gap::gap)
}
