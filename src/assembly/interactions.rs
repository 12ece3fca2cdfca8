//! Messages and meetings between people on the roster.

use std::sync::Arc;

use super::strangers::{Met, Strangers};
use crate::ingest::record::{Import, InteractionRecords, Mention, Records};
use crate::model::organisation::PersonId;
use crate::model::tie::{InteractionLog, LogPart};
use crate::programme::config::TieRule;

/// All logs as one, in the files' order; strangers, notes to oneself and shared mailboxes are counted
/// apart.
pub fn interactions(imports: &[Import], strangers: &mut Strangers<'_>, rule: &TieRule) -> InteractionLog {
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
        let who = Resolved::of(log, strangers);
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
    fn of(log: &InteractionRecords, strangers: &Strangers<'_>) -> Self {
        Self {
            people: log.ids.iter().map(|id| strangers.person_in_log(id)).collect(),
            left_out: log.ids.iter().map(|id| strangers.is_shared(id)).collect(),
        }
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
