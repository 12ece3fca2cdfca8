//! Messages and meetings between people on the roster.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::strangers::{Met, Strangers};
use crate::ingest::record::{Import, InteractionRecords, Mention, Records};
use crate::model::organisation::PersonId;
use crate::model::tie::InteractionLog;

/// All logs as one, in the files' order; strangers and notes to oneself are counted apart.
pub fn interactions(imports: &[Import], strangers: &mut Strangers<'_>) -> InteractionLog {
    let logs: Vec<(&Import, &InteractionRecords)> = imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::Interactions(log) => Some((i, log)),
            _ => None,
        })
        .collect();
    let mut all = InteractionLog { channels: channels(&logs), ..InteractionLog::default() };
    let entries = logs.iter().map(|(_, log)| log.from.len()).sum();
    reserve(&mut all, entries);
    for (import, log) in logs {
        let ids = resolve(import, log, strangers);
        append(&mut all, log, &ids);
    }
    all
}

fn channels(logs: &[(&Import, &InteractionRecords)]) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = logs.iter().flat_map(|(_, log)| log.channels.iter().cloned()).collect();
    names.sort();
    names.dedup();
    names
}

fn reserve(log: &mut InteractionLog, entries: usize) {
    log.from.reserve(entries);
    log.to.reserve(entries);
    log.time.reserve(entries);
    log.channel.reserve(entries);
    log.recipients.reserve(entries);
}

/// The person behind each id of a log.
fn resolve(
    import: &Import,
    log: &InteractionRecords,
    strangers: &mut Strangers<'_>,
) -> Vec<Option<PersonId>> {
    let people: Vec<Option<PersonId>> = log.ids.iter().map(|id| strangers.person_in_log(id)).collect();
    let mut met: BTreeMap<u32, u64> = BTreeMap::new();
    for id in log.from.iter().chain(&log.to).filter(|id| people[**id as usize].is_none()) {
        *met.entry(*id).or_default() += 1;
    }
    for (id, times) in met {
        let at = log.first_seen.get(id as usize).cloned().flatten().unwrap_or_else(|| import.at.clone());
        let who = Mention { id: Some(log.ids[id as usize].clone()), name: None, at };
        strangers.remember(&who, Met::InLog, times);
    }
    people
}

fn append(all: &mut InteractionLog, log: &InteractionRecords, ids: &[Option<PersonId>]) {
    let channel: Vec<u8> = log
        .channels
        .iter()
        .map(|name| all.channels.iter().position(|c| c == name).unwrap_or_default() as u8)
        .collect();
    all.messages += log.messages;
    for i in 0..log.from.len() {
        match (ids[log.from[i] as usize], ids[log.to[i] as usize]) {
            (Some(from), Some(to)) if from != to => {
                all.from.push(from);
                all.to.push(to);
                all.time.push(log.time[i]);
                all.channel.push(channel.get(log.channel[i] as usize).copied().unwrap_or_default());
                all.recipients.push(log.recipients[i].max(1));
            }
            (Some(_), Some(_)) => all.to_self += 1,
            _ => all.outside += 1,
        }
    }
}
