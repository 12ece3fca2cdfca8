//! The wording of each case. A template whose measurements are hidden says nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::page::Page;
use crate::insight::finding::Finding;
use crate::measures::Measurement;
use crate::report::document::FindingText;
use crate::report::words;

/// Findings on the first screen.
const MOST: usize = 5;

/// The parts of a case, each with a value that may be shown.
struct Parts<'a> {
    parts: Vec<(&'static str, &'a Measurement, f64)>,
}

impl<'a> Parts<'a> {
    fn of(page: &Page<'a>, finding: &Finding) -> Option<Self> {
        let find = |(part, key): &(&'static str, _)| {
            let m = page.view.get(key)?;
            Some((*part, m, m.value.as_f64()?))
        };
        finding.rests_on.iter().map(find).collect::<Option<Vec<_>>>().map(|parts| Self { parts })
    }

    fn get(&self, part: &str) -> Option<(&'a Measurement, f64)> {
        self.parts.iter().find(|p| p.0 == part).map(|p| (p.1, p.2))
    }
}

/// Attribute and label of groups.
type Groups = BTreeSet<(Arc<str>, Arc<str>)>;

/// The findings that may be told, at most one a rule and five in all, and the groups they name.
pub fn worded(page: &Page<'_>) -> (Vec<FindingText>, Groups) {
    let mut out: Vec<FindingText> = Vec::new();
    let mut named = Groups::new();
    for finding in &page.analysis.findings {
        if out.len() == MOST || out.iter().any(|f| f.rule == finding.rule) {
            continue;
        }
        let Some(parts) = Parts::of(page, finding) else { continue };
        let text = WORDINGS.iter().find(|w| w.rule == finding.rule).and_then(|w| (w.word)(page, &parts));
        if let Some(text) = text {
            out.push(FindingText { rule: finding.rule, ..text });
            named.extend(finding.rests_on.iter().flat_map(|(_, key)| {
                let by = key.by.clone();
                [&key.group, &key.other]
                    .into_iter()
                    .flatten()
                    .filter_map(move |g| Some((by.clone()?, g.clone())))
            }));
        }
    }
    (out, named)
}

/// How one rule's cases are told.
struct Wording {
    rule: &'static str,
    word: fn(&Page<'_>, &Parts<'_>) -> Option<FindingText>,
}

static WORDINGS: &[Wording] = &[
    Wording { rule: "hardly-talks", word: hardly_talks },
    Wording { rule: "bridge", word: bridge },
    Wording { rule: "low-and-cut-off", word: low_and_cut_off },
    Wording { rule: "cafe-rise", word: cafe_rise },
    Wording { rule: "single-team", word: single_team },
    Wording { rule: "gap", word: gap },
    Wording { rule: "lowest-skill", word: lowest_skill },
    Wording { rule: "change", word: change },
    Wording { rule: "reach", word: reach },
];

fn text(
    claim: String,
    evidence: String,
    certainty: String,
    action: &str,
    chart: &str,
) -> Option<FindingText> {
    let chart = Some(chart.to_owned());
    Some(FindingText { rule: "", claim, evidence, certainty, action: action.to_owned(), chart })
}

fn hardly_talks(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (ratio, r) = parts.get("ratio")?;
    let (_, count) = parts.get("count")?;
    let (_, expected) = parts.get("expected")?;
    let (_, z) = parts.get("z")?;
    let (by, a, b) = (ratio.key.by.as_ref()?, ratio.key.group.as_ref()?, ratio.key.other.as_ref()?);
    let sure = if z.abs() >= 3.0 { "Very sure" } else { "Sure" };
    text(
        format!(
            "{} and {} hardly talk to each other",
            words::capital(&words::group(by, a)),
            words::group(by, b)
        ),
        format!(
            "Their {} people share {}. From how many ties each side has, you would expect {}: this is {}.",
            words::count(ratio.n),
            words::counted(count as u64, "tie", "ties"),
            words::count(expected.round().max(0.0) as u64),
            words::part(r)
        ),
        format!(
            "{sure}. Moving people between the {} at random almost never gives so few.",
            words::plural(by, 2)
        ),
        "Name three pieces of work both sides share. Put one person from each side in charge of each.",
        "ties-by-sector",
    )
}

fn bridge(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (m, people) = parts.get("cut-off")?;
    let (_, links) = parts.get("cutpoints")?;
    let others = match links as u64 {
        0 | 1 => "Nobody else is in such a place.".to_owned(),
        n => format!("{} people in all are the only link for someone.", words::count(n)),
    };
    text(
        format!("One person is the only link to {} others", words::count(people as u64)),
        format!(
            "If that person left, {} would lose every path to the rest of the {}. {others}",
            words::counted(people as u64, "person", "people"),
            words::count(m.n)
        ),
        "Certain for the ties on record. A word in the corridor leaves no record.".to_owned(),
        "Make a second link before you need it: give two people from each side a task to share.",
        "group-map",
    )
}

fn low_and_cut_off(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (team, index) = parts.get("team")?;
    let (_, everyone) = parts.get("everyone")?;
    let (_, ei) = parts.get("ei")?;
    let by = team.key.by.as_ref()?;
    text(
        format!(
            "{} is low in confidence and cut off",
            words::capital(&words::group(by, team.key.group.as_ref()?))
        ),
        format!(
            "Its confidence is {} out of 100 ({} answered), against {} for everyone. {} of its ties stay inside the {by}.",
            words::decimal(index, 1),
            words::counted(team.n, "person", "people"),
            words::decimal(everyone, 1),
            words::percent(inside(ei)),
        ),
        format!("Sure. Its likely range, {}, lies below everyone’s figure.", words::interval(team)?),
        "Hold the next café or workshop where this team works. Pair each of its people with someone outside it.",
        "confidence-by-team",
    )
}

