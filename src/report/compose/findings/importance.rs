//! What matters to people and is low in confidence.

use super::{Parts, Words, answered, reverse};
use crate::report::compose::page::Page;
use crate::report::words;

pub(super) fn important_and_low(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (_, far) = parts.get("place")?;
    let (gap, points) = parts.get("gap")?;
    let (confident, share) = parts.get("confident")?;
    let skill = gap.key.skill.as_ref()?;
    // People whose two ratings would each have to be as alike as they are apart now.
    let needed = reverse::people_to_blur(gap, gap.n)?;
    Some(Words {
        claim: format!("“{skill}” matters to people, and {} are confident in it", words::percent(share)),
        evidence: format!(
            "On a scale from 0 to 100, people rate its importance {} points above their confidence. {} rated both. {}",
            words::decimal(points, 0),
            words::counted(gap.n, "person", "people"),
            answered(page, confident)
        ),
        certainty: format!(
            "Sure that importance is ahead: likely by {} points. It stands {} points from the line between more and \
             less important or confident skills{}.",
            words::interval(gap)?,
            words::decimal(far, 0),
            if far < NEAR { ", which is too close to be sure of its side" } else { "" }
        ),
        reverse: format!(
            "{} as far apart as the average would have to rate both alike.",
            words::capital(&format!(
                "{} {}",
                reverse::roughly(needed),
                if needed == 1 { "person" } else { "people" }
            ))
        ),
        action: "Begin training with this skill. Ask people what they need it for before choosing how.",
        chart: "importance-and-confidence",
    })
}

/// Points from a line within which another handful of answers could move a skill across.
const NEAR: f64 = 5.0;
