//! Findings about what moved.

use super::{Parts, Words, reverse};
use crate::report::compose::page::Page;
use crate::report::words;

pub(super) fn cafe_rise(_: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (difference, _) = parts.get("difference")?;
    let (came, rise) = parts.get("came")?;
    let (stayed, rest) = parts.get("stayed")?;
    let fewer = reverse::people_to_blur(difference, came.n)?;
    Some(Words {
        claim: "Confidence rose among people who came to a café".to_owned(),
        evidence: format!(
            "The {} who came {}, out of 100. The {} who did not come {}. All of them answered both audits.",
            words::counted(came.n, "person", "people"),
            gained(rise),
            words::count(stayed.n),
            gained(rest),
        ),
        certainty: format!(
            "Sure of the difference: likely {} points. But people chose to come, so the cafés may not be the whole \
             cause.",
            words::interval(difference)?
        ),
        reverse: format!(
            "If {} of those who came had gained no more than the others, the difference could be chance.",
            reverse::roughly(fewer)
        ),
        action: "Hold another round. Invite by name the teams that have not come yet.",
        chart: "change-by-cafe",
    })
}

/// `gained 18.0 points`, `lost 0.3 points`.
pub fn gained(points: f64) -> String {
    let way = if points < 0.0 { "lost" } else { "gained" };
    format!("{way} {} points", words::decimal(points.abs(), 1))
}

pub(super) fn change(_: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (change, points) = parts.get("change")?;
    let way = if points > 0.0 { "rose" } else { "fell" };
    let still = reverse::people_to_blur(change, change.n)?;
    Some(Words {
        claim: format!("Confidence {way} by {} points", words::decimal(points.abs(), 1)),
        evidence: format!(
            "This is the average change, out of 100, among the {} who answered both audits.",
            words::counted(change.n, "person", "people")
        ),
        certainty: format!("Sure. The likely range is {} points.", words::interval(change)?),
        reverse: format!(
            "If {} of these people had stayed where they were, the change could be chance.",
            reverse::roughly(still)
        ),
        action: if points > 0.0 {
            "Tell the people who took part, and ask them what helped."
        } else {
            "Ask the people who took part what got in the way."
        },
        chart: "change-by-skill",
    })
}
