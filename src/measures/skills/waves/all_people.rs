//! The change of everyone, whether they answered once or twice.

use super::between::{self, NO_COMMON_SKILL};
use crate::measures::{Family, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value};

/// `change-all-people`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "change-all-people",
    title: "Change in the confidence index, everyone who answered",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Points,
    levels: &[Level::Network],
    question: "How far apart are the two waves, all answers together?",
    definition: "Mean index of everyone who answered the second wave less that of everyone who answered the first, \
        over the skills both asked about. Some are in both, some in one; the interval (95 %) is Derrick's t for partly \
        overlapping samples, spreads not taken to be equal. n counts each person once.",
    how_to_read: "Beside change-index, which is of the same people: where the two differ, who answered has changed.",
    caveats: "It mixes people who changed with people who came and went.",
    source: "Derrick, Russ, Toher and White (2017).",
    minimum_n: 2,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let measure = |between: &between::Between<'_>| {
        let waves = between.in_points();
        let n = (waves.both.len() + waves.first_only.len() + waves.second_only.len()) as u64;
        let key = between.network(SPEC.id);
        match waves.everyone() {
            _ if between.common.is_empty() => {
                Measurement::new(key, Value::Undefined(Reason(NO_COMMON_SKILL)), 0)
            }
            Err(why) => Measurement::new(key, Value::Undefined(Reason(why.reason())), n),
            Ok(found) => {
                let interval = found.sure.ok().map(|sure| (sure.low, sure.high));
                Measurement::new(key, between::value(Ok(found.change)), n).with_interval(interval)
            }
        }
    };
    between::all(subject).iter().map(measure).collect()
}
