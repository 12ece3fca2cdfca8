//! Audits that are their own list of people: `people = "rows"`.
//!
//! Many surveys are signed by nobody and ask for the team or the post beside the questions. Told so, each
//! row is someone of their own, whom nothing else names, in the groups its own columns give. Nothing is known then of people who did not answer.

use std::sync::Arc;

use super::common::{Found, RowView, settings_for};
use crate::ingest::importer::{Claim, FieldSpec, FieldUse, Plan};
use crate::ingest::record::{Mention, PersonRecord};
use crate::programme::config::{Config, FileConfig, PeopleOf};

/// Takes the columns that group people; the importer's own fields do not.
pub(super) fn take_groupings(found: &mut Found, fields: &'static [FieldSpec], settings: &FileConfig) {
    if settings.people == Some(PeopleOf::Rows) {
        found.take_others(fields, settings);
    }
}

/// Nothing has to say who answered.
pub(super) fn needs_no_name(claim: &mut Claim, settings: &FileConfig) {
    if settings.people == Some(PeopleOf::Rows) {
        claim.lacking.retain(|field| field.name != "person");
    }
}

/// The people of a sheet, row by row.
pub(super) struct RowsArePeople {
    attributes: Vec<(Arc<str>, usize)>,
    people: Vec<PersonRecord>,
}

impl RowsArePeople {
    /// `None` where the settings do not say so.
    pub fn of(plan: &Plan, config: &Config) -> Option<Self> {
        let told = settings_for(config, &plan.at).people == Some(PeopleOf::Rows);
        let attribute = |(slot, (_, used)): (usize, &(u32, FieldUse))| match used {
            FieldUse::Attribute(name) => Some((Arc::from(name.as_str()), slot)),
            _ => None,
        };
        let attributes = plan.columns.iter().enumerate().filter_map(attribute).collect();
        told.then_some(Self { attributes, people: Vec::new() })
    }

    /// The person of a row: whom it names, else someone of its own.
    pub fn take(&mut self, row: &RowView, named: Option<Mention>) -> Mention {
        let nobody_else = || {
            let at = row.at(None);
            let sheet = at.sheet.as_deref().map(|sheet| format!(" {sheet}")).unwrap_or_default();
            Mention { id: Some(format!("{}{sheet} row {}", at.file, row.row).into()), name: None, at }
        };
        let who = named.unwrap_or_else(nobody_else);
        let text_of =
            |(name, slot): &(Arc<str>, usize)| Some((name.clone(), row.label(Some(*slot))?.to_string()));
        self.people.push(PersonRecord {
            who: who.clone(),
            aliases: Vec::new(),
            attributes: self.attributes.iter().filter_map(text_of).collect(),
            manager: None,
            may_name: false,
            joined: None,
            left: None,
        });
        who
    }

    /// Everyone.
    pub fn finish(self) -> Vec<PersonRecord> {
        self.people
    }
}
