//! What importers share: finding fields, walking rows, mentions of people.

use std::sync::Arc;

use crate::ingest::cell::{Cell, CellRef};
use crate::ingest::importer::{
    Claim, ColumnProfile, FieldSpec, FieldType, FieldUse, Plan, RowStream, SheetProfile,
};
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::{ColumnUse, Mention, RowCounts};
use crate::ingest::text::{fold_header, fold_label, fold_space, quoted};
use crate::programme::config::{Config, FileConfig};

/// Aliases of a column that identifies a person, best first.
pub(super) const PERSON: &[&str] = &[
    "personid",
    "email",
    "emailaddress",
    "emailaddresses",
    "mail",
    "workemail",
    "username",
    "userprincipalname",
    "upn",
    "handle",
    "staffnumber",
    "staffno",
    "staffid",
    "employeenumber",
    "employeeid",
    "employee",
    "payrollnumber",
    "userid",
    "user",
    "respondent",
    "participant",
    "attendee",
    "attendeeemail",
    "id",
];
/// Aliases of a column with a person's whole name.
pub(super) const NAME: &[&str] =
    &["fullname", "displayname", "names", "personname", "staffname", "attendeename"];

/// A field in one line.
pub(super) const fn field(
    name: &'static str,
    aliases: &'static [&'static str],
    kind: FieldType,
    required: bool,
    help: &'static str,
    example: &'static str,
) -> FieldSpec {
    FieldSpec { name, aliases, kind, required, help, example }
}

/// What the settings say about a sheet: its own part over its file's, `crossweave.toml` over
/// `mapping.toml`.
pub fn settings_for(config: &Config, at: &CellRef) -> FileConfig {
    let sheet = at.sheet.as_deref();
    let mut found = FileConfig::default();
    for parts in [&config.mapping, &config.files] {
        let of_file = parts.iter().filter(|f| same_path(&f.path, &at.file));
        let (whole, own): (Vec<_>, Vec<_>) = of_file.partition(|f| f.sheet.is_none());
        for part in whole.into_iter().chain(own.into_iter().filter(|f| f.sheet.as_deref() == sheet)) {
            overlay(&mut found, part);
        }
    }
    found
}

fn overlay(found: &mut FileConfig, part: &FileConfig) {
    found.kind = part.kind.clone().or(found.kind.take());
    found.wave = part.wave.clone().or(found.wave.take());
    found.channel = part.channel.clone().or(found.channel.take());
    found.owner = part.owner.clone().or(found.owner.take());
    found.people = part.people.or(found.people);
    found.header_row = part.header_row.or(found.header_row);
    found.rows = part.rows.or(found.rows);
    if !part.questions.is_empty() {
        found.questions.clone_from(&part.questions);
    }
    found.levels.extend(part.levels.clone());
    found.columns.extend(part.columns.clone());
    found.places.extend(part.places.clone());
}

/// Whether a path in the settings is that of a file.
pub(in crate::ingest) fn same_path(setting: &str, file: &str) -> bool {
    let setting = setting.replace('\\', "/");
    setting.strip_prefix("./").unwrap_or(&setting) == file
}

/// Whether a header is the one a setting names; an empty setting names none.
pub(in crate::ingest) fn header_matches(column: &ColumnProfile, header: &str) -> bool {
    let folded = fold_header(header);
    column.header == fold_space(header) || (!folded.is_empty() && fold_header(&column.header) == folded)
}

/// Fields found on a sheet.
pub(super) struct Found<'p> {
    profile: &'p SheetProfile,
    pub columns: Vec<(u32, FieldUse)>,
}

