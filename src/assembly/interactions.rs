//! Messages and meetings between people on the roster.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::strangers::{Met, Strangers};
use crate::identity::{Roster, normal};
use crate::ingest::record::{Import, InteractionRecords, Mention, Records};
use crate::model::organisation::PersonId;
use crate::model::tie::{InteractionLog, LogPart};
use crate::programme::config::TieRule;

/// Local parts of addresses that write by themselves, letters and digits only.
const AUTOMATIC: [&str; 12] = [
    "noreply",
    "donotreply",
    "dontreply",
    "noresponse",
    "mailerdaemon",
    "postmaster",
    "autoreply",
    "autoresponder",
    "automaticreply",
    "outofoffice",
    "bounce",
    "bounces",
];

/// Ids whose interactions are no ties: automatic senders, and those the settings or a detection name.
#[derive(Clone, Debug, Default)]
pub struct LeaveOut {
    ids: BTreeSet<String>,
    keep: BTreeSet<String>,
}

impl LeaveOut {
    /// What the rule leaves out, with `more` ids such as shared mailboxes found in the logs; what the rule
    /// keeps is kept.
    pub fn new(rule: &TieRule, more: &BTreeSet<String>) -> Self {
        let named = rule.leave_out.iter().chain(more);
        Self {
            ids: named.map(|id| normal::id(id)).collect(),
            keep: rule.keep.iter().map(|id| normal::id(id)).collect(),
        }
    }

    /// Whether an id is left out.
    pub fn holds(&self, id: &str) -> bool {
        let id = normal::id(id);
        !self.keep.contains(&id) && (self.ids.contains(&id) || is_automatic(&id))
    }
}

/// Whether a normalised address writes by itself, by the part before the `@`.
fn is_automatic(id: &str) -> bool {
    let Some((local, _)) = id.split_once('@') else { return false };
    let plain: String = local.chars().filter(char::is_ascii_alphanumeric).collect();
    AUTOMATIC.contains(&plain.as_str())
}

/// All logs as one, in the files' order; strangers, notes to oneself and ids left out are counted apart.
pub fn interactions(
    imports: &[Import],
    roster: &Roster,
    strangers: &mut Strangers<'_>,
    rule: &TieRule,
    left_out: &LeaveOut,
) -> InteractionLog {
    let logs: Vec<(&Import, &InteractionRecords)> = imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::Interactions(log) => Some((i, log)),
            _ => None,
        })
        .collect();
    let mut all =
        InteractionLog { rule: rule.clone(), channels: channels(&logs), ..InteractionLog::default() };
    for (import, log) in logs {
        let who = Resolved::of(log, roster, left_out);
        who.tell_strangers(import, log, strangers);
        who.count(log, &mut all);
        all.messages += log.messages;
        all.span = [all.span, log.span].into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        all.parts.push(LogPart { pairs: log.pairs.clone(), people: who.people });
    }
    all
}

fn channels(logs: &[(&Import, &InteractionRecords)]) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = logs.iter().flat_map(|(_, log)| log.channels.iter().cloned()).collect();
    names.sort();
    names.dedup();
    names
}

/// Who is behind the ids of a log.
struct Resolved {
    people: Vec<Option<PersonId>>,
    left_out: Vec<bool>,
}

impl Resolved {
    fn of(log: &InteractionRecords, roster: &Roster, left_out: &LeaveOut) -> Self {
        let left_out: Vec<bool> = log.ids.iter().map(|id| left_out.holds(id)).collect();
        let person = |id: &str| roster.find_id(id).or_else(|| roster.find_name(id));
        let people = log.ids.iter().zip(&left_out);
        let people = people.map(|(id, left_out)| if *left_out { None } else { person(id) }).collect();
        Self { people, left_out }
    }

    fn is_left_out(&self, id: u32) -> bool {
        self.left_out.get(id as usize).copied().unwrap_or_default()
    }

    /// Remembers ids that are nobody's, as often as they were met.
    fn tell_strangers(&self, import: &Import, log: &InteractionRecords, strangers: &mut Strangers<'_>) {
        let mut met = vec![0_u64; log.ids.len()];
        for (_, pair) in log.pairs.iter() {
            for id in [pair.from(), pair.to()] {
                if let Some(times) = met.get_mut(id as usize) {
                    *times += pair.entries();
                }
            }
        }
        for (i, times) in met
            .into_iter()
            .enumerate()
            .filter(|(i, times)| *times > 0 && self.people[*i].is_none() && !self.left_out[*i])
        {
            let at = log.first_seen.get(i).cloned().unwrap_or_else(|| import.at.clone());
            let who = Mention { id: log.ids.get(i).cloned(), name: None, at };
            strangers.remember(&who, Met::InLog, times);
        }
    }

    /// Counts the entries by what becomes of them.
    fn count(&self, log: &InteractionRecords, all: &mut InteractionLog) {
        let person = |id: u32| self.people.get(id as usize).copied().flatten();
        for (_, pair) in log.pairs.iter() {
            let count = match (person(pair.from()), person(pair.to())) {
                _ if self.is_left_out(pair.from()) || self.is_left_out(pair.to()) => &mut all.left_out,
                (Some(from), Some(to)) if from != to => &mut all.entries,
                (Some(_), Some(_)) => &mut all.to_self,
                _ => &mut all.outside,
            };
            *count += pair.entries();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn automatic_senders_are_left_out_unless_kept() {
        let rule = TieRule {
            leave_out: vec!["News@council.example".into()],
            keep: vec!["postmaster@village.example".into()],
            ..TieRule::default()
        };
        let out = LeaveOut::new(&rule, &BTreeSet::from(["shared@council.example".to_owned()]));
        for id in [
            "no-reply@council.example",
            "Do.Not.Reply@x.example",
            "MAILER-DAEMON@x.example",
            "postmaster@council.example",
            "Council news <news@council.example>",
            "shared@council.example",
        ] {
            assert!(out.holds(id), "{id}");
        }
        for id in ["postmaster@village.example", "asha.patel@council.example", "noreply", "bouncer@x.example"]
        {
            assert!(!out.holds(id), "{id}");
        }
    }
}
