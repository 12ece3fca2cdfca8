//! Ties people reported, and the groups they share.

use std::collections::BTreeMap;

use super::strangers::Strangers;
use crate::identity::Roster;
use crate::ingest::record::{Import, MembershipRecord, Mention, Records, Said};
use crate::model::organisation::PersonId;
use crate::model::tie::{AskedTie, Membership};

/// Ties asked directly, sorted; a tie to oneself is left out.
pub fn asked(imports: &[Import], roster: &Roster, strangers: &mut Strangers<'_>) -> Vec<AskedTie> {
    let mut ties = Vec::new();
    for import in imports {
        let Records::Ties(ties_read) = &import.records else { continue };
        for row in &ties_read.rows {
            let Some(from) = person(&row.from, roster, strangers) else { continue };
            let Some(to) = person(&row.to, roster, strangers) else { continue };
            let tie =
                |from, to| AskedTie { from, to, question: row.question.clone(), strength: row.strength };
            if from != to {
                ties.push(tie(from, to));
                ties.extend((row.said == Said::ByBoth).then(|| tie(to, from)));
            }
        }
    }
    ties.sort_by(|a, b| (&a.question, a.from, a.to).cmp(&(&b.question, b.from, b.to)));
    ties
}

/// Memberships, sorted; the same person in the same group on the same day counts once.
pub fn memberships(imports: &[Import], roster: &Roster, strangers: &mut Strangers<'_>) -> Vec<Membership> {
    let mut all: BTreeMap<(String, PersonId, Option<jiff::civil::Date>), Membership> = BTreeMap::new();
    for import in imports {
        let Records::Memberships(rows) = &import.records else { continue };
        for row in rows {
            if let Some(person) = person(&row.who, roster, strangers) {
                all.entry((row.group.to_lowercase(), person, row.from))
                    .or_insert_with(|| membership(person, row));
            }
        }
    }
    all.into_values().collect()
}

fn membership(person: PersonId, row: &MembershipRecord) -> Membership {
    Membership { person, group: row.group.clone(), kind: row.kind.clone(), from: row.from, to: row.to }
}

fn person(who: &Mention, roster: &Roster, strangers: &mut Strangers<'_>) -> Option<PersonId> {
    let by_name = || who.id.as_deref().filter(|_| who.name.is_none()).and_then(|id| roster.find_name(id));
    match who.id.as_deref().and_then(|id| roster.find_id(id)).or_else(by_name) {
        Some(id) => Some(id),
        None => strangers.find_in_row(who),
    }
}
