//! What a sweep shows: a few figures and the findings that hold, rule by rule.

use std::sync::Arc;

use crate::charts::clean::plain;
use crate::charts::spec::Shown;
use crate::disclosure::Policy;
use crate::insight::analysis::Analysis;
use crate::insight::rules::RULES;
use crate::insight::sweep::{Case, Sweep, Swept, cases, without_ties};
use crate::insight::view::View;
use crate::measures::{Key, Level};
use crate::programme::config::TieRule;
use crate::programme::sweep::Knob;
use crate::report::words;

/// A sweep, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// One a rule, the programme's own first.
    pub settings: Vec<Figures>,
    /// Every finding on ties that holds somewhere, those of the programme's own rule first.
    pub findings: Vec<Held>,
    /// The attribute the E-I index is by.
    pub by: Option<String>,
    /// Findings that rest on answers alone.
    pub without_ties: usize,
}

/// The picture under one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The rule in words: what was moved.
    pub label: String,
    /// The setting moved; `None` is the programme's own rule.
    pub moved: Option<Knob>,
    /// The rule.
    pub rule: TieRule,
    /// The figures, in the order of the headings.
    pub cells: Vec<Shown>,
}

/// Figures: name in files, head of the column.
pub const HEADS: [(&str, &str); 6] = [
    ("ties", "Ties"),
    ("people_with_a_tie", "People"),
    ("parts", "Parts"),
    ("e_i", "E-I"),
    ("hardly_talking_pairs", "Hardly talk"),
    ("help_within_two_steps", "Help"),
];

/// A finding, and under which rules it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What it is about.
    pub case: Case,
    /// The finding in a few words, without numbers: they change with the rule.
    pub title: String,
    /// Whether it holds, rule by rule.
    pub holds: Vec<bool>,
}

impl Held {
    /// Under how many rules it holds.
    pub fn count(&self) -> usize {
        self.holds.iter().filter(|holds| **holds).count()
    }
}

/// The picture of a sweep. Used with [`crate::disclosure::Disclosed::map`].
pub fn picture(sweep: &Sweep, _: &Policy) -> Picture {
    let by = sweep.settings.first().and_then(|own| chief(&own.analysis));
    let found: Vec<Vec<Case>> = sweep.settings.iter().map(|one| cases(&one.analysis)).collect();
    let mut all: Vec<&Case> = Vec::new();
    for case in found.iter().flatten() {
        if !all.contains(&case) {
            all.push(case);
        }
    }
    let held = |case: &&Case| Held {
        case: (*case).clone(),
        title: title(case),
        holds: found.iter().map(|cases| cases.contains(case)).collect(),
    };
    Picture {
        settings: sweep
            .settings
            .iter()
            .zip(&found)
            .map(|(one, cases)| figures(one, cases, by.as_ref()))
            .collect(),
        findings: all.iter().map(held).collect(),
        by: by.as_deref().map(plain),
        without_ties: sweep.settings.first().map_or(0, |own| without_ties(&own.analysis)),
    }
}

/// The attribute people are told apart by first.
fn chief(analysis: &Analysis) -> Option<Arc<str>> {
    let view = View::new(&analysis.measurements);
    let all: Vec<&Arc<str>> = view.of("ei-index", Level::Network).filter_map(|m| m.key.by.as_ref()).collect();
    let named = |name: &str| all.iter().find(|by| ****by == *name).copied();
    ["sector", "strand", "team"].iter().find_map(|name| named(name)).or(all.first().copied()).cloned()
}

fn figures(one: &Swept, cases: &[Case], by: Option<&Arc<str>>) -> Figures {
    let about = &one.analysis.about;
    let view = View::new(&one.analysis.measurements);
    let value = |measure, by| words::shown(view.network(measure, by, None));
    let whole = |n: u64| Shown::Number(n as f64, words::count(n));
    let with_a_tie = match value("isolates", None) {
        Shown::Number(alone, _) => whole(about.people.saturating_sub(alone as u64)),
        other => other,
    };
    let wave = about.waves.last().map(|wave| wave.label.clone());
    let help = Key { wave, ..Key::network("confident-within-2") };
    let ei = by.map_or(Shown::Unavailable("nobody is grouped"), |by| value("ei-index", Some(by)));
    let hardly = cases.iter().filter(|case| case.rule == "hardly-talks").count();
    Figures {
        label: label(one.moved),
        moved: one.moved,
        rule: one.rule.clone(),
        cells: vec![
            whole(about.ties),
            with_a_tie,
            value("components", None),
            ei,
            whole(hardly as u64),
            words::shown(view.get(&help)),
        ],
    }
}

/// What was moved, in words.
fn label(moved: Option<Knob>) -> String {
    let days = |n: u32| words::counted(u64::from(n), "day", "days");
    match moved {
        None => "this programme's rule *".to_owned(),
        Some(Knob::AtLeast(n)) => format!("at least {}", words::counted(u64::from(n), "message", "messages")),
        Some(Knob::WindowDays(0)) => "over the whole period".to_owned(),
        Some(Knob::WindowDays(n)) => format!("within {}", days(n)),
        Some(Knob::Reciprocal(true)) => "both must have written".to_owned(),
        Some(Knob::Reciprocal(false)) => "one writing is enough".to_owned(),
        Some(Knob::RecipientsAtMost(0)) => "any number of recipients".to_owned(),
        Some(Knob::RecipientsAtMost(n)) => {
            format!("up to {}", words::counted(u64::from(n), "recipient", "recipients"))
        }
    }
}

/// The finding without its numbers.
fn title(case: &Case) -> String {
    let groups: Vec<String> = case.groups.iter().map(|(by, label)| plain(&words::group(by, label))).collect();
    let named = words::capital(&words::list(&groups));
    match case.rule {
        "hardly-talks" => format!("{named} hardly talk to each other"),
        "bridge" => "One person is the only link to five others or more".to_owned(),
        "low-and-cut-off" => format!("{named} is low in confidence and cut off"),
        "reach" => "How near help is can be told".to_owned(),
        other => {
            let looks_for = RULES.iter().find(|rule| rule.id == other).map_or(other, |rule| rule.looks_for);
            let about = if groups.is_empty() { String::new() } else { format!(": {named}") };
            format!("{}{about}", words::capital(looks_for))
        }
    }
}
