//! Answers weighted to the people they are to stand for.
//!
//! Nothing is weighted unless the settings say to what: which groups matter is a judgement, and weights that
//! nobody asked for would make every number harder to check. Whether it would matter, the R-indicator says.

use super::cells;
use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::model::{PersonId, WaveId};
use crate::stats::raking::{Margin, rake};
use crate::stats::undefined::Undefined;
use crate::stats::weighted::{Weighted, effective_n, weighted_mean, weighted_share};

/// The ends of the weights, as the column `other` names them.
pub const ENDS: [&str; 2] = ["Lowest", "Highest"];

/// `confident-weighted`.
pub static CONFIDENT: MeasureSpec = MeasureSpec {
    id: "confident-weighted",
    title: "Confident, weighted",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Skill],
    question: "How many would be confident if every group had answered in proportion?",
    definition: "Σw of people at or above the first confident level over Σw of all who gave a level. Weights w bring \
        those who answered in the wave to the proportions of [audit.targets] and weight_by in crossweave.toml, all at \
        once (raking). Interval, 95 %: Wilson's on as many answers as the weighted ones are worth.",
    how_to_read: "Read it in place of confident where the two differ by more than a point or two.",
    caveats: "Weights make groups count in proportion; they cannot make those who answered like those who did not.",
    source: "Deming and Stephan (1940); Kish (1965); Wilson (1927).",
    minimum_n: 1,
    compute: confident,
};

/// `index-weighted`.
pub static INDEX: MeasureSpec = MeasureSpec {
    id: "index-weighted",
    title: "Confidence index, weighted",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network],
    question: "What would the confidence index be if every group had answered in proportion?",
    definition: "Σw·index/Σw over people who answered; weights as for confident-weighted. Interval, 95 %: Student's t \
        with the linearised error, on effective n − 1 degrees of freedom.",
    how_to_read: "Read it in place of index where the two differ by more than a point.",
    caveats: "As for confident-weighted.",
    source: "Deming and Stephan (1940); Kish (1965).",
    minimum_n: 1,
    compute: index,
};

/// `effective-n`.
pub static EFFECTIVE_N: MeasureSpec = MeasureSpec {
    id: "effective-n",
    title: "Even answers the weighted ones are worth",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::People,
    levels: &[Level::Network],
    question: "How many answers are left after weighting?",
    definition: "(Σw)²/Σw² over people who answered; weights as for confident-weighted.",
    how_to_read: "96 of 120: the weighted answers say as much as 96 even ones.",
    caveats: "It is the same for all skills; a skill that few answered has fewer.",
    source: "Kish (1965).",
    minimum_n: 1,
    compute: |subject| of_weights(subject, EFFECTIVE_N.id, |w| vec![("", worth(w))]),
};

/// `design-effect`.
pub static DESIGN_EFFECT: MeasureSpec = MeasureSpec {
    id: "design-effect",
    title: "How much the weights swell the doubt (design effect)",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "What does weighting cost?",
    definition: "People who answered over effective-n.",
    how_to_read: "1 with even weights. At 1.5 a likely range is about a fifth wider.",
    caveats: "Above 2, a few people count for many: ask whether the groups weighted by are too fine.",
    source: "Kish (1965).",
    minimum_n: 1,
    compute: |subject| of_weights(subject, DESIGN_EFFECT.id, |w| vec![("", w.len() as f64 / worth(w))]),
};

/// `weights`.
pub static WEIGHTS: MeasureSpec = MeasureSpec {
    id: "weights",
    title: "Lowest and highest weight",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Ratio,
    levels: &[Level::Network],
    question: "For how many does one person count?",
    definition: "The lowest and the highest weight above 0 (the column other); their mean over all who answered is 1.",
    how_to_read: "From 0.6 to 1.9: someone counts for nearly two, another for little more than half.",
    caveats: "As for design-effect.",
    source: "Deming and Stephan (1940).",
    minimum_n: 1,
    compute: |subject| of_weights(subject, WEIGHTS.id, |w| ENDS.into_iter().zip(range(w)).collect()),
};

/// Those who answered in a wave, and how much each counts.
struct Weights {
    people: Vec<PersonId>,
    weights: Result<Vec<f64>, Undefined>,
}

