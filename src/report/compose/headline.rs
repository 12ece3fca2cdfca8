//! The first screen: headline, what was looked at, how good the data is.

use super::page::Page;
use crate::insight::analysis::About;
use crate::measures::Level;
use crate::model::Wave;
use crate::report::document::FindingText;
use crate::report::words;

/// The report in one sentence: how confidence stands, and what most needs a decision. It sums up
/// the findings and repeats none.
pub fn headline(page: &Page<'_>, findings: &[FindingText]) -> String {
    let concern = findings.iter().find_map(|f| concern(f.rule));
    match (confidence(page), concern) {
        (Some((state, true)), Some(Concern::Gain(words))) => format!("{state}, {words}"),
        (Some((state, true)), Some(Concern::Risk(words))) => format!("{state}, but {words}"),
        (Some((state, false)), Some(Concern::Risk(words))) => format!("{state}, and {words}"),
        (Some((state, _)), _) => state,
        (None, Some(Concern::Risk(words))) => words::capital(words),
        (None, _) if page.analysis.about.ties > 0 => {
            "No weak point stands out in how people are connected".to_owned()
        }
        (None, _) => "What the files show so far".to_owned(),
    }
}

/// What a finding adds to the headline.
enum Concern {
    Risk(&'static str),
    Gain(&'static str),
}

fn concern(rule: &str) -> Option<Concern> {
    match rule {
        "hardly-talks" => Some(Concern::Risk("the links between sectors are thin")),
        "bridge" => Some(Concern::Risk("part of the network hangs on one person")),
        "low-and-cut-off" => Some(Concern::Risk("one team is being left behind")),
        "cafe-rise" => Some(Concern::Gain("most of all among people who came to a café")),
        "single-team" => Some(Concern::Risk("one skill sits in a single team")),
        "gap" => Some(Concern::Risk("roles still need more")),
        _ => None,
    }
}

/// How confidence stands, and whether that is good news.
fn confidence(page: &Page<'_>) -> Option<(String, bool)> {
    if let [.., before, after] = page.analysis.about.waves.as_slice() {
        let pair = format!("{}→{}", before.label, after.label).into();
        let change = page.view.network("change-index", None, Some(&pair));
        let by = change.and_then(|m| m.value.as_f64()).map(|x| words::decimal(x.abs(), 0));
        // The index is that of the same people, so the sentence says of whom it is true.
        let twice = change.map_or(0, |m| m.n);
        let among =
            format!("Among {} who answered twice, confidence is", words::counted(twice, "person", "people"));
        let sure = super::moved::is_sure(page, &pair);
        let clear = |m: &&crate::measures::Measurement| (m.low.filter(|_| sure), m.high.filter(|_| sure));
        match (change.as_ref().map(clear), by) {
            (Some((Some(low), _)), Some(by)) if low > 0.0 => {
                return Some((format!("{among} up {by} points"), true));
            }
            (Some((_, Some(high))), Some(by)) if high < 0.0 => {
                return Some((format!("{among} down {by} points"), false));
            }
            (Some(_), Some(_)) => return Some(("Confidence has not clearly moved".to_owned(), false)),
            _ => {}
        }
    }
    let index = page.view.network("index", None, page.latest.as_ref())?.value.as_f64()?;
    Some((format!("Confidence stands at {} out of 100", words::decimal(index, 0)), false))
}

/// Who, how many, when: two sentences.
pub fn standfirst(page: &Page<'_>) -> String {
    let about = &page.analysis.about;
    let people = words::counted(about.people, "person", "people");
    let teams = page.teams().map(|teams| {
        let n = teams.groups.len();
        format!(" in {} {}", words::count(n as u64), words::plural(&teams.by, n))
    });
    let mut parts = Vec::new();
    if !about.waves.is_empty() {
        parts.push(words::counted(about.waves.len() as u64, "skills audit", "skills audits"));
    }
    match (about.messages, about.ties) {
        (0, 0) => {}
        (0, ties) => parts.push(format!("{} between them", words::counted(ties, "tie", "ties"))),
        (n, _) => parts.push(words::counted(n, "message or meeting", "messages and meetings")),
    }
    let when = about.period.filter(|_| about.messages > 0).map(|(a, b)| format!(", {}", words::period(a, b)));
    let from = match parts.len() {
        0 => String::new(),
        _ => format!(" {}{}.", words::list(&parts), when.unwrap_or_default()),
    };
    format!("{people}{}.{from}", teams.unwrap_or_default())
}

/// Who answered, who is missing, what was left out: one line each.
pub fn data_quality(page: &Page<'_>) -> Vec<String> {
    let about = &page.analysis.about;
    let mut lines: Vec<String> = about.waves.iter().filter_map(|w| answered(page, w)).collect();
    lines.extend(super::standing::line(page));
    lines.extend(missing(about));
    lines.extend(alone(page));
    lines.push(rows(about));
    let hidden = page.view.of("index", Level::Group).any(|m| m.value.status() == "hidden")
        || page.analysis.groupings.iter().flat_map(|g| &g.groups).any(|g| g.hidden);
    if hidden {
        lines.push(format!(
            "Groups of fewer than {} people are not shown. Tables mark them [c].",
            page.policy.k
        ));
    }
    lines
}

fn answered(page: &Page<'_>, wave: &Wave) -> Option<String> {
    let m = page.view.network("response-rate", None, Some(&wave.label))?;
    let when = match wave.days {
        Some((a, b)) if a == b => format!(", on {}", words::date(a)),
        Some((a, b)) => format!(", {}", words::period(a, b)),
        None => String::new(),
    };
    Some(format!(
        "{} of {} answered {}{when}.",
        words::percent(m.value.as_f64()?),
        words::counted(m.n, "person", "people"),
        words::audit(&wave.label)
    ))
}

/// Which half of the picture the files did not hold.
fn missing(about: &About) -> Option<String> {
    match (about.waves.is_empty(), about.ties) {
        (true, 0) => Some("The files hold no skills audit and no ties between people.".to_owned()),
        (true, _) => {
            Some("The files hold no skills audit, so this report is about connections only.".to_owned())
        }
        (false, 0) => {
            Some("The files hold no ties between people, so this report is about skills only.".to_owned())
        }
        (false, _) => None,
    }
}

fn alone(page: &Page<'_>) -> Option<String> {
    let alone = page.view.network("isolates", None, None)?.value.as_f64()? as u64;
    match (page.analysis.about.ties, alone) {
        (0, _) => None,
        (_, 0) => Some("Everyone has a tie to at least one other person.".to_owned()),
        (_, 1) => Some("1 person has no tie to anyone.".to_owned()),
        (_, n) => Some(format!("{} people have no tie to anyone.", words::count(n))),
    }
}

fn rows(about: &About) -> String {
    let rejected: u64 = about.inputs.iter().map(|i| i.rejected).sum();
    let rows: u64 = about.inputs.iter().map(|i| i.rows).sum();
    let refused = match rejected {
        0 => "none was refused".to_owned(),
        n => format!("{} could not be used", words::count(n)),
    };
    format!(
        "{} read from {}; {refused}.",
        words::counted(rows, "row was", "rows were"),
        words::counted(about.inputs.len() as u64, "sheet", "sheets")
    )
}

/// Date and smallest group.
pub fn imprint(page: &Page<'_>) -> String {
    let date = page.analysis.about.date.map(|d| format!("{}. ", words::date(d))).unwrap_or_default();
    format!("{date}No group of fewer than {k} people is shown (k = {k}).", k = page.policy.k)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::rules::RULES;

    #[test]
    fn the_headline_knows_every_rule_it_speaks_of() {
        let spoken = RULES.iter().filter(|r| concern(r.id).is_some()).count();
        assert_eq!(spoken, 6);
    }

    #[test]
    fn rows_that_could_all_be_used_are_said_to_be() {
        assert_eq!(rows(&About::default()), "0 rows were read from 0 sheets; none was refused.");
    }
}
