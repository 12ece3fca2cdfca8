//! The mail of a mailbox in the mbox format.

use super::messages::{FIELDS, NOT_YET_BUT_ID, claim, parse_made};
use crate::ingest::importer::ImporterSpec;

const ID: &str = "mbox";

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: ID,
    describes: "mail of a mailbox in the mbox format: sender, recipients and date from the headers alone",
    table: "interactions",
    fields: FIELDS,
    sniff: |profile, config| claim(ID, profile, config, NOT_YET_BUT_ID),
    parse: |plan, config, rows| parse_made(plan, config, rows, "email", NOT_YET_BUT_ID),
};
