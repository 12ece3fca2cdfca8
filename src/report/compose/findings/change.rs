//! Findings about what moved.

use super::{Parts, Words, reverse};
use crate::measures::Measurement;
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
            how_it_moved(came, rise),
            words::count(stayed.n),
            how_it_moved(stayed, rest),
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

/// `gained 18.0 points`; where the likely range holds 0, `did not clearly move (−0.4 points)`.
pub fn how_it_moved(change: &Measurement, points: f64) -> String {
    match change.low.zip(change.high) {
        Some((low, high)) if low <= 0.0 && high >= 0.0 => {
            format!("did not clearly move ({} points)", words::signed(points, 1))
        }
        _ => gained(points),
    }
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
        certainty: format!(
            "Sure of the average. The likely range is {} points.{}",
            words::interval(change)?,
            parts.get("noise").map(|(_, noise)| of_one(points, noise)).unwrap_or_default()
        ),
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

/// Whether the average change would be noise in one person.
fn of_one(points: f64, noise: f64) -> String {
    let noise_in_one = words::decimal(noise, 1);
    if points.abs() < noise {
        format!(" For one person, less than {noise_in_one} points is within noise.")
    } else {
        format!(" Even for one person it is beyond noise, which is {noise_in_one} points.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sure_of_many_may_be_noise_in_one() {
        assert_eq!(of_one(-7.7, 10.2), " For one person, less than 10.2 points is within noise.");
        assert_eq!(of_one(12.0, 10.2), " Even for one person it is beyond noise, which is 10.2 points.");
    }
}
