//! Who went up, stayed and went down.

use super::between;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::transitions::{Moves, Transitions};
use crate::stats::undefined::Undefined;

/// The ways to go, as the column `other` names them.
pub const WAYS: [&str; 3] = ["Up", "Same", "Down"];

/// `change-moved`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "change-moved",
    title: "Who went up, stayed and went down, same people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Skill],
    question: "In each skill, how many of the same people rate themselves higher, the same or lower than before?",
    definition: "People at a higher level after than before, at the same, at a lower (the column other), over people \
        who answered about the skill in both waves.",
    how_to_read: "The three shares of a skill add up to 100 %. A mean that stays can hide many who rose and many who \
        fell.",
    caveats: "People give a level more or less from one day to the next: some of both ways is noise.",
    source: "Own definition.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for between in between::all(subject) {
        for skill in subject.skills.skill_ids() {
            let table = between.transitions(skill).ok();
            let n = table.as_ref().map_or(0, Transitions::n);
            let Moves { up, same, down } = table.map(|t| t.moves()).unwrap_or_default();
            for (way, people) in WAYS.iter().zip([up, same, down]) {
                let key = between.skill(SPEC.id, skill).with_other(&(*way).into());
                out.push(Measurement::new(key, Value::share(people, n, Undefined::NobodyInBoth.reason()), n));
            }
        }
    }
    out
}
