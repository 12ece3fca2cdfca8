//! The posts of an X or Twitter archive. The archive says whose it is in `account.js`; without that file,
//! `owner` in `crossweave.toml` has to.

use super::common::{Slots, settings_for};
use super::messages::{FIELDS, NOT_YET, Verdict, claim, parse_made, parse_messages};
use crate::ingest::cell::Cell;
use crate::ingest::importer::{ImporterSpec, Parsed, Plan, RowStream};
use crate::ingest::problem::Problem;
use crate::ingest::problems as kinds;
use crate::programme::config::Config;

const ID: &str = "twitter-archive";
const CHANNEL: &str = "social";

/// The importer.
pub static SPEC: ImporterSpec = ImporterSpec {
    id: ID,
    describes: "posts of an X or Twitter archive (tweets.js): whom they mention, answer and pass on",
    table: "interactions",
    fields: FIELDS,
    sniff: |profile, config| claim(ID, profile, config, NOT_YET),
    parse,
};

fn parse(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let slot = Slots { plan }.slot("from");
    let known = |slot: usize| plan.columns.get(slot).and_then(|(col, _)| plan.profile.column(*col));
    let has_owner = slot.and_then(known).is_some_and(|column| column.filled > 0);
    if has_owner || plan.profile.rows == 0 {
        return parse_made(plan, config, rows, CHANNEL, NOT_YET);
    }
    match settings_for(config, &plan.at).owner {
        Some(owner) => {
            let mut owned = Owned { rows, slot, owner: Cell::text(&owner) };
            parse_made(plan, config, &mut owned, CHANNEL, NOT_YET)
        }
        None => whose_is_it(plan, config, rows),
    }
}

/// Reads nothing but how many posts there are, and says what is lacking.
fn whose_is_it(plan: &Plan, config: &Config, rows: &mut dyn RowStream) -> Parsed {
    let mut parsed = parse_messages(plan, config, rows, CHANNEL, |_| Verdict::Blank);
    parsed.rows.rejected = parsed.rows.blank;
    parsed.rows.blank = 0;
    let what = format!("nothing says whose {} posts these are", parsed.rows.rejected);
    let fix = "put account.js of the archive beside it, or set owner = \"@handle\" in a [[file]] part of crossweave.toml";
    parsed.problems.push(Problem::at(&kinds::NO_OWNER, plan.at.clone(), what, fix));
    parsed
}

/// Rows by someone the settings name.
struct Owned<'a> {
    rows: &'a mut dyn RowStream,
    slot: Option<usize>,
    owner: Cell,
}

impl RowStream for Owned<'_> {
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem> {
        let row = self.rows.next_row(cells)?;
        if let (Some(_), Some(cell)) = (row, self.slot.and_then(|slot| cells.get_mut(slot))) {
            *cell = self.owner.clone();
        }
        Ok(row)
    }
}
