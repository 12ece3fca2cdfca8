//! Whether the same people moved in a skill, by rank; alone, and among many.

use super::between::{self, of_transitions};
use super::index_p;
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit};
use crate::stats::many::{benjamini_hochberg, holm};
use crate::stats::undefined::Undefined;
use crate::stats::wilcoxon::{Zeros, wilcoxon};

/// `change-p`.
pub static ALONE: MeasureSpec = MeasureSpec {
    id: "change-p",
    title: "Chance of such a change in a skill, same people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Chance,
    levels: &[Level::Skill],
    question: "If nothing had changed in this skill, how often would the same people move this far by chance?",
    definition: "Two-sided p of Wilcoxon's signed rank test on levels after less before, of people who answered about \
        the skill in both waves. People who did not move are ranked and then left out (Pratt's rule). With up to 60 \
        who moved it is exact; beyond, the normal approximation corrected for ties and for continuity.",
    how_to_read: "Below 0.05, chance alone would rarely move answers so far one way.",
    caveats: "It is of one skill alone. Of twenty skills in which nothing changed, one would be below 0.05: read \
        change-p-bh in a list and change-p-holm before a headline.",
    source: "Wilcoxon (1945); Pratt (1959).",
    minimum_n: 1,
    compute: alone,
};

/// `change-p-bh`.
pub static LISTED: MeasureSpec = MeasureSpec {
    id: "change-p-bh",
    title: "The same, allowing for the length of the list",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Chance,
    levels: &[Level::Skill],
    question: "Which skills of the list moved, if we accept that a few of those named are chance?",
    definition: "change-p adjusted by Benjamini and Hochberg over all skills of one pair of waves in which anybody \
        moved. Same people.",
    how_to_read: "Of the skills below 0.05, at most one in twenty is expected to be there by chance.",
    caveats: "It rests on the other skills too: a list with more skills that did not move gives larger values.",
    source: "Benjamini and Hochberg (1995).",
    minimum_n: 1,
    compute: listed,
};

/// `change-p-holm`.
pub static HEADLINE: MeasureSpec = MeasureSpec {
    id: "change-p-holm",
    title: "The same, strict enough for a headline",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Chance,
    levels: &[Level::Network, Level::Skill],
    question: "Which changes may be told on their own, when not one of them should be chance?",
    definition: "Adjusted by Holm, same people: by skill, change-p over all skills of one pair of waves; over all \
        skills together, change-index-p over all pairs of waves that are compared.",
    how_to_read: "Below 0.05, the chance that anything below it is there by chance is at most one in twenty.",
    caveats: "Strict: a real change in a few people can fail it.",
    source: "Holm (1979).",
    minimum_n: 1,
    compute: headline,
};

fn alone(subject: &Subject<'_>) -> Vec<Measurement> {
    of_transitions(subject, ALONE.id, |table| Ok(wilcoxon(&table.differences(), Zeros::Pratt)?.best_p()))
}

fn listed(subject: &Subject<'_>) -> Vec<Measurement> {
    adjusted(subject, LISTED.id, benjamini_hochberg)
}

fn headline(subject: &Subject<'_>) -> Vec<Measurement> {
    let pairs = between::all(subject);
    let tests: Vec<(u64, Result<f64, Undefined>)> = pairs
        .iter()
        .map(|between| {
            let changes: Vec<f64> = between.index_changes().into_iter().flatten().collect();
            (changes.len() as u64, index_p::p(&changes))
        })
        .collect();
    let p = holm(&tests.iter().map(|(_, p)| p.ok()).collect::<Vec<_>>());
    let overall = pairs.iter().zip(tests).zip(p).map(|((between, (n, test)), p)| {
        let adjusted = test.and_then(|_| p.ok_or(Undefined::BadNumber));
        Measurement::new(between.network(HEADLINE.id), between::value(adjusted), n)
    });
    overall.chain(adjusted(subject, HEADLINE.id, holm)).collect()
}

/// `change-p` over the skills of each pair of waves, adjusted together; who moved nowhere stays undefined.
fn adjusted(
    subject: &Subject<'_>,
    id: &'static str,
    adjust: fn(&[Option<f64>]) -> Vec<Option<f64>>,
) -> Vec<Measurement> {
    let mut rows = alone(subject);
    for pair in rows.chunk_by_mut(|a, b| a.key.wave == b.key.wave) {
        let p = adjust(&pair.iter().map(|m| m.value.as_f64()).collect::<Vec<_>>());
        for (row, p) in pair.iter_mut().zip(p) {
            row.key.measure = id;
            if let Some(p) = p {
                row.value = between::value(Ok(p));
            }
        }
    }
    rows
}