fn cafe_rise(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (difference, _) = parts.get("difference")?;
    let (came, rise) = parts.get("came")?;
    let (stayed, rest) = parts.get("stayed")?;
    text(
        "Confidence rose among people who came to a café".to_owned(),
        format!(
            "The {} who came {}, out of 100. The {} who did not come {}.",
            words::counted(came.n, "person", "people"),
            gained(rise),
            words::count(stayed.n),
            gained(rest),
        ),
        format!(
            "Sure of the difference: likely {} points. But people chose to come, so the cafés may not be the whole \
             cause.",
            words::interval(difference)?
        ),
        "Hold another round. Invite by name the teams that have not come yet.",
        "change-by-cafe",
    )
}

/// `gained 18.0 points`, `lost 0.3 points`.
pub fn gained(points: f64) -> String {
    let way = if points < 0.0 { "lost" } else { "gained" };
    format!("{way} {} points", words::decimal(points.abs(), 1))
}

/// The share of ties that stay inside, from the E-I index.
pub fn inside(ei: f64) -> f64 {
    (1.0 - ei) / 2.0
}

fn single_team(page: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (holders, people) = parts.get("holders")?;
    let (team, _) = parts.get("team")?;
    let (by, skill) = (team.key.by.as_ref()?, holders.key.skill.as_ref()?);
    text(
        format!("Only {} is confident in “{skill}”", words::group(by, team.key.group.as_ref()?)),
        format!(
            "{} confident in it, all in that {by}. {} answered.",
            words::counted(people as u64, "person is", "people are"),
            words::counted(holders.n, "person", "people")
        ),
        format!("Fairly sure. {} may have the skill too.", silent(page)),
        "Ask that team to teach one person in every other team before anyone moves on.",
        "confidence-by-team-and-skill",
    )
}

fn gap(page: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (gap, levels) = parts.get("gap")?;
    let (_, met) = parts.get("met")?;
    let skill = gap.key.skill.as_ref()?;
    text(
        format!("“{skill}” falls furthest short of what roles need"),
        format!(
            "{} of {} meet the level their role needs. On average people are {} levels short, on a scale of {}.",
            words::percent(met),
            words::counted(gap.n, "person", "people"),
            words::decimal(levels, 1),
            page.analysis.about.levels.len()
        ),
        format!("Sure. The likely range is {} levels.", words::interval(gap)?),
        "Put this skill first in the training plan. Start with the roles furthest from the line.",
        "gap-by-skill",
    )
}

fn lowest_skill(page: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (lowest, share) = parts.get("lowest")?;
    let (next, _) = parts.get("next")?;
    let range = words::interval(lowest)?;
    let certainty = if lowest.high? >= next.low? {
        format!("Sure that it is low: likely {range}. The next skill is too close to say which is lower.")
    } else {
        format!("Sure. The likely range is {range}, below every other skill.")
    };
    text(
        format!("Only {} are confident in “{}”", words::percent(share), lowest.key.skill.as_ref()?),
        format!(
            "It is the lowest of {} skills. {} answered.",
            page.analysis.about.skills.len(),
            words::counted(lowest.n, "person", "people")
        ),
        certainty,
        "Make it the subject of the next café or workshop.",
        "confidence-by-skill",
    )
}

fn change(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (change, points) = parts.get("change")?;
    let way = if points > 0.0 { "rose" } else { "fell" };
    let action = if points > 0.0 {
        "Tell the people who took part, and ask them what helped."
    } else {
        "Ask the people who took part what got in the way."
    };
    text(
        format!("Confidence {way} by {} points", words::decimal(points.abs(), 1)),
        format!(
            "This is the average change, out of 100, among the {} who answered both audits.",
            words::counted(change.n, "person", "people")
        ),
        format!("Sure. The likely range is {} points.", words::interval(change)?),
        action,
        "change-by-skill",
    )
}

fn reach(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (_, one) = parts.get("one")?;
    let (m, two) = parts.get("two")?;
    text(
        format!("Help is within two steps {} of the time", words::percent(two)),
        format!(
            "When someone lacks confidence in a skill, {} of the time a colleague they know has it. With one \
             introduction that rises to {}. This counts {}.",
            words::percent(one),
            words::percent(two),
            words::counted(m.n, "person", "people")
        ),
        "Fairly sure. It rests on recorded ties and given answers, and both have gaps.".to_owned(),
        "Introduce people to the colleague who is two steps away.",
        "help-within-reach",
    )
}

/// Those who did not answer, as the beginning of a sentence.
fn silent(page: &Page<'_>) -> String {
    let rate = page.view.network("response-rate", None, page.latest.as_ref()).and_then(|m| m.value.as_f64());
    match rate.map(|r| words::percent(1.0 - r)) {
        Some(share) => format!("The {share} who did not answer"),
        None => "People who did not answer".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::rules::RULES;

    #[test]
    fn every_rule_has_its_wording() {
        for rule in RULES {
            assert!(WORDINGS.iter().any(|w| w.rule == rule.id), "{} has no wording", rule.id);
        }
        assert_eq!(WORDINGS.len(), RULES.len());
    }
}