impl<'p> Found<'p> {
    /// Finds each field: where the settings name its column, there; else by its name and aliases, best
    /// first. A column serves one field.
    pub fn find(profile: &'p SheetProfile, fields: &'static [FieldSpec], config: &Config) -> Self {
        let settings = settings_for(config, &profile.at);
        let mut found = Self { profile, columns: Vec::new() };
        for field in fields {
            let Some(header) = settings.columns.get(field.name) else { continue };
            if !found.take(field, |c| c.header == *header) {
                found.take(field, |c| header_matches(c, header));
            }
        }
        for field in fields.iter().filter(|f| !settings.columns.contains_key(f.name)) {
            let name = fold_header(field.name);
            let aliases = std::iter::once(name.as_str()).chain(field.aliases.iter().copied());
            for alias in aliases {
                if found.take(field, |c| fold_header(&c.header) == alias) {
                    break;
                }
            }
        }
        found
    }

    fn take(&mut self, field: &'static FieldSpec, fits: impl Fn(&ColumnProfile) -> bool) -> bool {
        let free = |c: &&ColumnProfile| !c.private && !self.columns.iter().any(|(col, _)| *col == c.col);
        let column = self.profile.columns.iter().filter(free).find(|c| fits(c)).map(|c| c.col);
        self.columns.extend(column.map(|col| (col, FieldUse::Field(field.name))));
        column.is_some()
    }

    /// Takes the columns the settings give under a name that is no field: they group people.
    pub fn take_others(&mut self, fields: &'static [FieldSpec], settings: &FileConfig) {
        for (name, header) in &settings.columns {
            let known = fields.iter().any(|f| f.name == name);
            let column = self.profile.columns.iter().find(|c| !c.private && header_matches(c, header));
            if let (false, Some(column)) = (known, column) {
                self.columns.retain(|(col, _)| *col != column.col);
                self.columns.push((column.col, FieldUse::Attribute(name.clone())));
            }
        }
    }

    /// The column a field was found in.
    pub fn column(&self, field: &str) -> Option<&'p ColumnProfile> {
        let is = |used: &FieldUse| matches!(used, FieldUse::Field(name) if *name == field);
        let col = self.columns.iter().find(|(_, used)| is(used))?.0;
        self.profile.column(col)
    }

    /// Whether a field was found.
    pub fn has(&self, field: &str) -> bool {
        self.column(field).is_some()
    }

    /// Whether a field's column holds mostly dates.
    pub fn is_dates(&self, field: &str) -> bool {
        self.column(field).is_some_and(|c| c.filled > 0 && c.dates * 2 >= c.filled)
    }

    /// Leaves a field out again.
    pub fn drop_field(&mut self, field: &str) {
        self.columns.retain(|(_, used)| !matches!(used, FieldUse::Field(name) if *name == field));
    }

    /// The claim on these columns; `None` when not one field was found.
    pub fn claim(mut self, fields: &'static [FieldSpec], score: u8, not_yet: &[&str]) -> Option<Claim> {
        let lacking: Vec<_> = fields.iter().filter(|f| f.required && !self.has(f.name)).collect();
        not_yet.iter().for_each(|field| self.drop_field(field));
        self.columns.sort_by_key(|(col, _)| *col);
        (!self.columns.is_empty()).then_some(Claim { score, columns: self.columns, lacking })
    }
}

/// The account of columns that are recognised and not used yet.
pub(super) fn not_used_yet(
    plan: &Plan,
    fields: &'static [FieldSpec],
    config: &Config,
    not_yet: &[&str],
) -> Vec<ColumnUse> {
    let found = Found::find(&plan.profile, fields, config);
    let columns = not_yet.iter().filter_map(|field| Some((found.column(field)?, field)));
    columns
        .map(|(c, field)| ColumnUse {
            col: c.col,
            header: c.header.clone(),
            used_as: format!("not used yet: {field}"),
        })
        .collect()
}

/// Where each planned field stands in a row.
pub(super) struct Slots<'p> {
    pub plan: &'p Plan,
}

impl Slots<'_> {
    /// A field's place among the planned columns.
    pub fn slot(&self, field: &str) -> Option<usize> {
        self.plan.columns.iter().position(|(_, used)| matches!(used, FieldUse::Field(name) if *name == field))
    }
}

/// One row under a plan.
pub(super) struct RowView<'a> {
    pub plan: &'a Plan,
    pub row: u32,
    pub cells: &'a [Cell],
}

