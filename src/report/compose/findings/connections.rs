//! Findings about ties, and about ties and confidence together.

use super::{Parts, Words, answered, reverse};
use crate::report::compose::page::Page;
use crate::report::words;

/// Below this share of the ties expected, two groups hardly talk.
const FEW: f64 = 0.5;

pub(super) fn hardly_talks(_: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (ratio, r) = parts.get("ratio")?;
    let (_, count) = parts.get("count")?;
    let (_, expected) = parts.get("expected")?;
    let (_, z) = parts.get("z")?;
    let (by, a, b) = (ratio.key.by.as_ref()?, ratio.key.group.as_ref()?, ratio.key.other.as_ref()?);
    let sure = if z.abs() >= 3.0 { "Very sure" } else { "Sure" };
    let more = (expected * FEW - count).ceil().max(1.0) as u64;
    Some(Words {
        claim: format!(
            "{} and {} hardly talk to each other",
            words::capital(&words::group(by, a)),
            words::group(by, b)
        ),
        evidence: format!(
            "Their {} people share {}. From how many ties each side has, you would expect {}: this is {}.",
            words::count(ratio.n),
            words::counted(count as u64, "tie", "ties"),
            words::count(expected.round().max(0.0) as u64),
            words::part(r)
        ),
        certainty: format!(
            "{sure}, for the ties on record. Moving people between the {} at random almost never gives so few.",
            words::plural(by, 2)
        ),
        reverse: format!(
            "{} between them would bring this to half of what you would expect.",
            reverse::about(more, "more tie", "more ties")
        ),
        action: "Name three pieces of work both sides share. Put one person from each side in charge of each.",
        chart: "ties-by-sector",
    })
}

pub(super) fn bridge(_: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (m, people) = parts.get("cut-off")?;
    let (_, links) = parts.get("cutpoints")?;
    let others = match links as u64 {
        0 | 1 => "Nobody else is in such a place.".to_owned(),
        n => format!("{} people in all are the only link for someone.", words::count(n)),
    };
    Some(Words {
        claim: format!("One person is the only link to {} others", words::count(people as u64)),
        evidence: format!(
            "If that person left, {} would lose every path to the rest of the {}. {others}",
            words::counted(people as u64, "person", "people"),
            words::count(m.n)
        ),
        certainty: "Certain for the ties on record. A word in the corridor leaves no record.".to_owned(),
        reverse: "One more tie between the two sides, by way of anybody else.".to_owned(),
        action: "Make a second link before you need it: give two people from each side a task to share.",
        chart: "group-map",
    })
}

pub(super) fn low_and_cut_off(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (team, index) = parts.get("team")?;
    let (_, everyone) = parts.get("everyone")?;
    let (_, ei) = parts.get("ei")?;
    let by = team.key.by.as_ref()?;
    Some(Words {
        claim: format!(
            "{} is low in confidence and cut off",
            words::capital(&words::group(by, team.key.group.as_ref()?))
        ),
        evidence: format!(
            "Its confidence is {} out of 100, against {} for everyone. {} of its ties stay inside the {by}. {}",
            words::decimal(index, 1),
            words::decimal(everyone, 1),
            words::percent(inside(ei)),
            answered(page, team),
        ),
        certainty: format!(
            "Sure that it is low: its likely range, {}, lies below everyone’s figure.",
            words::interval(team)?
        ),
        reverse: format!(
            "If its people rated themselves {} points higher on average, it would not stand below the rest.",
            words::decimal((everyone - team.high?).max(0.1), 1)
        ),
        action: "Hold the next café or workshop where this team works. Pair each of its people with someone outside it.",
        chart: "confidence-by-team",
    })
}

pub(super) fn reach(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (_, one) = parts.get("one")?;
    let (m, two) = parts.get("two")?;
    Some(Words {
        claim: format!("Someone confident is within two steps {} of the time", words::percent(two)),
        evidence: format!(
            "When someone lacks confidence in a skill, {} of the time a colleague they know is confident in it. With \
             one introduction that rises to {}. {}",
            words::percent(one),
            words::percent(two),
            answered(page, m)
        ),
        certainty: "Fairly sure. It rests on recorded ties and given answers, and both have gaps.".to_owned(),
        reverse:
            "Ties that left no record would raise it. People who say they are confident and would not help \
                  lower it."
                .to_owned(),
        action: "Introduce people to the colleague who is two steps away.",
        chart: "help-within-reach",
    })
}

/// The share of ties that stay inside, from the E-I index.
pub fn inside(ei: f64) -> f64 {
    (1.0 - ei) / 2.0
}
