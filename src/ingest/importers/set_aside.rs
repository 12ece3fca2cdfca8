//! Rows that a rule leaves out: counted by reason and said in one note, never dropped in silence.

use std::collections::BTreeMap;

use crate::ingest::cell::CellRef;
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;

/// How many were left out, by reason.
#[derive(Debug, Default)]
pub(super) struct SetAside {
    counts: BTreeMap<&'static str, u64>,
}

impl SetAside {
    /// Counts some more for a reason.
    pub fn add(&mut self, reason: &'static str, count: u64) {
        if count > 0 {
            *self.counts.entry(reason).or_default() += count;
        }
    }

    /// The note, where anything was left out.
    pub fn note(&self, at: CellRef) -> Option<Problem> {
        let parts: Vec<String> =
            self.counts.iter().map(|(reason, count)| format!("{reason}: {count}")).collect();
        let fix = "nothing, if that is as it should be";
        (!parts.is_empty())
            .then(|| Problem::at(&kinds::SET_ASIDE, at, format!("left out: {}", parts.join("; ")), fix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_stand_in_one_note_by_reason() {
        let at = CellRef::new("trace.csv", None, 1, 3);
        let mut aside = SetAside::default();
        aside.add("quarantined", 0);
        assert!(aside.note(at.clone()).is_none());
        aside.add("quarantined", 2);
        aside.add("not delivered", 1);
        aside.add("quarantined", 1);
        let note = aside.note(at).unwrap();
        assert_eq!(note.what, "left out: not delivered: 1; quarantined: 3");
        assert_eq!(note.spec.code, "N321");
    }
}