impl RowView<'_> {
    pub fn cell(&self, slot: Option<usize>) -> &Cell {
        slot.and_then(|s| self.cells.get(s)).unwrap_or(&Cell::Empty)
    }

    pub fn text(&self, slot: Option<usize>) -> Option<String> {
        let cell = self.cell(slot);
        (!cell.is_empty()).then(|| cell.to_string())
    }

    /// A short label: white space folded.
    pub fn label(&self, slot: Option<usize>) -> Option<Arc<str>> {
        self.text(slot).map(|text| fold_space(&text).into())
    }

    pub fn at(&self, slot: Option<usize>) -> CellRef {
        let col = slot.and_then(|s| self.plan.columns.get(s)).map_or(self.plan.at.col, |(col, _)| *col);
        CellRef { row: self.row, col, ..self.plan.at.clone() }
    }

    /// The person two columns mention; `None` when both are empty.
    pub fn mention(&self, id: Option<usize>, name: Option<usize>) -> Option<Mention> {
        let (by_id, by_name) = (self.text(id), self.label(name));
        let at = match (&by_id, &by_name) {
            (None, None) => return None,
            (Some(_), _) => self.at(id),
            (None, Some(_)) => self.at(name),
        };
        Some(Mention { id: by_id.map(Into::into), name: by_name, at })
    }
}

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Used,
    Rejected,
    Blank,
}

/// Counts rows, the blank ones between included.
pub(super) struct RowTally {
    last: u32,
    gaps: bool,
    pub counts: RowCounts,
}

impl RowTally {
    pub fn after_header(plan: &Plan) -> Self {
        // Only a grid has blank rows: lines between the entries of other files are part of them.
        Self { last: plan.at.row, gaps: plan.at.entries.is_none(), counts: RowCounts::default() }
    }

    pub fn count(&mut self, row: u32, fate: Fate) {
        let gap = u64::from(row.saturating_sub(self.last).saturating_sub(1)) * u64::from(self.gaps);
        self.counts.read += gap + 1;
        self.counts.blank += gap + u64::from(fate == Fate::Blank);
        self.counts.used += u64::from(fate == Fate::Used);
        self.counts.rejected += u64::from(fate == Fate::Rejected);
        self.last = row;
    }
}

/// Walks the rows; those without anything in them are counted and passed over. A break in the file is
/// a problem, and the rows before it stand.
pub(super) fn each_row(
    plan: &Plan,
    rows: &mut dyn RowStream,
    problems: &mut Collector,
    mut take: impl FnMut(&RowView, &mut Collector) -> Fate,
) -> RowCounts {
    let mut tally = RowTally::after_header(plan);
    let mut cells = Vec::with_capacity(plan.columns.len());
    loop {
        match rows.next_row(&mut cells) {
            Ok(None) => return tally.counts,
            Ok(Some(row)) if cells.iter().all(Cell::is_empty) => tally.count(row, Fate::Blank),
            Ok(Some(row)) => {
                let fate = take(&RowView { plan, row, cells: &cells }, problems);
                tally.count(row, fate);
            }
            Err(problem) => {
                problems.push(problem);
                return tally.counts;
            }
        }
    }
}

/// Reports an empty cell that a row cannot do without.
pub(super) fn missing_value(problems: &mut Collector, at: CellRef, what: &str) -> Fate {
    let fix = "fill in the cell or delete the row";
    problems.at(&kinds::MISSING_VALUE, at, format!("the row has no {what}"), fix);
    Fate::Rejected
}

/// Reads a yes or a no; anything else is a problem and counts as no.
pub(super) fn yes_no(row: &RowView, slot: Option<usize>, problems: &mut Collector) -> Option<bool> {
    let text = row.text(slot)?;
    match fold_label(&text).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "✓" | "✔" => Some(true),
        "no" | "n" | "false" | "0" | "-" => Some(false),
        _ => {
            problems.at(&kinds::UNCLEAR_YES_NO, row.at(slot), quoted(&text), "write yes or no");
            Some(false)
        }
    }
}

/// Parts of a cell between semicolons.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}
