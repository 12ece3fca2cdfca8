//! Rows of an export, each put in order before it is read: names joined, ids found in their second
//! place, and answers that were never handed in set aside.

use std::collections::{BTreeMap, BTreeSet};

use super::super::common::{RowView, Slots};
use super::{CODE, has_questions};
use crate::ingest::cell::Cell;
use crate::ingest::importer::{FieldUse, Parsed, Plan, RowStream};
use crate::ingest::problem::{Problem, ProblemSpec};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{ColumnUse, Records};
use crate::ingest::text::{fold_label, fold_space, listed};

/// Why a row is set aside.
pub(in crate::ingest::importers) struct Aside {
    /// Kind of problem.
    pub spec: &'static ProblemSpec,
    /// The planned column that says so.
    pub slot: Option<usize>,
    /// What was seen.
    pub what: String,
    /// What to do.
    pub fix: &'static str,
}

/// How a tool writes its cells.
pub(in crate::ingest::importers) struct Habits {
    /// Texts that stand where nobody said who they are, folded.
    pub unsaid: &'static [&'static str],
    /// The text of an answer as it was given, where the tool writes it differently.
    pub answer: fn(&str) -> Option<String>,
    /// The text of a date as it can be read; an empty one for a date that is none.
    pub date: fn(&str) -> Option<String>,
    /// Why a row does not count.
    pub judge: fn(&RowView) -> Option<Aside>,
    /// What is odd about a row that counts all the same.
    pub doubt: fn(&RowView) -> Option<Aside>,
    /// Whether the tool can write the number of an option in place of its text.
    pub numbers_options: bool,
}

impl Habits {
    /// Cells as they are, and every row counts.
    pub const PLAIN: Self = Self {
        unsaid: &["anonymous"],
        answer: |_| None,
        date: |_| None,
        judge: |_| None,
        doubt: |_| None,
        numbers_options: false,
    };
}

/// Where a row says who answered.
pub(super) struct Who {
    ids: [Option<usize>; 2],
    whole: Option<usize>,
    parts: [Option<usize>; 2],
}

impl Who {
    pub fn find(slots: &Slots) -> Self {
        Self {
            ids: ["person", "other_id"].map(|field| slots.slot(field)),
            whole: slots.slot("name"),
            parts: ["first_name", "last_name"].map(|field| slots.slot(field)),
        }
    }

    /// Where the id stands once a row is in order.
    pub fn id(&self) -> Option<usize> {
        self.ids.into_iter().flatten().next()
    }

    /// Where the whole name stands once a row is in order.
    pub fn name(&self) -> Option<usize> {
        self.whole.or_else(|| self.parts.into_iter().flatten().next())
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        self.ids.into_iter().chain([self.whole]).chain(self.parts).flatten()
    }
}

/// The rows in order.
pub(super) struct Tidied<'a> {
    plan: &'a Plan,
    rows: &'a mut dyn RowStream,
    habits: &'a Habits,
    who: Who,
    dates: [Option<usize>; 2],
    /// Rows whose id was found in its second place, and that column.
    moved: BTreeMap<u32, u32>,
    codes: BTreeMap<usize, BTreeSet<String>>,
    aside: Collector,
    set_aside: u64,
}

impl<'a> Tidied<'a> {
    pub fn new(
        plan: &'a Plan,
        rows: &'a mut dyn RowStream,
        habits: &'a Habits,
        who: Who,
        dates: [Option<usize>; 2],
    ) -> Self {
        let coded = plan.columns.iter().enumerate();
        let coded = coded.filter(|(_, (_, used))| matches!(used, FieldUse::Attribute(name) if name == CODE));
        let codes = coded.map(|(slot, _)| (slot, BTreeSet::new())).collect();
        let moved = BTreeMap::new();
        Self { plan, rows, habits, who, dates, moved, codes, aside: Collector::default(), set_aside: 0 }
    }

    fn tidy(&mut self, row: u32, cells: &mut [Cell]) {
        for (slot, cell) in cells.iter_mut().enumerate() {
            let Cell::Text(text) = &*cell else { continue };
            let is_date = self.dates.contains(&Some(slot));
            let better = if is_date { (self.habits.date)(text) } else { (self.habits.answer)(text) };
            if let Some(better) = better {
                *cell = Cell::text(&better);
            }
            if let Some(codes) = self.codes.get_mut(&slot) {
                codes.insert(cell.to_string());
            }
        }
        self.find_who(row, cells);
    }

