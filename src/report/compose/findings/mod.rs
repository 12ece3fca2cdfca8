//! The wording of each case. A template whose measurements are hidden says nothing.
//!
//! Each finding says five things: the claim, the numbers with n and response, how sure, what would
//! reverse it, and what to do. Its numbers are measurements that went through disclosure, or plain
//! sums of such.

mod change;
mod connections;
mod importance;
mod reverse;
mod skills;
mod teams;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::page::Page;
use crate::insight::finding::Finding;
use crate::measures::{Key, Measurement};
use crate::report::document::FindingText;
use crate::report::words;

pub use change::{gained, how_it_moved};
pub use connections::inside;

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
        if let Some(words) = text {
            out.push(words.told(finding.rule));
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
    word: fn(&Page<'_>, &Parts<'_>) -> Option<Words>,
}

static WORDINGS: &[Wording] = &[
    Wording { rule: "hardly-talks", word: connections::hardly_talks },
    Wording { rule: "bridge", word: connections::bridge },
    Wording { rule: "low-and-cut-off", word: connections::low_and_cut_off },
    Wording { rule: "cafe-rise", word: change::cafe_rise },
    Wording { rule: "single-team", word: skills::single_team },
    Wording { rule: "hangs-on-one", word: teams::hangs_on_one },
    Wording { rule: "important-and-low", word: importance::important_and_low },
    Wording { rule: "gap", word: skills::gap },
    Wording { rule: "lowest-skill", word: skills::lowest_skill },
    Wording { rule: "change", word: change::change },
    Wording { rule: "reach", word: connections::reach },
    Wording { rule: "two-camps", word: teams::two_camps },
];

/// What is said of a case; every part is said of every case.
struct Words {
    claim: String,
    evidence: String,
    certainty: String,
    reverse: String,
    action: &'static str,
    chart: &'static str,
}

impl Words {
    fn told(self, rule: &'static str) -> FindingText {
        FindingText {
            rule,
            claim: self.claim,
            evidence: self.evidence,
            certainty: self.certainty,
            reverse: self.reverse,
            action: self.action.to_owned(),
            chart: Some(self.chart.to_owned()),
        }
    }
}

/// Who answered, as a sentence: `284 of 361 people answered (79%).` Where the rate may not be shown,
/// those the number rests on.
fn answered(page: &Page<'_>, m: &Measurement) -> String {
    let of = Key {
        measure: "response-rate",
        skill: None,
        other: None,
        wave: page.latest.clone(),
        ..m.key.clone()
    };
    let of_group = m.key.group.as_ref().and_then(|_| page.view.get(&of));
    let rate = of_group.or_else(|| page.view.network("response-rate", None, page.latest.as_ref()));
    match rate.and_then(|rate| Some((rate.n, rate.value.as_f64()?))) {
        Some((all, share)) => format!(
            "This rests on {}; {} of the {} asked handed in {}.",
            words::counted(m.n, "person", "people"),
            words::percent(share),
            words::counted(all, "person", "people"),
            page.latest.as_ref().map_or_else(|| "a form".to_owned(), |wave| words::audit(wave)),
        ),
        None => format!("This rests on {}.", words::counted(m.n, "person", "people")),
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
