//! Those who answered only the second wave beside those who answered only the first.

use super::between::{self, Between, Both, exact};
use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::stats::superiority::{Superiority, superiority};
use crate::stats::undefined::Undefined;

/// `change-superiority`.
pub static A: MeasureSpec = MeasureSpec {
    id: "change-superiority",
    title: "Chance that one of the second wave stands above one of the first, different people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Skill],
    question: "Do those who answered only the second wave stand above those who answered only the first?",
    definition: "A = P(second > first) + ½ P(equal), over every pair of someone who answered only the second wave and \
        someone who answered only the first; nobody who answered both is in it. Over all skills by the index, by \
        skill by the level. Interval: Newcombe's method 5, squared errors midway between those with and without the \
        correction for ties, 95 %. n counts both sides.",
    how_to_read: "50 % is no difference, 60 % that in three pairs of five the one of the second wave stands higher.",
    caveats: "These are other people: those who left and those who came may have differed from the start.",
    source: "Vargha and Delaney (2000); Newcombe (2006).",
    minimum_n: 2,
    compute: compare,
};

/// `change-superiority-p`.
pub static P: MeasureSpec = MeasureSpec {
    id: "change-superiority-p",
    title: "Chance of such a difference, different people",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Chance,
    levels: &[Level::Network, Level::Skill],
    question: "If those who answered once were alike in both waves, how often would they differ so much by chance?",
    definition: "Two-sided p of Brunner and Munzel's test that change-superiority is 50 %: by ranks, the two groups \
        may differ in spread. Student's t with Satterthwaite's degrees of freedom.",
    how_to_read: "Below 0.05, chance alone would rarely set two groups of people so far apart.",
    caveats: "Of twenty skills alike in both groups, one would be below 0.05 by chance.",
    source: "Brunner and Munzel (2000).",
    minimum_n: 4,
    compute: test,
};

pub(super) const NO_SPREAD: &str = "too few people on one side, or all of them alike";

fn compare(subject: &Subject<'_>) -> Vec<Measurement> {
    each(subject, A.id, |key, n, found| {
        let value = between::value(found.map(|s| s.a));
        Measurement::new(key, value, n).with_interval(found.ok().map(|s| (s.low, s.high)))
    })
}

fn test(subject: &Subject<'_>) -> Vec<Measurement> {
    each(subject, P.id, |key, n, found| {
        let value = match found {
            Ok(s) => Value::number(s.test.map(|t| t.p), NO_SPREAD),
            Err(why) => Value::Undefined(Reason(why.reason())),
        };
        Measurement::new(key, value, n)
    })
}

type Found = Result<Superiority, Undefined>;

fn each(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(Key, u64, Found) -> Measurement,
) -> Vec<Measurement> {
    let mut out = Vec::new();
    for between in between::all(subject) {
        let (n, found) = by_index(&between);
        out.push(make(between.network(id), n, found));
        for skill in subject.skills.skill_ids() {
            let (first, second) = once(&between.levels(skill));
            let levels: Vec<u8> = (1..=subject.skills.levels as u8).collect();
            let n = (first.len() + second.len()) as u64;
            out.push(make(between.skill(id, skill), n, compared(&first, &second, &levels)));
        }
    }
    out
}

/// Over all skills: the places are the indices that occur, which are no levels but have their order.
fn by_index(between: &Between<'_>) -> (u64, Found) {
    let (first, second) = once(&between.indices());
    let whole = |x: &f64| (exact(*x) * 1e9).round() as i64;
    let (first, second): (Vec<i64>, Vec<i64>) =
        (first.iter().map(whole).collect(), second.iter().map(whole).collect());
    let mut places: Vec<i64> = first.iter().chain(&second).copied().collect();
    places.sort_unstable();
    places.dedup();
    // With everyone alike there is one place, and no scale has fewer than two.
    places.push(i64::MAX);
    ((first.len() + second.len()) as u64, compared(&first, &second, &places))
}

/// Answers of those who answered only before, and of those who answered only after.
fn once<T: Copy>(people: &[Both<T>]) -> (Vec<T>, Vec<T>) {
    let only = |a: Option<T>, b: Option<T>| a.filter(|_| b.is_none());
    (
        people.iter().filter_map(|(before, after)| only(*before, *after)).collect(),
        people.iter().filter_map(|(before, after)| only(*after, *before)).collect(),
    )
}

fn compared<T: Ord>(first: &[T], second: &[T], places: &[T]) -> Found {
    let counts = |answers: &[T]| {
        let mut counts = vec![0; places.len()];
        for place in answers.iter().filter_map(|x| places.binary_search(x).ok()) {
            counts[place] += 1;
        }
        counts
    };
    superiority(&counts(first), &counts(second))
}
