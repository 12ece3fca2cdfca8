//! Files in, records and problems out.

pub mod cell;
pub mod importer;
pub mod problem;
pub mod record;
