//! From imports to an organisation: people resolved, waves found, answers and ties joined to them.
//!
//! Everyone is resolved through one [`Roster`]; whoever is not on it is reported at their cell
//! and counted, never guessed.

mod activity;
mod answers;
mod framework;
mod interactions;
mod links;
mod people;
mod repeats;
mod strangers;
pub mod targets;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::identity::shared::{self, Contact, SharedMailbox};
use crate::identity::{Matches, Outside, Roster, Suggestion, normal, problems, suggest};
use crate::ingest::problem::Problem;
use crate::ingest::record::{Import, Mention, PersonRecord, Records};
use crate::model::organisation::{Dangling, Organisation, Parts};
use crate::model::standing::Standing;
use crate::programme::config::Config;
pub use strangers::LeftOut;
use strangers::Strangers;

/// The organisation, and what was found out on the way to it.
#[derive(Debug)]
pub struct Built {
    /// The organisation.
    pub organisation: Organisation,
    /// Problems with people, waves and answers.
    pub problems: Vec<Problem>,
    /// Likenesses for the operator to decide.
    pub suggestions: Vec<Suggestion>,
    /// Rows left out because they are about nobody on the list, by file and sheet.
    pub left_out: LeftOut,
    /// Forms set aside because one person handed in several in a wave, by file and sheet.
    pub set_aside: LeftOut,
    /// Shared mailboxes and lists, sorted by address; they are in no tie.
    pub shared: Vec<SharedMailbox>,
    /// Contacts outside the list, by domain; for the operator.
    pub outside: Outside,
}

/// Joins all imports.
///
/// # Errors
/// [`Dangling`] only through a fault in this program.
pub fn build(imports: &[Import], matches: &Matches, config: &Config) -> Result<Built, Dangling> {
    let contacts = activity::contacts(imports);
    let (roster, shared, mut problems) = roster(imports, &contacts, matches, config);
    problems.extend(shared.iter().map(shared_mailbox));
    problems.extend(shared::not_met(&contacts, &roster, &config.identity).into_iter().map(not_met));
    let mut strangers = Strangers::new(&roster, matches, &shared);
    strangers.leave_out(problems.iter().filter(|p| is_second_of_one_id(p)));
    let listed = roster.entries().iter().any(|entry| entry.record.is_some());
    let (people, attributes) = people::people(&roster, &mut problems);
    let framework = framework::framework(imports, &attributes, config);
    let audits = answers::answers(imports, &roster, &framework, config, &mut strangers, &mut problems);
    let interactions = interactions::interactions(imports, &mut strangers, &config.ties);
    let asked = links::asked(imports, &roster, &mut strangers);
    let memberships = links::memberships(imports, &roster, &mut strangers);
    let suggestions = suggest::suggest(&roster, &strangers.to_suggest());
    let left_out = strangers.left_out().clone();
    let outside = strangers.outside();
    problems.extend(strangers.problems(&suggestions));
    let organisation = Organisation::new(Parts {
        people,
        attributes,
        framework,
        waves: audits.waves,
        answers: audits.answers,
        interactions,
        asked,
        memberships,
        standing: Standing { listed, interval: config.audit.interval, composition: Vec::new() },
    })?;
    Ok(Built { organisation, problems, suggestions, left_out, set_aside: audits.set_aside, shared, outside })
}

/// The staff lists, and the audits that are their own, as a roster; without one, everyone who is mentioned and is not a shared mailbox.
fn roster(
    imports: &[Import],
    contacts: &[Contact],
    matches: &Matches,
    config: &Config,
) -> (Roster, Vec<SharedMailbox>, Vec<Problem>) {
    let mut rows: Vec<PersonRecord> = imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::People(rows) => Some(rows),
            Records::Audit(audit) => Some(&audit.people),
            _ => None,
        })
        .flatten()
        .cloned()
        .collect();
    if rows.is_empty() {
        // A structure chart stands in for a staff list where its posts go by references.
        rows = imports.iter().flat_map(posts).collect();
    }
    if rows.is_empty() {
        let shared = shared::find(contacts, &Roster::default(), &config.identity);
        let nobodys: BTreeSet<&str> = shared.iter().map(|s| s.id.as_str()).collect();
        let mut people = mentions(imports);
        people.retain(|m| !m.id.as_deref().is_some_and(|id| nobodys.contains(normal::id(id).as_str())));
        let (roster, problems) = Roster::from_mentions(people.iter(), matches);
        (roster, shared, problems)
    } else {
        let (roster, problems) = Roster::from_records(&rows, matches);
        let shared = shared::find(contacts, &roster, &config.identity);
        (roster, shared, problems)
    }
}

fn shared_mailbox(mailbox: &SharedMailbox) -> Problem {
    Problem {
        spec: &problems::SHARED_MAILBOX,
        cell: mailbox.at.clone(),
        more: None,
        what: format!("{:?}: {}", mailbox.id, mailbox.reason),
        fix: "nothing to do if that is right; otherwise list it under keep in the [identity] part of crossweave.toml"
            .into(),
    }
}

fn not_met(address: &str) -> Problem {
    Problem::general(
        &problems::UNUSED_ADDRESS,
        format!("{address:?}"),
        "correct the spelling in the [identity] part of crossweave.toml, or delete it",
    )
}

fn is_second_of_one_id(problem: &Problem) -> bool {
    problem.spec.code == problems::ONE_ID_TWO_PEOPLE.code
}

fn posts(import: &Import) -> Vec<PersonRecord> {
    match &import.records {
        Records::Posts(posts) => posts.people(),
        _ => Vec::new(),
    }
}

fn mentions(imports: &[Import]) -> Vec<Mention> {
    let mut all = Vec::new();
    for import in imports {
        match &import.records {
            Records::Audit(audit) => all.extend(audit.rows.iter().map(|r| r.who.clone())),
            Records::Ties(ties) => {
                all.extend(ties.rows.iter().flat_map(|t| [t.from.clone(), t.to.clone()]));
                all.extend(ties.silent.iter().map(|s| s.who.clone()));
            }
            Records::Memberships(rows) => all.extend(rows.iter().map(|r| r.who.clone())),
            Records::Interactions(log) => all.extend(log.ids.iter().map(|id| Mention {
                id: Some(id.clone()),
                name: None,
                at: import.at.clone(),
            })),
            Records::People(_)
            | Records::Framework(_)
            | Records::Posts(_)
            | Records::Actions(_)
            | Records::Ballots(_)
            | Records::Places(_) => {}
        }
    }
    all
}
