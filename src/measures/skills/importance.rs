//! How much people say a skill matters.

use crate::measures::{Family, Key, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::audit::Aspect;
use crate::stats::interval;

use super::beside::{self, LEVELS, Rated};

/// `importance`.
pub static LEVEL: MeasureSpec = MeasureSpec {
    id: "importance",
    title: "Importance",
    family: Family::Skills,
    population: Population::Beside,
    unit: Unit::Levels,
    levels: LEVELS,
    question: "How important do people say the skill is?",
    definition: "Mean of the levels people gave when asked how important the skill is, on that question's own scale, \
        the lowest level being 1. Interval: Student's t, 95 %.",
    how_to_read: "Read it beside the number of levels of its scale, or take the index from 0 to 100.",
    caveats: "People rate most things as important. What a skill is worth beside others shows better in its place \
        among them than in its value.",
    source: "Own definition.",
    minimum_n: 1,
    compute: level,
};

/// `importance-index`.
pub static INDEX: MeasureSpec = MeasureSpec {
    id: "importance-index",
    title: "Importance, from 0 to 100",
    family: Family::Skills,
    population: Population::Beside,
    unit: Unit::Points,
    levels: LEVELS,
    question: "How important do people say the skill is, on a scale that can stand beside confidence?",
    definition: "The same mean with the question's own levels spread evenly over 0 to 100 (lowest 0, highest 100). \
        Interval: Student's t, 95 %.",
    how_to_read: "50 is the middle of the scale that was offered.",
    caveats: "It treats the steps between levels as equal. 70 in importance and 70 in confidence are the same place \
        on two scales, not the same amount of anything.",
    source: "Own definition; the spread over 0–100 is the usual one for rating scales.",
    minimum_n: 1,
    compute: index,
};

fn level(subject: &Subject<'_>) -> Vec<Measurement> {
    beside::tables(subject, (LEVEL.id, Aspect::Importance), |key, rated| mean(key, rated, &rated.levels))
}

fn index(subject: &Subject<'_>) -> Vec<Measurement> {
    beside::tables(subject, (INDEX.id, Aspect::Importance), |key, rated| mean(key, rated, &rated.points))
}

/// The mean of what was said, with Student's interval.
pub(super) fn mean(key: Key, rated: &Rated, values: &[f64]) -> Measurement {
    let (mean, interval) = interval::mean_t(values).unzip();
    let why = if rated.asked { "nobody answered" } else { "the question was not asked of this skill" };
    Measurement::new(key, Value::number(mean, why), values.len() as u64).with_interval(interval.flatten())
}
