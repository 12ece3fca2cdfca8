//! How many people went from each level to each other.

use super::between;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};
use crate::stats::undefined::Undefined;

/// `transition`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "transition",
    title: "People by level before and after, same people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::People,
    levels: &[Level::Skill],
    question: "From which level to which did people move?",
    definition: "People at one level in the first wave and at another, or the same, in the second, as the column \
        other says (before→after), of those who answered about the skill in both. n is all of these.",
    how_to_read: "The counts of a skill add up to n. Those below the diagonal of the table fell, those above it rose.",
    caveats: "A cell is a few people. Outside the operator's own terminal a skill's counts are shown only when none of \
        them is between 1 and the smallest group that may be shown.",
    source: "Own definition.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let labels = &subject.organisation.framework().levels;
    let mut out = Vec::new();
    for between in between::all(subject) {
        for skill in subject.skills.skill_ids() {
            let table = between.transitions(skill).ok().filter(|t| t.n() > 0);
            for (before, from) in labels.iter().enumerate() {
                for (after, to) in labels.iter().enumerate() {
                    let key = between.skill(SPEC.id, skill).with_other(&format!("{from}→{to}").into());
                    let nobody = Value::Undefined(Reason(Undefined::NobodyInBoth.reason()));
                    let value = table.as_ref().map_or(nobody, |t| Value::Count(t.count(before, after)));
                    out.push(Measurement::new(key, value, table.as_ref().map_or(0, |t| t.n())));
                }
            }
        }
    }
    out
}
