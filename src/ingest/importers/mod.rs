//! The importers, one a file.

pub mod actions;
mod answers;
mod aspects;
mod attendance;
pub mod attendance_matrix;
pub mod audit_long;
pub mod audit_wide;
pub mod ballots;
mod common;
pub mod council_structure;
mod crossings;
mod dates;
mod edited;
pub mod exchange_trace;
pub mod forms;
pub mod framework;
pub mod google_forms;
pub mod google_mail_log;
pub mod icalendar;
pub mod interactions;
pub mod jisc;
mod joined;
pub mod limesurvey;
mod log;
mod log_columns;
#[cfg(test)]
mod log_columns_tests;
mod log_rows;
pub mod mastodon;
mod matrix_header;
pub mod mbox;
pub mod memberships;
mod messages;
pub mod name_generator;
pub(super) mod not_used;
mod one_message;
pub mod organogram_junior;
pub mod organogram_senior;
pub mod people;
pub mod places;
mod posts;
pub mod qualtrics;
mod questions;
pub mod roster_matrix;
mod rows_are_people;
mod set_aside;
mod settings;
pub mod slack;
pub mod smartsurvey;
pub(super) mod stacked;
pub mod surveymonkey;
mod surveys;
pub mod teams_attendance;
pub mod ties;
pub mod twitter;
mod unread;
pub mod viva_person_to_person;
mod written_dates;
pub mod x_api;
pub mod zoom_attendance;

pub(super) use aspects::aspect_of;
pub use common::settings_for;
pub(super) use common::{header_matches, same_path};
pub(super) use crossings::{column_subject, tick};
pub(super) use questions::{is_all_numbers, is_on_scale};
pub(super) use unread::unconfirmed;

use super::importer::{FieldType, ImporterSpec};
use super::text::fold_header;

/// Every importer, in the order `explain` lists them.
pub static IMPORTERS: &[&ImporterSpec] = &[
    &people::SPEC,
    &framework::SPEC,
    &forms::SPEC,
    &google_forms::SPEC,
    &surveymonkey::SPEC,
    &smartsurvey::SPEC,
    &qualtrics::SPEC,
    &jisc::SPEC,
    &limesurvey::SPEC,
    &audit_wide::SPEC,
    &audit_long::SPEC,
    &interactions::SPEC,
    &memberships::SPEC,
    &ties::SPEC,
    &roster_matrix::SPEC,
    &name_generator::SPEC,
    &attendance_matrix::SPEC,
    &actions::SPEC,
    &ballots::SPEC,
    &places::SPEC,
    &council_structure::SPEC,
    &organogram_senior::SPEC,
    &organogram_junior::SPEC,
    &exchange_trace::SPEC,
    &google_mail_log::SPEC,
    &viva_person_to_person::SPEC,
    &icalendar::SPEC,
    &teams_attendance::SPEC,
    &zoom_attendance::SPEC,
    &slack::SPEC,
    &mbox::SPEC,
    &mastodon::SPEC,
    &twitter::SPEC,
    &x_api::SPEC,
];

/// The tables people make themselves, from a template or not; the others come out of some program.
pub(super) const OWN_TABLES: [&str; 13] = [
    "people",
    "framework",
    "audit-wide",
    "audit-long",
    "interactions",
    "memberships",
    "ties",
    "roster-matrix",
    "name-generator",
    "attendance-matrix",
    "actions",
    "ballots",
    "places",
];

/// The importer with an id.
pub fn importer(id: &str) -> Option<&'static ImporterSpec> {
    IMPORTERS.iter().copied().find(|spec| spec.id == id)
}

/// Whether some importer knows a folded header as one of its fields.
pub(super) fn is_known_header(folded: &str) -> bool {
    let fields = || IMPORTERS.iter().flat_map(|spec| spec.fields);
    fields().any(|f| f.aliases.contains(&folded) || fold_header(f.name) == folded)
}

/// Whether a folded header says that the column holds something else than answers: a team, a role, a date.
fn is_grouping_header(folded: &str) -> bool {
    let fields = || IMPORTERS.iter().flat_map(|spec| spec.fields).filter(|f| f.kind != FieldType::Level);
    fields().any(|f| f.aliases.contains(&folded) || fold_header(f.name) == folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_aliases_are_folded() {
        for (i, spec) in IMPORTERS.iter().enumerate() {
            assert!(IMPORTERS[..i].iter().all(|other| other.id != spec.id), "{}", spec.id);
            for field in spec.fields {
                for alias in field.aliases {
                    assert_eq!(fold_header(alias), **alias, "{}.{}", spec.id, field.name);
                }
                assert!(!field.help.is_empty());
            }
        }
    }

    #[test]
    fn no_alias_stands_for_two_fields_of_one_importer() {
        for spec in IMPORTERS {
            let mut names: Vec<String> = Vec::new();
            for field in spec.fields {
                names.push(fold_header(field.name));
                names.extend(field.aliases.iter().map(|a| (*a).to_owned()));
            }
            names.sort_unstable();
            let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(twice.is_empty(), "{}: {twice:?}", spec.id);
        }
    }
}
