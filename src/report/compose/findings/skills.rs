//! Findings about confidence in single skills.

use super::{Parts, Words, answered, reverse};
use crate::report::compose::page::Page;
use crate::report::words;

pub(super) fn single_team(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (holders, people) = parts.get("holders")?;
    let (team, _) = parts.get("team")?;
    let (by, skill) = (team.key.by.as_ref()?, holders.key.skill.as_ref()?);
    Some(Words {
        claim: format!("Confidence in “{skill}” sits in one {by}"),
        evidence: format!(
            "{} they are confident in it, all in {}. {}",
            words::counted(people as u64, "person says", "people say"),
            words::group(by, team.key.group.as_ref()?),
            answered(page, holders)
        ),
        certainty: format!("Fairly sure. {} may be confident too.", silent(page)),
        reverse: format!("One confident person in another {by}, perhaps among those who did not answer."),
        action: "Ask that team to teach one person in every other team before anyone moves on.",
        chart: "confidence-by-team-and-skill",
    })
}

pub(super) fn gap(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (gap, levels) = parts.get("gap")?;
    let (_, met) = parts.get("met")?;
    let skill = gap.key.skill.as_ref()?;
    // The rule names the widest gap; it is said to be the widest only where no other comes near.
    let next = parts.get("next");
    let alone = next.is_none_or(|(next, _)| next.high.zip(gap.low).is_some_and(|(high, low)| high < low));
    Some(Words {
        claim: if alone {
            format!("Confidence in “{skill}” falls furthest short of what roles need")
        } else {
            format!("Confidence in “{skill}” falls short of what roles need")
        },
        evidence: format!(
            "{} rate themselves at the level their role needs. On average people are {} levels short, on a scale of \
             {}. {}",
            words::percent(met),
            words::decimal(levels, 1),
            page.analysis.about.levels.len(),
            answered(page, gap)
        ),
        certainty: match next.and_then(|(next, _)| next.key.skill.as_ref()).filter(|_| !alone) {
            None => format!("Sure. The likely range is {} levels.", words::interval(gap)?),
            Some(next) => format!(
                "Sure that it falls short: likely {} levels. “{next}” is too close to say which is further off.",
                words::interval(gap)?
            ),
        },
        reverse: format!(
            "{} would close the gap on average.",
            reverse::about(reverse::levels_to_close(gap)?, "answer a level higher", "answers a level higher")
        ),
        action: "Put this skill first in the training plan. Start with the roles furthest from the line.",
        chart: "gap-by-skill",
    })
}

pub(super) fn lowest_skill(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (lowest, share) = parts.get("lowest")?;
    let (next, above) = parts.get("next")?;
    let range = words::interval(lowest)?;
    let skill = lowest.key.skill.as_ref()?;
    let apart = lowest.high? < next.low?;
    let more = reverse::answers_to_pass(lowest, above)?;
    Some(Words {
        claim: format!("Only {} are confident in “{skill}”", words::percent(share)),
        evidence: format!(
            "{} of {} skills. {}",
            if apart { "It is the lowest" } else { "It is among the lowest" },
            page.analysis.about.skills.len(),
            answered(page, lowest)
        ),
        certainty: if apart {
            format!("Sure. The likely range is {range}, below every other skill.")
        } else {
            format!(
                "Sure that it is low: likely {range}. “{}” is too close to say which is lower.",
                next.key.skill.as_ref()?
            )
        },
        reverse: format!(
            "{} would put “{}” lowest instead.",
            reverse::about(more, "more confident answer", "more confident answers"),
            next.key.skill.as_ref()?
        ),
        action: "Make it the subject of the next café or workshop.",
        chart: "confidence-by-skill",
    })
}

/// Those who did not answer, as the beginning of a sentence.
fn silent(page: &Page<'_>) -> String {
    let rate = page.view.network("response-rate", None, page.latest.as_ref()).and_then(|m| m.value.as_f64());
    match rate.map(|r| words::percent(1.0 - r)) {
        Some(share) => format!("The {share} who did not answer"),
        None => "People who did not answer".to_owned(),
    }
}
