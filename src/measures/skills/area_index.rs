//! Confidence in each area of the framework.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::stats::interval;
use crate::table::PersonScore;

use super::areas::{Areas, by_area};

const NOBODY: &str = "nobody answered in this area";
const ONE_AREA: &str = "the framework has one area only, so the values over all skills say it";

/// `area-index`.
pub static INDEX: MeasureSpec = MeasureSpec {
    id: "area-index",
    title: "Confidence index by area",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network, Level::Group],
    question: "In which area of the framework are people least confident?",
    definition: "Mean of all levels given to the skills of the area named in the column other, spread evenly over 0 to \
        100 (lowest level 0, highest 100). Every answer counts once; who skipped an area is not counted in it. \
        Interval: 95 %, Student's t on what each person adds to the ratio of levels to answers, so that the \
        answers of one person are not taken for those of several. n counts people.",
    how_to_read: "Two areas whose intervals overlap are not ranked: either may be the weaker one.",
    caveats: "It treats the steps between levels as equal, and areas with harder questions come out lower. It is \
        confidence as people rate it themselves.",
    source: "Own definition; the interval is that of a ratio estimate over people (Cochran 1977, chapter 6).",
    minimum_n: 1,
    compute: index,
};

/// `area-confident`.
pub static CONFIDENT: MeasureSpec = MeasureSpec {
    id: "area-confident",
    title: "Confident, by area",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group],
    question: "How many answers in each area of the framework are confident?",
    definition: "Answers at or above the first level that counts as confident, over all answers with a level to the \
        skills of the area named in the column other. Who skipped an area is not counted in it. n counts people.",
    how_to_read: "Beside the index it shows how much of an area is above the line.",
    caveats: "This is confidence as people rate it themselves, not competence. Read the index for the interval.",
    source: "Own definition.",
    minimum_n: 1,
    compute: confident,
};

fn index(subject: &Subject<'_>) -> Vec<Measurement> {
    let levels = subject.skills.levels;
    measure(subject, INDEX.id, |key, people| {
        let (mean, interval) = interval::mean_t(&shares_of_ratio(people, levels)).unzip();
        Measurement::new(key, Value::number(mean, NOBODY), people.len() as u64)
            .with_interval(interval.flatten())
    })
}

fn confident(subject: &Subject<'_>) -> Vec<Measurement> {
    measure(subject, CONFIDENT.id, |key, people| {
        let num = people.iter().map(|p| u64::from(p.confident)).sum();
        let den = people.iter().map(|p| u64::from(p.answered)).sum();
        Measurement::new(key, Value::share(num, den, NOBODY), people.len() as u64)
    })
}

/// What each person adds to the ratio R = Σy/Σm of points to answers: R + (y − R·m)/m̄. Their mean is R, and
/// their scatter that of the ratio.
fn shares_of_ratio(people: &[PersonScore], levels: usize) -> Vec<f64> {
    let points = |p: &PersonScore| p.index(levels) * f64::from(p.answered);
    let (y, m) = people.iter().fold((0.0, 0.0), |(y, m), p| (y + points(p), m + f64::from(p.answered)));
    let (ratio, mean) = (y / m, m / people.len() as f64);
    people.iter().map(|p| ratio + (points(p) - ratio * f64::from(p.answered)) / mean).collect()
}

/// By area; one row that says why where there is one area only, none where there are none.
fn measure(
    subject: &Subject<'_>,
    id: &'static str,
    make: impl Fn(Key, &[PersonScore]) -> Measurement,
) -> Vec<Measurement> {
    match Areas::of(subject).names.as_slice() {
        [] => Vec::new(),
        [one] => {
            let undefined = Value::number(None, ONE_AREA);
            vec![Measurement::new(Key::network(id).with_other(one), undefined, 0)]
        }
        _ => by_area(subject, id, make),
    }
}
