//! The posts of an X or Twitter archive. The archive says whose it is in `account.js`; without that file,
//! `owner` in `crossweave.toml` has to.

use super::common::{Slots, parts, settings_for};
use super::messages::{FIELDS, LEFT_OUT, NOBODY, NOT_YET, Verdict, claim, parse_made, parse_messages};
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
            let (slots, owner) = (Slots { plan }, owner.trim().to_owned());
            let mut owned =
                Owned { rows, from: slot, to: slots.slot("to"), left_out: slots.slot(LEFT_OUT), owner };
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

/// Rows by someone the settings name, who is none of those addressed.
struct Owned<'a> {
    rows: &'a mut dyn RowStream,
    from: Option<usize>,
    to: Option<usize>,
    left_out: Option<usize>,
    owner: String,
}

impl Owned<'_> {
    fn own(&self, cells: &mut [Cell]) {
        let put = |cells: &mut [Cell], slot: Option<usize>, text: &str| {
            if let Some(cell) = slot.and_then(|slot| cells.get_mut(slot)) {
                *cell = Cell::text(text);
            }
        };
        let to = self.to.and_then(|slot| cells.get(slot)).map(ToString::to_string).unwrap_or_default();
        let others: Vec<&str> = parts(&to).filter(|who| !who.eq_ignore_ascii_case(&self.owner)).collect();
        put(cells, self.from, &self.owner);
        put(cells, self.to, &others.join("; "));
        if others.is_empty() {
            put(cells, self.left_out, NOBODY);
        }
    }
}

impl RowStream for Owned<'_> {
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem> {
        let row = self.rows.next_row(cells)?;
        if row.is_some() {
            self.own(cells);
        }
        Ok(row)
    }
}
