//! How many are confident.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::share::share;
use crate::table::{LevelCounts, PersonScore};

use super::cells;
use super::whole::Whole;

const NOBODY: &str = "nobody answered";

/// `confident`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "confident",
    title: "Confident",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group, Level::Skill, Level::Person],
    question: "How many say they are confident?",
    definition: "Answers at or above the first level that counts as confident, over all answers with a level. \
        For one skill, an answer is a person; over all skills, every person's answers are pooled. Missing answers \
        count in neither part. Interval for one skill, 95 %: Wilson's, which takes the answers as a sample of people \
        like these, because a team asks how it stands and not only how those stood who are on today's list. With \
        interval = \"census\" under [audit], of a group whose size on the staff list is known: Wilson's with the \
        finite-population correction (N − n)/(N − 1), cut to what those who did not answer could still make of it.",
    how_to_read: "A skill below half is one most people would rather not be asked to use in front of others.",
    caveats: "This is confidence as people rate it themselves, not competence.",
    source: "Wilson (1927) for the interval; by simulation both hold the truth 95 times in 100 in teams of 5 to 60.",
    minimum_n: 1,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let from = subject.skills.positive_from;
    let whole = Whole::of(subject);
    let one_skill = |key: Key, counts: &LevelCounts| {
        let (num, den) = (counts.at_or_above(from), counts.n());
        let interval = share(num, den, whole.spoken_of(&key)).map(|found| found.interval);
        Measurement::new(key, Value::share(num, den, NOBODY), den).with_interval(interval)
    };
    let pooled = |key: Key, people: &[PersonScore]| {
        let num = people.iter().map(|p| u64::from(p.confident)).sum();
        let den = people.iter().map(|p| u64::from(p.answered)).sum();
        Measurement::new(key, Value::share(num, den, NOBODY), people.len() as u64)
    };
    let mut out = cells::by_people(subject, SPEC.id, pooled);
    out.extend(cells::by_skill(subject, SPEC.id, one_skill));
    out.extend(cells::by_group_and_skill(subject, SPEC.id, one_skill));
    out.extend(cells::by_person(subject, SPEC.id, |key, p| pooled(key, &[p])));
    out
}
