//! The wording of each case. A template whose measurements are hidden says nothing.

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

/// The findings that may be told, at most one a rule and five in all.
pub fn worded(page: &Page<'_>) -> Vec<FindingText> {
    let mut out: Vec<FindingText> = Vec::new();
    for finding in &page.analysis.findings {
        if out.len() == MOST || out.iter().any(|f| f.rule == finding.rule) {
            continue;
        }
        let Some(parts) = Parts::of(page, finding) else { continue };
        let text = WORDINGS.iter().find(|w| w.rule == finding.rule).and_then(|w| (w.word)(page, &parts));
        out.extend(text.map(|t| FindingText { rule: finding.rule, ..t }));
    }
    out
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
    let (a, b) = (ratio.key.group.as_ref()?, ratio.key.other.as_ref()?);
    text(
        format!("{a} and {b} hardly talk to each other"),
        format!(
            "{} between them, where {} would be expected from how many ties each side has ({} times; n {}).",
            words::counted(count as u64, "tie", "ties"),
            words::decimal(expected, 0),
            words::decimal(r, 2),
            words::count(ratio.n)
        ),
        format!(
            "Chance hardly gives so few: {} standard deviations below what shuffled labels give.",
            words::decimal(z.abs(), 1)
        ),
        "Name three pieces of work both sides share, and put one person from each side in charge of each.",
        "ties-by-sector",
    )
}

fn bridge(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (m, people) = parts.get("cut-off")?;
    let (_, links) = parts.get("cutpoints")?;
    let others = if links as u64 > 1 {
        format!(" {} people in all are the only link for someone.", words::count(links as u64))
    } else {
        " Nobody else is in such a place.".to_owned()
    };
    text(
        format!("One person is the only link to {} others", words::count(people as u64)),
        format!(
            "If that person left, {} would have no path to the rest of the network (n {}).{others}",
            words::counted(people as u64, "person", "people"),
            words::count(m.n)
        ),
        "Certain for the ties that were recorded; a phone call or a corridor leaves no record.".to_owned(),
        "Make a second link before you need it: introduce two people from each side to work on one task.",
        "group-map",
    )
}

fn low_and_cut_off(page: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (team, index) = parts.get("team")?;
    let (_, everyone) = parts.get("everyone")?;
    let (_, ei) = parts.get("ei")?;
    let range = words::interval(team).map(|i| format!("95% interval {i}")).unwrap_or_default();
    text(
        format!("{} is low in confidence and cut off", team.key.group.as_ref()?),
        format!(
            "Its confidence index is {} out of 100 ({range}, n {}), against {} for everyone. Its E-I index is {}: \
             nearly all of its ties stay inside.",
            words::decimal(index, 1),
            words::count(team.n),
            words::decimal(everyone, 1),
            words::decimal(ei, 2)
        ),
        format!("The interval lies wholly below everyone's index.{}", response(page)),
        "Hold the next café where this team works, and pair each of its people with someone outside it.",
        "confidence-by-team",
    )
}

fn cafe_rise(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (difference, _) = parts.get("difference")?;
    let (came, rise) = parts.get("came")?;
    let (stayed, rest) = parts.get("stayed")?;
    text(
        "Confidence rose among those who came to a café".to_owned(),
        format!(
            "{} points for the {} who came and answered twice, against {} for the {} who did not come.",
            words::signed(rise, 1),
            words::counted(came.n, "person", "people"),
            words::signed(rest, 1),
            words::count(stayed.n)
        ),
        format!(
            "The difference lies between {} points (95% interval). People chose to come, so the cafés may not be the \
             whole cause.",
            words::interval(difference)?.replace(" to ", " and ")
        ),
        "Hold another round, and invite the teams that have not come yet by name.",
        "change-by-cafe",
    )
}

fn single_team(page: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (holders, people) = parts.get("holders")?;
    let (team, _) = parts.get("team")?;
    let skill = holders.key.skill.as_ref()?;
    text(
        format!("Only {} is confident in “{skill}”", team.key.group.as_ref()?),
        format!(
            "{} confident in it, all in one team ({} answered).",
            words::counted(people as u64, "person is", "people are"),
            words::counted(holders.n, "person", "people")
        ),
        format!("People who did not answer may have the skill too.{}", response(page)),
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
            "{} of {} meet the level their role needs; on average people are {} levels short.",
            words::percent(met),
            words::counted(gap.n, "person", "people"),
            words::decimal(levels, 1)
        ),
        format!("95% interval of the gap: {} levels.{}", words::interval(gap)?, response(page)),
        "Put this skill first in the training plan, starting with the roles furthest from the line.",
        "gap-by-skill",
    )
}

fn lowest_skill(page: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (lowest, share) = parts.get("lowest")?;
    let (next, _) = parts.get("next")?;
    let overlap = lowest.high? >= next.low?;
    let certainty = if overlap {
        format!(
            "95% interval {}; it overlaps with the next skill, so do not rank the two.",
            words::interval(lowest)?
        )
    } else {
        format!("95% interval {}, clear of every other skill.", words::interval(lowest)?)
    };
    text(
        format!("{} are confident in “{}”", words::percent(share), lowest.key.skill.as_ref()?),
        format!(
            "It is the lowest of {} skills (n {}).",
            page.analysis.about.skills.len(),
            words::count(lowest.n)
        ),
        certainty,
        "Make it the subject of the next café.",
        "confidence-by-skill",
    )
}

fn change(page: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (change, points) = parts.get("change")?;
    let way = if points > 0.0 { "rose" } else { "fell" };
    text(
        format!("Confidence {way} by {} points", words::decimal(points.abs(), 1)),
        format!(
            "Mean change in the confidence index of the {} who answered both audits.",
            words::counted(change.n, "person", "people")
        ),
        format!("95% interval {} points.{}", words::interval(change)?, response(page)),
        "Say so to the people who took part, and ask what helped.",
        "change-by-skill",
    )
}

fn reach(_: &Page<'_>, parts: &Parts<'_>) -> Option<FindingText> {
    let (_, one) = parts.get("one")?;
    let (m, two) = parts.get("two")?;
    text(
        format!("{} of the time, help is within two steps", words::percent(two)),
        format!(
            "Where someone is not confident in a skill, {} have a confident colleague next to them and {} one within \
             two steps (n {}).",
            words::percent(one),
            words::percent(two),
            words::count(m.n)
        ),
        "Counted on recorded ties and on the answers given; both have gaps.".to_owned(),
        "Introduce people to the colleague who is two steps away.",
        "help-within-reach",
    )
}

/// How many answered, as a closing sentence.
fn response(page: &Page<'_>) -> String {
    let rate = page.view.network("response-rate", None, page.latest.as_ref()).and_then(|m| m.value.as_f64());
    rate.map(|r| format!(" {} of people answered.", words::percent(r))).unwrap_or_default()
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
