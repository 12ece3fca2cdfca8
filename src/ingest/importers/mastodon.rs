//! The posts of a Mastodon archive.

use super::messages::{FIELDS, NOT_YET, claim, parse_made};
use crate::ingest::importer::ImporterSpec;

const ID: &str = "mastodon";

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: ID,
    describes: "posts of a Mastodon archive: whom they mention, answer and pass on",
    table: "interactions",
    fields: FIELDS,
    sniff: |profile, config| claim(ID, profile, config, NOT_YET),
    parse: |plan, config, rows| parse_made(plan, config, rows, "social", NOT_YET),
};
