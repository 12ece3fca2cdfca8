//! What each address of the logs did: how often it wrote, to how many, and who answered.

use std::collections::HashMap;
use std::sync::Arc;

use crate::identity::normal;
use crate::identity::shared::{Activity, Contact};
use crate::ingest::record::{Import, InteractionRecords, Records};

/// Every address of all logs with what it did, each once however it is spelled, in order of first sight.
pub fn contacts(imports: &[Import]) -> Vec<Contact> {
    let mut tally = Tally::default();
    for import in imports {
        if let Records::Interactions(log) = &import.records {
            tally.add(import, log);
        }
    }
    tally.finish()
}

#[derive(Default)]
struct Tally {
    number: HashMap<String, usize>,
    contacts: Vec<Contact>,
    /// Pairs that wrote, the sender in the upper half.
    pairs: Vec<u64>,
}

impl Tally {
    fn add(&mut self, import: &Import, log: &InteractionRecords) {
        let ids: Vec<usize> = (0..log.ids.len()).map(|i| self.contact(import, log, i)).collect();
        for (number, sent) in ids.iter().zip(&log.sent) {
            if let Some(contact) = self.contacts.get_mut(*number) {
                contact.activity.messages += sent.messages;
                contact.activity.widest = contact.activity.widest.max(sent.largest);
            }
        }
        self.pairs.reserve(log.pairs.len());
        for (_, pair) in log.pairs.iter() {
            let ends = (ids.get(pair.from() as usize), ids.get(pair.to() as usize));
            let (Some(from), Some(to)) = ends else { continue };
            if from != to {
                self.pairs.push((*from as u64) << 32 | *to as u64);
                if let Some(contact) = self.contacts.get_mut(*to) {
                    contact.activity.received += pair.entries();
                }
            }
        }
    }

    fn contact(&mut self, import: &Import, log: &InteractionRecords, i: usize) -> usize {
        let raw: &str = log.ids.get(i).map_or("", Arc::as_ref);
        let id = normal::id(raw);
        if let Some(number) = self.number.get(&id) {
            return *number;
        }
        let at = log.first_seen.get(i).cloned().unwrap_or_else(|| import.at.clone());
        let contact = Contact {
            id: id.clone(),
            name: normal::display_name(raw),
            at: Some(at),
            activity: Activity::default(),
        };
        self.number.insert(id, self.contacts.len());
        self.contacts.push(contact);
        self.contacts.len() - 1
    }

    fn finish(mut self) -> Vec<Contact> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        for pair in &mut self.pairs {
            let (from, to) = ends(*pair);
            if let Some(contact) = self.contacts.get_mut(from) {
                contact.activity.sent_to += 1;
            }
            if let Some(contact) = self.contacts.get_mut(to) {
                contact.activity.received_from += 1;
            }
            *pair = (from.min(to) as u64) << 32 | from.max(to) as u64;
        }
        // Without its direction, a pair that stands twice wrote both ways.
        self.pairs.sort_unstable();
        for both in self.pairs.windows(2).filter(|both| both[0] == both[1]) {
            let (a, b) = ends(both[0]);
            for number in [a, b] {
                if let Some(contact) = self.contacts.get_mut(number) {
                    contact.activity.mutual += 1;
                }
            }
        }
        self.contacts
    }
}

/// The numbers in the upper and the lower half.
fn ends(pair: u64) -> (usize, usize) {
    ((pair >> 32) as usize, (pair & u64::from(u32::MAX)) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read_paths;

    fn imports(files: &[(&str, &str)]) -> Vec<Import> {
        let dir = tempfile::tempdir().unwrap();
        let write = |(name, text): &(&str, &str)| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let paths: Vec<_> = files.iter().map(write).collect();
        read_paths(dir.path(), &paths, &crate::programme::config::Config::default(), &|_, _| {}).imports
    }

    #[test]
    fn spellings_are_one_address_and_each_partner_counts_once() {
        let first = "time,from,to\n2026-01-06,a@x,b@x;c@x\n2026-01-07,A@X,b@x\n2026-01-08,b@x,a@x\n\
                     2026-01-09,a@x,A@X\n";
        let second = "time,from,to\n2026-01-06,c@x,b@x\n";
        let found = contacts(&imports(&[("1.csv", first), ("2.csv", second)]));
        assert_eq!(found.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["a@x", "b@x", "c@x"]);
        let a = Activity { messages: 3, received: 1, sent_to: 2, received_from: 1, mutual: 1, widest: 2 };
        assert_eq!(found[0].activity, a);
        let b = Activity { messages: 1, received: 3, sent_to: 1, received_from: 2, mutual: 1, widest: 1 };
        assert_eq!(found[1].activity, b);
    }
}
