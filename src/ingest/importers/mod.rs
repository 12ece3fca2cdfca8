//! The importers, one a file.

pub mod audit_long;
pub mod audit_wide;
mod common;
mod dates;
pub mod forms;
pub mod framework;
pub mod interactions;
mod log;
pub mod mastodon;
pub mod mbox;
pub mod memberships;
mod messages;
pub mod people;
mod questions;
pub mod slack;
pub(super) mod stacked;
pub mod ties;
pub mod twitter;
pub mod x_api;

pub(super) use common::{header_matches, same_path, settings_for};
pub(super) use questions::{is_all_numbers, is_on_scale};

use super::importer::ImporterSpec;
use super::text::fold_header;

/// Every importer, in the order `explain` lists them.
pub static IMPORTERS: &[&ImporterSpec] = &[
    &people::SPEC,
    &framework::SPEC,
    &forms::SPEC,
    &audit_wide::SPEC,
    &audit_long::SPEC,
    &interactions::SPEC,
    &memberships::SPEC,
    &ties::SPEC,
    &slack::SPEC,
    &mbox::SPEC,
    &mastodon::SPEC,
    &twitter::SPEC,
    &x_api::SPEC,
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
