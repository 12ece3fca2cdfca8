//! Whether as many people became confident as ceased to be.

use super::between::of_transitions;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit};
use crate::stats::mcnemar::mcnemar;

/// `change-confident-p`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "change-confident-p",
    title: "Chance of such a change in the share who are confident, same people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Chance,
    levels: &[Level::Skill],
    question: "If as many became confident as ceased to be, how often would they come out this uneven by chance?",
    definition: "McNemar's test of people who answered about the skill in both waves, on those who crossed the first \
        confident level: the exact two-sided binomial p less half the chance of what was seen (mid-p).",
    how_to_read: "Below 0.05, more crossed one way than chance would explain.",
    caveats: "It sees only who crossed the line: someone who rose from the lowest level to the middle is no change.",
    source: "McNemar (1947); mid-p as Fagerland, Lydersen and Laake (2013) advise.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let line = usize::from(subject.skills.positive_from).saturating_sub(1);
    of_transitions(subject, SPEC.id, |table| Ok(mcnemar(table.crossing(line))?.p_mid))
}
