//! In which of four quadrants of importance and confidence a skill stands.

use std::sync::Arc;

use crate::measures::{
    Family, Key, Level, MeasureSpec, Measurement, Population, Reason, Subject, Unit, Value,
};
use crate::model::audit::Aspect;
use crate::stats::borich::{Discrepancy, Quadrant, quadrant};

use super::beside::{self, Means, Questions};

/// The quadrants as the column `other` names them: important first, the less confident first of each two.
pub const QUADRANTS: [&str; 4] = ["Begin here", "Keep up", "Can wait", "Already there"];

/// Means closer than this are the same.
const SAME: f64 = 1e-9;

/// `quadrant`.
pub static SPEC: MeasureSpec = MeasureSpec {
    id: "quadrant",
    title: "Quadrant of importance and confidence",
    family: Family::Skills,
    population: Population::Beside,
    unit: Unit::Points,
    levels: &[Level::Skill],
    question: "Which skills matter more than others and are low in confidence?",
    definition: "Skills are parted by the mean importance and by the mean confidence over all skills, each skill \
        counting once and both spread over 0 to 100. The column other names the quadrant: Begin here (important, low \
        in confidence), Keep up (important, high), Can wait (less important, low), Already there (less important, \
        high). A mean on the line counts as high. The value is how far the skill is from the nearer of the two lines.",
    how_to_read: "Begin with Begin here. A skill a few points from a line could as well be on its other side.",
    caveats: "The lines are drawn through the middle of these skills, so some skill is always below them, however \
        well all of them stand.",
    source: "Martilla & James (1977), Importance-performance analysis; cut at the grand means.",
    minimum_n: 2,
    compute,
};

fn compute(subject: &Subject<'_>) -> Vec<Measurement> {
    beside::asked(subject, Aspect::Importance).iter().flat_map(placed).collect()
}

fn placed(questions: &Questions<'_>) -> Vec<Measurement> {
    let skills = questions.by_skill();
    let means: Vec<Result<Means, &'static str>> = skills.iter().map(|(_, rated)| rated.means()).collect();
    let cuts = cuts(&means.iter().filter_map(|m| m.ok()).collect::<Vec<_>>());
    let place = |((skill, rated), means): (&(&Arc<str>, _), &Result<Means, &'static str>)| {
        let key = Key::skill(SPEC.id, skill).in_wave(questions.label);
        let rated: &beside::Rated = rated;
        match means.and_then(|m| Ok((m, cuts?))) {
            Ok((means, cuts)) => {
                let far = (means.aspect - cuts.0).abs().min((means.confidence - cuts.1).abs());
                Measurement::new(key.with_other(&name(&means, cuts).into()), Value::Number(far), means.both)
            }
            Err(why) => Measurement::new(key, Value::Undefined(Reason(why)), rated.both()),
        }
    };
    skills.iter().zip(&means).map(place).collect()
}

/// The two lines, or why there are none.
fn cuts(known: &[Means]) -> Result<(f64, f64), &'static str> {
    let middle = |of: fn(&Means) -> f64, alike: &'static str| {
        let values: Vec<f64> = known.iter().map(of).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        if values.iter().all(|x| (x - mean).abs() <= SAME) { Err(alike) } else { Ok(mean) }
    };
    if known.len() < 2 {
        return Err("fewer than two skills were rated on both");
    }
    Ok((
        middle(|m| m.aspect, "all skills are equally important to people")?,
        middle(|m| m.confidence, "people are equally confident in all skills")?,
    ))
}

fn name(means: &Means, cuts: (f64, f64)) -> &'static str {
    let item = Discrepancy { n: means.both as usize, importance: means.aspect, confidence: means.confidence };
    QUADRANTS[match quadrant(&item, cuts.0, cuts.1) {
        Quadrant::BeginHere => 0,
        Quadrant::KeepUp => 1,
        Quadrant::CanWait => 2,
        Quadrant::AlreadyThere => 3,
    }]
}
