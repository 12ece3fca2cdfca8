//! From imports to an organisation: people resolved, waves found, answers and ties joined to them.
//!
//! Everyone is resolved through one [`Roster`]; whoever is not on it is reported at their cell
//! and counted, never guessed.

mod answers;
mod framework;
mod interactions;
mod links;
mod people;
mod strangers;
#[cfg(test)]
mod tests;

use crate::identity::{Matches, Roster, Suggestion, suggest};
use crate::ingest::problem::Problem;
use crate::ingest::record::{Import, Mention, PersonRecord, Records};
use crate::model::organisation::{Dangling, Organisation, Parts};
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
}

/// Joins all imports.
///
/// # Errors
/// [`Dangling`] only through a fault in this program.
pub fn build(imports: &[Import], matches: &Matches, config: &Config) -> Result<Built, Dangling> {
    let (roster, mut problems) = roster(imports, matches);
    let mut strangers = Strangers::new(&roster, matches);
    let (people, attributes) = people::people(&roster, &mut problems);
    let framework = framework::framework(imports, &attributes, config);
    let audits = answers::answers(imports, &roster, &framework, config, &mut strangers, &mut problems);
    let interactions = interactions::interactions(imports, &roster, &mut strangers);
    let asked = links::asked(imports, &roster, &mut strangers);
    let memberships = links::memberships(imports, &roster, &mut strangers);
    let suggestions = suggest::suggest(&roster, &strangers.to_suggest());
    let left_out = strangers.left_out().clone();
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
    })?;
    Ok(Built { organisation, problems, suggestions, left_out })
}

/// The staff lists as a roster; without one, everyone who is mentioned.
fn roster(imports: &[Import], matches: &Matches) -> (Roster, Vec<Problem>) {
    let mut rows: Vec<PersonRecord> = imports
        .iter()
        .filter_map(|i| match &i.records {
            Records::People(rows) => Some(rows),
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
        Roster::from_mentions(mentions(imports).iter(), matches)
    } else {
        Roster::from_records(&rows, matches)
    }
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
