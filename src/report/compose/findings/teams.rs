//! Findings about what a team holds, and what it would lose.

use super::{Parts, Words, answered};
use crate::measures::{Key, Level, Measurement};
use crate::report::compose::page::Page;
use crate::report::words;

/// Skills that are named; more are counted.
const NAMED: usize = 4;

/// Of everyone the skills are named; of a team only how many there are, because a skill beside a small
/// team points at a person.
pub(super) fn hangs_on_one(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    match (parts.get("everyone"), parts.get("team")) {
        (Some((everyone, skills)), _) => of_everyone(page, everyone, skills as u64),
        (_, Some((team, skills))) => of_team(page, team, skills as u64),
        (None, None) => None,
    }
}

fn of_everyone(page: &Page<'_>, everyone: &Measurement, skills: u64) -> Option<Words> {
    let names = held_by_one(page);
    let which = match names.as_slice() {
        [] => String::new(),
        names if names.len() > NAMED => format!(" Among them: {}.", words::list(&names[..NAMED])),
        names => format!(" {}: {}.", if skills == 1 { "It is" } else { "They are" }, words::list(names)),
    };
    Some(Words {
        claim: if skills == 1 {
            "One skill hangs on one person".to_owned()
        } else {
            format!("{} skills hang on one person each", words::count(skills))
        },
        evidence: format!(
            "In {} of {} skills only one person says they are confident.{which} {}",
            words::count(skills),
            page.analysis.about.skills.len(),
            answered(page, everyone)
        ),
        certainty: "Fairly sure. People who did not answer may be confident too.".to_owned(),
        reverse: format!(
            "One more confident person{}, perhaps among those who did not answer.",
            if skills == 1 { "" } else { " for each" }
        ),
        action: "Ask for someone to learn each of these skills beside the person who is confident in it.",
        chart: "confidence-by-skill",
    })
}

fn of_team(page: &Page<'_>, team: &Measurement, skills: u64) -> Option<Words> {
    let (by, group) = (team.key.by.as_ref()?, team.key.group.as_ref()?);
    let name = words::group(by, group);
    let of = page.analysis.about.skills.len();
    Some(Words {
        claim: format!("In {name} {skills} of {of} skills hang on one person each"),
        evidence: format!(
            "In each of them only one person there says they are confident; it need not be the same person. This \
             rests on the {} of {name} who answered.",
            words::counted(team.n, "person", "people")
        ),
        certainty:
            "Fairly sure of the number, less of the cause: in a small group one person is soon the only one."
                .to_owned(),
        reverse: "A second confident person for each, perhaps among those who did not answer.".to_owned(),
        action: "Ask the group to pair up: whoever is confident shows one colleague, skill by skill.",
        chart: "spread-by-team",
    })
}

/// Skills of which only one person of everyone says they are confident, by name.
fn held_by_one(page: &Page<'_>) -> Vec<String> {
    let one = |m: &&Measurement| m.key.wave == page.latest && m.value.as_f64() == Some(1.0);
    let skills = page.view.of("skill-holders", Level::Skill).filter(one);
    skills.filter_map(|m| Some(format!("“{}”", m.key.skill.as_ref()?))).collect()
}

pub(super) fn two_camps(page: &Page<'_>, parts: &Parts<'_>) -> Option<Words> {
    let (spread, own) = parts.get("spread")?;
    let (_, usual) = parts.get("everyone")?;
    let (_, index) = parts.get("index")?;
    let ((_, low), (_, confident)) = (parts.get("low")?, parts.get("confident")?);
    let (by, group) = (spread.key.by.as_ref()?, spread.key.group.as_ref()?);
    let name = words::group(by, group);
    let rate = page.view.get(&Key { measure: "response-rate", ..spread.key.clone() });
    let missing = rate.and_then(|m| Some(m.n - spread.n.min(m.n)).filter(|_| m.value.as_f64().is_some()));
    Some(Words {
        claim: format!("The average of {name} hides two camps"),
        evidence: format!(
            "Its index is {} out of 100, yet {} of its answers are confident and {} low. Its people are {} points \
             apart, against {} among everyone. This rests on the {} of {name} who answered.",
            words::decimal(index, 0),
            words::percent(confident),
            words::percent(low),
            words::decimal(own, 0),
            words::decimal(usual, 0),
            words::counted(spread.n, "person", "people")
        ),
        certainty: format!(
            "Sure that they are further apart than people elsewhere: likely {} points.",
            words::interval(spread)?
        ),
        reverse: match missing {
            Some(n) if n > 0 => format!(
                "Answers in the middle from the {} of it who did not answer.",
                words::counted(n, "person", "people")
            ),
            _ => "Different answers from a few of its most and least confident people.".to_owned(),
        },
        action: "Pair people within the team: those who are confident beside those who are not. A course for all \
                 would be too easy for some and too hard for others.",
        chart: "spread-by-team",
    })
}
