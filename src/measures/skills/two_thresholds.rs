//! People confident in one skill of every area, beside those confident in all.

use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::audit::Scoring;
use crate::stats::interval;
use crate::table::PersonScore;

use super::areas::{Areas, Scope, scopes};

const NO_AREAS: &str = "the framework puts no skill into an area";
const ONE_AREA: &str = "the framework has one area only";
const NOBODY: &str = "nobody answered in every area";

/// `one-in-every-area`.
pub static ONE: MeasureSpec = MeasureSpec {
    id: "one-in-every-area",
    title: "Confident in at least one skill of every area",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group],
    question: "How many people are confident in at least one skill of every area?",
    definition: "People at or above the first confident level in at least one skill of every area, over the people who \
        gave a level in every area. Who skipped a whole area is unknown and counts in neither part. Interval: \
        Wilson, 95 %. Given with scoring = \"essential-skills\".",
    how_to_read: "The lower of two thresholds: a foothold everywhere. Read it beside the share confident in all.",
    caveats: "One skill of an area says little about the others. This is confidence as people rate it themselves.",
    source: "The thresholds of Essential Digital Skills for Work (UK); Wilson (1927) for the interval.",
    minimum_n: 1,
    compute: one,
};

/// `all-skills`.
pub static ALL: MeasureSpec = MeasureSpec {
    id: "all-skills",
    title: "Confident in all skills",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Group],
    question: "How many people are confident in all skills?",
    definition: "People at or above the first confident level in every skill they gave a level for, over the people who \
        gave a level in every area; the same people as in one-in-every-area. A single question left out counts \
        neither way. Interval: Wilson, 95 %. Given with scoring = \"essential-skills\".",
    how_to_read: "The higher of two thresholds. One skill below the line is enough to be out.",
    caveats: "The more skills a framework has, the fewer people are confident in all of them: compare only the same \
        framework.",
    source: "The thresholds of Essential Digital Skills for Work (UK); Wilson (1927) for the interval.",
    minimum_n: 1,
    compute: all,
};

fn one(subject: &Subject<'_>) -> Vec<Measurement> {
    measure(subject, ONE.id, |areas| areas.iter().all(|a| a.confident > 0))
}

fn all(subject: &Subject<'_>) -> Vec<Measurement> {
    measure(subject, ALL.id, |areas| areas.iter().all(|a| a.confident == a.answered))
}

fn measure(
    subject: &Subject<'_>,
    id: &'static str,
    reaches: impl Fn(&[PersonScore]) -> bool,
) -> Vec<Measurement> {
    if subject.organisation.framework().scoring != Scoring::EssentialSkills {
        return Vec::new();
    }
    let areas = Areas::of(subject);
    let why = match areas.names.len() {
        0 => Some(NO_AREAS),
        1 => Some(ONE_AREA),
        _ => None,
    };
    let share = |Scope { key, wave, people }: Scope| {
        let scores = people.iter().map(|p| areas.scores(wave, *p));
        let known: Vec<_> = scores.filter(|s| s.iter().all(|area| area.answered > 0)).collect();
        let (num, den) = (known.iter().filter(|s| reaches(s)).count() as u64, known.len() as u64);
        Measurement::new(key, Value::share(num, den, NOBODY), den).with_interval(interval::wilson(num, den))
    };
    let undefined =
        |scope: Scope| Measurement::new(scope.key, Value::number(None, why.unwrap_or_default()), 0);
    match why {
        Some(_) => scopes(subject, id, &[]).into_iter().map(undefined).collect(),
        None => scopes(subject, id, &subject.groupings).into_iter().map(share).collect(),
    }
}
