//! People who meet everything their role requires.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::audit::Scoring;
use crate::model::{PersonId, WaveId};
use crate::stats::interval;

use super::areas::{Scope, scopes};
use super::cells;
use super::needs::{Needs, When};

const NO_LEVELS: &str = "no role has a required level";
const NOBODY: &str = "nobody answered everything their role requires";

/// `role-met`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "role-met",
    title: "Meet every level their role requires",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group],
    question: "How many people meet every level their role requires?",
    definition: "People at or above the required level of their role in every skill that has one, over the people whose \
        role has required levels and who gave a level for each of them. Who left one of them out is unknown and \
        counts in neither part. For everyone and by role. Interval: Wilson, 95 %. Given with scoring = \
        \"required-by-role\".",
    how_to_read: "Beside requirement-met, which counts each skill by itself, it says for how many people nothing is \
        missing.",
    caveats: "The more skills a role requires, the fewer people meet them all: do not rank roles by it. This is \
        confidence as people rate it themselves, not competence.",
    source: "The rule of the UK Government Digital and Data Profession Capability Framework, in which a role requires a \
        level in each of its skills; Wilson (1927) for the interval.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    if subject.organisation.framework().scoring != Scoring::RequiredByRole {
        return Vec::new();
    }
    let Some(needs) = Needs::of(subject, When::Now) else {
        let undefined =
            |label| Measurement::new(Key::network(SPEC.id).in_wave(label), Value::number(None, NO_LEVELS), 0);
        return cells::waves(subject).map(|(_, label)| undefined(label)).collect();
    };
    let share = |Scope { key, wave, people }: Scope| {
        let known: Vec<bool> = people.iter().filter_map(|p| meets(subject, &needs, wave, *p)).collect();
        let (num, den) = (known.iter().filter(|met| **met).count() as u64, known.len() as u64);
        Measurement::new(key, Value::share(num, den, NOBODY), den).with_interval(interval::wilson(num, den))
    };
    scopes(subject, SPEC.id, &[needs.attribute]).into_iter().map(share).collect()
}

/// Whether a person meets all; `None` where nothing is required of them or an answer is missing.
fn meets(subject: &Subject<'_>, needs: &Needs<'_>, wave: WaveId, person: PersonId) -> Option<bool> {
    let required: Vec<_> =
        subject.skills.skill_ids().filter(|s| needs.needed(*s, person).is_some()).collect();
    let gaps: Option<Vec<f64>> = required.into_iter().map(|s| needs.gap(wave, s, person)).collect();
    gaps.filter(|gaps| !gaps.is_empty()).map(|gaps| gaps.iter().all(|gap| *gap <= 0.0))
}
