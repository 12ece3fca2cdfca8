//! What to work on first: the gap to what matters, counting more where it matters more.

use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::model::audit::Aspect;
use crate::stats::borich::Discrepancy;

use super::beside::{self, Means, Rated};

/// `borich`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "borich",
    title: "Weighted gap to what matters",
    family: Family::Skills,
    population: Population::Beside,
    unit: Unit::Levels,
    levels: &[Level::Skill],
    question: "Which skill would repay training most?",
    definition: "Borich's mean weighted discrepancy: mean(I − C) · mean(I), in levels of the confidence scale. \
        Importance on other levels is spread evenly over those of confidence, lowest to lowest and highest to \
        highest; on as many levels it is taken as answered. Each mean is over those who gave that rating; n counts \
        those who gave both. Interval, 95 %: that of the gap times mean(I), which is taken as known.",
    how_to_read: "The skill with the largest value comes first. Below 0, confidence is ahead of importance. Where two \
        intervals overlap, their order means nothing.",
    caveats: "It is a way to put skills in order and not an amount. It is confidence as people rate it themselves, \
        not competence.",
    source: "Borich (1980), A needs assessment model for conducting follow-up studies.",
    minimum_n: 2,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    let mut out = Vec::new();
    for questions in beside::asked(subject, Aspect::Importance) {
        for (skill, rated) in questions.by_skill() {
            let key = Key::skill(SPEC.id, skill).in_wave(questions.label);
            out.push(weighted(key, &rated, subject.skills.levels));
        }
    }
    out
}

fn weighted(key: Key, rated: &Rated, levels: usize) -> Measurement {
    match rated.means() {
        Ok(means) => {
            let item = in_levels(&means, levels);
            let times = |end: f64| end / 100.0 * (levels as f64 - 1.0) * item.importance;
            let interval = means.interval.map(|(low, high)| (times(low), times(high)));
            Measurement::new(key, Value::Number(item.borich()), means.both).with_interval(interval)
        }
        Err(why) => Measurement::new(key, Value::Undefined(Reason(why)), rated.both()),
    }
}

/// Both means in levels of the confidence scale.
fn in_levels(means: &Means, levels: usize) -> Discrepancy {
    let level = |points: f64| 1.0 + points / 100.0 * (levels as f64 - 1.0);
    Discrepancy {
        n: means.both as usize,
        importance: level(means.aspect),
        confidence: level(means.confidence),
    }
}