    fn find_who(&mut self, row: u32, cells: &mut [Cell]) {
        let is_unsaid = |cell: &Cell| self.habits.unsaid.contains(&fold_label(&cell.to_string()).as_str());
        let said = |cells: &[Cell], slot: Option<usize>| {
            let cell = cells.get(slot?)?;
            (!cell.is_empty() && !is_unsaid(cell)).then(|| cell.clone())
        };
        if let [Some(first), second @ Some(other)] = self.who.ids
            && said(cells, Some(first)).is_none()
            && let Some(id) = said(cells, second)
            && let (Some(cell), Some((col, _))) = (cells.get_mut(first), self.plan.columns.get(other))
        {
            *cell = id;
            self.moved.insert(row, *col);
        }
        let parts: Vec<Cell> = self.who.parts.iter().filter_map(|slot| said(cells, *slot)).collect();
        let whole = parts.iter().map(|part| fold_space(&part.to_string())).collect::<Vec<_>>().join(" ");
        if let Some(cell) = self.who.name().and_then(|slot| cells.get_mut(slot))
            && (self.who.whole.is_none() || cell.is_empty())
        {
            *cell = Cell::text(&whole);
        }
        for slot in self.who.all() {
            // What stands for nobody is nobody's id; `anonymous` is left for the reader to say so.
            if let Some(cell) = cells.get_mut(slot)
                && is_unsaid(cell)
                && fold_label(&cell.to_string()) != "anonymous"
            {
                *cell = Cell::Empty;
            }
        }
    }

    /// What was read, with the rows set aside accounted for.
    pub fn account(self, mut parsed: Parsed) -> Parsed {
        // A row set aside was handed on without anything in it, and counted as blank.
        parsed.rows.blank = parsed.rows.blank.saturating_sub(self.set_aside);
        parsed.rows.rejected += self.set_aside;
        if let Records::Audit(audit) = &mut parsed.records {
            for record in &mut audit.rows {
                if let (Some(col), true) = (self.moved.get(&record.who.at.row), record.who.id.is_some()) {
                    record.who.at.col = *col;
                }
            }
        }
        let mut problems = self.aside;
        for (slot, codes) in &self.codes {
            let Some((col, _)) = self.plan.columns.get(*slot) else { continue };
            report_codes(self.plan, *col, codes, &mut problems);
            let header = self.plan.profile.column(*col).map_or_else(String::new, |c| c.header.clone());
            let used_as = "not used: no answers on a scale we know".to_owned();
            parsed.columns.push(ColumnUse { col: *col, header, used_as });
        }
        parsed.problems.extend(problems.finish());
        parsed
    }
}

/// Says that a column holds codes, where it does; or that a sheet without questions has no labels we know.
fn report_codes(plan: &Plan, col: u32, codes: &BTreeSet<String>, problems: &mut Collector) {
    let are_codes = codes.iter().all(|code| is_code(code));
    if codes.is_empty() || (!are_codes && has_questions(plan)) {
        return;
    }
    let what = format!(
        "the answers are {}, and nothing here says what they stand for",
        listed(codes.iter().map(String::as_str), "and")
    );
    let fix = "export the answers in full; or list the codes, lowest first, under [audit] levels in crossweave.toml";
    problems.at(&kinds::CODED_ANSWERS, plan.at.at_col(col), what, fix);
}

/// Letters and then digits: `A3`, `AO02`.
fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - digits.len();
    (1..=3).contains(&letters)
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
}

impl RowStream for Tidied<'_> {
    fn next_row(&mut self, cells: &mut Vec<Cell>) -> Result<Option<u32>, Problem> {
        let Some(row) = self.rows.next_row(cells)? else { return Ok(None) };
        if cells.iter().all(Cell::is_empty) {
            return Ok(Some(row));
        }
        let view = RowView { plan: self.plan, row, cells };
        if let Some(aside) = (self.habits.judge)(&view) {
            self.aside.at(aside.spec, view.at(aside.slot), aside.what, aside.fix);
            self.set_aside += 1;
            cells.fill(Cell::Empty);
        } else {
            if let Some(odd) = (self.habits.doubt)(&view) {
                self.aside.at(odd.spec, view.at(odd.slot), odd.what, odd.fix);
            }
            self.tidy(row, cells);
        }
        Ok(Some(row))
    }
}
