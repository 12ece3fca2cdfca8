//! Importance against confidence.

use crate::measures::{Family, Key, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};
use crate::model::audit::Aspect;

use super::beside::{self, LEVELS, Rated};

/// `importance-gap`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "importance-gap",
    title: "Importance less confidence",
    family: Family::Skills,
    population: Population::Beside,
    unit: Unit::Points,
    levels: LEVELS,
    question: "Does the skill matter more to people than they feel able?",
    definition: "Mean importance less mean confidence, each on its own scale spread evenly over 0 to 100, also where \
        both were asked on the same levels. Each mean is over those who gave that rating; n counts those who gave \
        both. Interval, 95 %: t for partially overlapping samples, which is the paired t where everyone gave both.",
    how_to_read: "Above 0, people rate the skill as higher in importance than in confidence. An interval wholly above \
        0 says that the scatter between people does not explain it.",
    caveats: "The two scales have different words, so a gap of 0 is not a balance of anything. Compare gaps of \
        skills with each other.",
    source: "Derrick, Russ, Toher & White (2017), Test statistics for the comparison of means for two samples that \
        include both paired and independent observations, for the interval.",
    minimum_n: 2,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    beside::tables(subject, (SPEC.id, Aspect::Importance), gap)
}

/// The aspect less confidence, or why there is none.
pub(super) fn gap(key: Key, rated: &Rated) -> Measurement {
    match rated.means() {
        Ok(means) => Measurement::new(key, Value::Number(means.aspect - means.confidence), means.both)
            .with_interval(means.interval),
        Err(why) => Measurement::new(key, Value::Undefined(Reason(why)), rated.both()),
    }
}
