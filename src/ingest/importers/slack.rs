//! The messages of a Slack export.

use super::messages::{FIELDS, NOT_YET, claim, parse_made};
use crate::ingest::importer::ImporterSpec;

const ID: &str = "slack";

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: ID,
    describes: "chats of a Slack export: who wrote, whom they mention and whose threads they answer; times are in UTC",
    table: "interactions",
    fields: FIELDS,
    sniff: |profile, config| claim(ID, profile, config, NOT_YET),
    parse: |plan, config, rows| parse_made(plan, config, rows, "chat", NOT_YET),
};