impl Weights {
    fn of(subject: &Subject<'_>, wave: WaveId) -> Self {
        let people: Vec<PersonId> = subject.skills.people(wave).keys().copied().collect();
        let margins: Vec<Margin> = subject
            .organisation
            .standing()
            .composition
            .iter()
            .filter_map(|target| {
                let attribute = subject.organisation.attribute(&target.attribute)?;
                let group = |p: &PersonId| Some(usize::from(attribute.of[p.ix()]?.0));
                Some(Margin { of: people.iter().map(group).collect(), target: target.people.clone() })
            })
            .collect();
        let weights = rake(&margins, people.len());
        Self { people, weights }
    }
}

/// Each wave with its weights; nothing without anything to weight to.
fn waves<'a>(subject: &'a Subject<'_>) -> Vec<(WaveId, &'a std::sync::Arc<str>, Weights)> {
    if subject.organisation.standing().composition.is_empty() {
        return Vec::new();
    }
    cells::waves(subject).map(|(wave, label)| (wave, label, Weights::of(subject, wave))).collect()
}

fn worth(weights: &[f64]) -> f64 {
    effective_n(weights).unwrap_or(f64::NAN)
}

fn range(weights: &[f64]) -> [f64; 2] {
    let counted = || weights.iter().copied().filter(|w| *w > 0.0);
    [counted().fold(f64::INFINITY, f64::min), counted().fold(f64::NEG_INFINITY, f64::max)]
}

fn of_weights(
    subject: &Subject<'_>,
    id: &'static str,
    parts: impl Fn(&[f64]) -> Vec<(&'static str, f64)>,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for (_, label, found) in waves(subject) {
        let key = Key::network(id).in_wave(label);
        let n = found.people.len() as u64;
        match &found.weights {
            Err(why) => out.push(Measurement::new(key, Value::Undefined(Reason(why.reason())), n)),
            Ok(weights) => out.extend(parts(weights).into_iter().map(|(other, x)| {
                let key = if other.is_empty() { key.clone() } else { key.clone().with_other(&other.into()) };
                Measurement::new(key, Value::number(Some(x), Undefined::Nobody.reason()), n)
            })),
        }
    }
    out
}

fn measured(key: Key, found: Result<Weighted, Undefined>, n: u64) -> Measurement {
    match found {
        Ok(found) => {
            let value = Value::number(Some(found.value), Undefined::BadNumber.reason());
            Measurement::new(key, value, n).with_interval(found.interval)
        }
        Err(why) => Measurement::new(key, Value::Undefined(Reason(why.reason())), n),
    }
}

fn confident(subject: &Subject<'_>) -> Vec<Measurement> {
    let from = subject.skills.positive_from;
    let mut out = Vec::new();
    for (wave, label, found) in waves(subject) {
        let answers = &subject.organisation.answers()[wave.0 as usize];
        for skill in subject.skills.skill_ids() {
            let answered: Vec<(usize, bool)> = (found.people.iter().enumerate())
                .filter_map(|(i, p)| Some((i, answers.level(*p, skill)? >= from)))
                .collect();
            let share = found.weights.as_ref().map_err(|why| *why).and_then(|weights| {
                weighted_share(&answered.iter().map(|(i, yes)| (*yes, weights[*i])).collect::<Vec<_>>())
            });
            let key = Key::skill(CONFIDENT.id, &subject.skills.skills[skill.0 as usize]).in_wave(label);
            out.push(measured(key, share, answered.len() as u64));
        }
    }
    out
}

fn index(subject: &Subject<'_>) -> Vec<Measurement> {
    let levels = subject.skills.levels;
    let mut out = Vec::new();
    for (wave, label, found) in waves(subject) {
        let scores = subject.skills.people(wave);
        let mean = found.weights.as_ref().map_err(|why| *why).and_then(|weights| {
            let values = scores.values().map(|score| score.index(levels));
            weighted_mean(&values.zip(weights.iter().copied()).collect::<Vec<_>>())
        });
        let mean = mean.map(|mut m| {
            m.interval = m.interval.map(|(low, high)| (low.max(0.0), high.min(100.0)));
            m
        });
        out.push(measured(Key::network(INDEX.id).in_wave(label), mean, found.people.len() as u64));
    }
    out
}
