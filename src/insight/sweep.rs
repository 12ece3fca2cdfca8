//! The same analysis under several tie rules: which findings hold.

use std::sync::Arc;

use super::analysis::Analysis;
use super::finding::Finding;
use super::view::View;
use crate::measures::{self, Family, Key};
use crate::programme::config::TieRule;
use crate::programme::sweep::Knob;

/// Analyses under several rules, the programme's own first.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    /// One a rule.
    pub settings: Vec<Swept>,
}

/// The analysis under one rule.
#[derive(Clone, Debug)]
pub struct Swept {
    /// What was moved; `None` is the programme's own rule.
    pub moved: Option<Knob>,
    /// The rule.
    pub rule: TieRule,
    /// What it gives.
    pub analysis: Analysis,
}

/// What a finding is about, whatever its numbers: two findings with the same case are the same finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// The rule that found it.
    pub rule: &'static str,
    /// The groups it names, as attribute and label, sorted.
    pub groups: Vec<(Arc<str>, Arc<str>)>,
    /// The skill it names.
    pub skill: Option<Arc<str>>,
}

impl Case {
    /// The case of a finding.
    pub fn of(finding: &Finding) -> Self {
        let keys = || finding.rests_on.iter().map(|(_, key)| key);
        let of_key = |key: &Key| -> Vec<(Arc<str>, Arc<str>)> {
            let labels = [&key.group, &key.other].into_iter().flatten();
            labels.filter_map(|label| Some((key.by.clone()?, label.clone()))).collect()
        };
        let mut groups: Vec<_> = keys().flat_map(of_key).collect();
        groups.sort();
        groups.dedup();
        Self { rule: finding.rule, groups, skill: keys().find_map(|key| key.skill.clone()) }
    }
}

/// The cases of an analysis that rest on ties and whose every number may be told, most weighty first.
pub fn cases(analysis: &Analysis) -> Vec<Case> {
    let view = View::new(&analysis.measurements);
    let told = |f: &&Finding| f.rests_on.iter().all(|(_, key)| view.number(key).is_some());
    analysis.findings.iter().filter(rests_on_ties).filter(told).map(Case::of).collect()
}

/// How many findings may be told that rest on answers alone: no tie rule moves them.
pub fn without_ties(analysis: &Analysis) -> usize {
    let view = View::new(&analysis.measurements);
    let told = |f: &&Finding| f.rests_on.iter().all(|(_, key)| view.number(key).is_some());
    analysis.findings.iter().filter(|f| !rests_on_ties(f)).filter(told).count()
}

fn rests_on_ties(finding: &&Finding) -> bool {
    let of_ties = |key: &Key| measures::find(key.measure).is_some_and(|spec| spec.family != Family::Skills);
    finding.rests_on.iter().any(|(_, key)| of_ties(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{Measurement, Reason, Value};

    fn finding(rule: &'static str, keys: &[&Key]) -> Finding {
        Finding { rule, rests_on: keys.iter().map(|key| ("part", (*key).clone())).collect(), weight: 0.5 }
    }

    #[test]
    fn a_case_is_its_rule_and_its_groups_and_hidden_numbers_silence_it() {
        let by: Arc<str> = "sector".into();
        let pair = |a: &str, b: &str| Key::pair("tie-ratio", &by, &a.into(), &b.into());
        let (shown, hidden, answers) = (pair("B", "A"), pair("A", "C"), Key::network("index"));
        let analysis = Analysis {
            measurements: vec![
                Measurement::new(shown.clone(), Value::Number(0.2), 9),
                Measurement::new(hidden.clone(), Value::Hidden(Reason("few")), 0),
                Measurement::new(answers.clone(), Value::Number(50.0), 9),
            ],
            findings: vec![
                finding("hardly-talks", &[&shown]),
                finding("hardly-talks", &[&hidden]),
                finding("change", &[&answers]),
            ],
            ..Analysis::default()
        };
        let groups = vec![(by.clone(), "A".into()), (by.clone(), "B".into())];
        assert_eq!(cases(&analysis), [Case { rule: "hardly-talks", groups, skill: None }]);
        assert_eq!(without_ties(&analysis), 1);
    }
}
