//! Whether the spread over the levels changed in the same people.

use super::between::of_transitions;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit};
use crate::stats::marginal::stuart_maxwell;

/// `change-spread-p`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "change-spread-p",
    title: "Chance of such a change in the spread over the levels, same people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Chance,
    levels: &[Level::Skill],
    question: "Did the spread of the same people over the levels change in any way, even with the mean where it was?",
    definition: "p of Stuart and Maxwell's test that each level has as many people after as before, over people who \
        answered about the skill in both waves. Levels that nobody left or reached are left out, and so are their \
        degrees of freedom.",
    how_to_read: "Below 0.05 beside a change-p above it: people moved apart or together, and not all one way.",
    caveats: "An approximation by χ², rough where few people moved.",
    source: "Stuart (1955); Maxwell (1970).",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    of_transitions(subject, SPEC.id, |table| Ok(stuart_maxwell(table)?.p))
}
