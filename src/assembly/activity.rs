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
    /// Entries by pair, the sender in the upper half.
    pairs: Vec<u64>,
    /// Messages of each address: an entry is a share of one.
    sent: Vec<f64>,
}

impl Tally {
    fn add(&mut self, import: &Import, log: &InteractionRecords) {
        let ids: Vec<usize> = (0..log.ids.len()).map(|i| self.contact(import, log, i)).collect();
        for ((from, to), recipients) in log.from.iter().zip(&log.to).zip(&log.recipients) {
            let (Some(from), Some(to)) = (ids.get(*from as usize), ids.get(*to as usize)) else { continue };
            if from == to {
                continue;
            }
            self.pairs.push((*from as u64) << 32 | *to as u64);
            if let (Some(contact), Some(sent)) = (self.contacts.get_mut(*from), self.sent.get_mut(*from)) {
                contact.activity.widest = contact.activity.widest.max(u32::from(*recipients));
                *sent += 1.0 / f64::from((*recipients).max(1));
            }
            if let Some(contact) = self.contacts.get_mut(*to) {
                contact.activity.received += 1;
            }
        }
    }

    fn contact(&mut self, import: &Import, log: &InteractionRecords, i: usize) -> usize {
        let raw: &str = log.ids.get(i).map_or("", Arc::as_ref);
        let id = normal::id(raw);
        if let Some(number) = self.number.get(&id) {
            return *number;
        }
        let at = log.first_seen.get(i).cloned().flatten().unwrap_or_else(|| import.at.clone());
        let contact = Contact {
            id: id.clone(),
            name: normal::display_name(raw),
            at: Some(at),
            activity: Activity::default(),
        };
        self.number.insert(id, self.contacts.len());
        self.contacts.push(contact);
        self.sent.push(0.0);
        self.contacts.len() - 1
    }

    fn finish(mut self) -> Vec<Contact> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        for pair in &self.pairs {
            let (from, to) = ((pair >> 32) as usize, (pair & u64::from(u32::MAX)) as usize);
            let back = (to as u64) << 32 | from as u64;
            let mutual = self.pairs.binary_search(&back).is_ok();
            if let Some(contact) = self.contacts.get_mut(from) {
                contact.activity.sent_to += 1;
                contact.activity.mutual += u32::from(mutual);
            }
            if let Some(contact) = self.contacts.get_mut(to) {
                contact.activity.received_from += 1;
            }
        }
        for (contact, sent) in self.contacts.iter_mut().zip(&self.sent) {
            contact.activity.messages = sent.ceil() as u64;
        }
        self.contacts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::CellRef;
    use crate::ingest::record::RowCounts;

    fn import(ids: &[&str], entries: &[(u32, u32, u16)]) -> Import {
        let log = InteractionRecords {
            ids: ids.iter().map(|i| Arc::from(*i)).collect(),
            from: entries.iter().map(|e| e.0).collect(),
            to: entries.iter().map(|e| e.1).collect(),
            recipients: entries.iter().map(|e| e.2).collect(),
            ..InteractionRecords::default()
        };
        Import {
            importer: "interactions",
            at: CellRef::new("log.csv", None, 1, 0),
            records: Records::Interactions(log),
            columns: vec![],
            rows: RowCounts::default(),
            problems: vec![],
        }
    }

    #[test]
    fn spellings_are_one_address_and_each_partner_counts_once() {
        let first =
            import(&["a@x", "A@X", "b@x", "c@x"], &[(0, 2, 2), (0, 3, 2), (1, 2, 1), (2, 0, 1), (0, 1, 1)]);
        let second = import(&["c@x", "b@x"], &[(0, 1, 1)]);
        let found = contacts(&[first, second]);
        assert_eq!(found.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["a@x", "b@x", "c@x"]);
        let a = Activity { messages: 2, received: 1, sent_to: 2, received_from: 1, mutual: 1, widest: 2 };
        assert_eq!(found[0].activity, a);
        let b = Activity { messages: 1, received: 3, sent_to: 1, received_from: 2, mutual: 1, widest: 1 };
        assert_eq!(found[1].activity, b);
    }
}
