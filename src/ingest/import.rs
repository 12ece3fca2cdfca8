//! Reading a sheet with the importer it goes to, and its account.

use super::candidates::MissingField;
use super::cell::CellRef;
use super::claim::{Decision, check_settings, decide, missing_team};
use super::importer::{Claim, ColumnProfile, FieldUse, ImporterSpec, Plan, SheetProfile};
use super::importers::settings_for;
use super::private::private_reason;
use super::problem::Problem;
use super::problems as kinds;
use super::read::{SheetUse, Unused};
use super::record::{ColumnUse, Import, Mapping, RowCounts};
use super::settings::ranged;
use super::slips::slips;
use super::source::{Meter, SheetInfo, Source};
use super::stream::Planned;
use super::text::{fold_label, quoted};
use crate::programme::config::{Config, RowRange};

/// What became of a sheet.
pub(super) struct Outcome {
    pub used: SheetUse,
    pub unused: Option<Unused>,
    pub import: Option<Import>,
    pub problems: Vec<Problem>,
    pub candidates: Vec<MissingField>,
}

/// Decides about a sheet and reads it.
pub(super) fn read_sheet(
    source: &mut Source,
    info: &SheetInfo,
    profile: SheetProfile,
    config: &Config,
    meter: &Meter,
) -> Outcome {
    match decide(&profile, config) {
        Decision::Leave { why, reason, problems, near } => {
            let used = SheetUse::NotUsed(reason);
            Outcome { used, unused: Some(why), import: None, problems, candidates: near }
        }
        Decision::Read(spec, claim) => {
            let mut candidates = slips(&profile, spec, &claim);
            candidates.extend(
                missing_team(&profile, spec, &claim)
                    .filter(|team| !candidates.iter().any(|c| c.field == team.field)),
            );
            match import(source, info, profile, spec, claim, config, meter) {
                Ok(import) => {
                    let used = SheetUse::ReadAs(spec.id);
                    Outcome { used, unused: None, import: Some(import), problems: Vec::new(), candidates }
                }
                Err(problem) => {
                    let used = SheetUse::NotUsed(problem.what.clone());
                    let unused = Some(Unused::Unreadable);
                    Outcome { used, unused, import: None, problems: vec![problem], candidates }
                }
            }
        }
    }
}

fn import(
    source: &mut Source,
    info: &SheetInfo,
    profile: SheetProfile,
    spec: &'static ImporterSpec,
    claim: Claim,
    config: &Config,
    meter: &Meter,
) -> Result<Import, Problem> {
    let at = profile.at.clone();
    let mut columns = claim.columns;
    columns.sort_by_key(|(col, _)| *col);
    columns.dedup_by_key(|(col, _)| *col);
    columns.retain(|(col, _)| profile.column(*col).is_some_and(|c| !c.private));
    let plan = Plan { at: at.clone(), columns, profile };
    let range = settings_for(config, &at).rows;
    let rows = ranged(source.rows(info, Some(meter)).map_err(|e| e.problem_at(at.clone()))?, at.row, range);
    let planned: Vec<u32> = plan.columns.iter().map(|(col, _)| *col).collect();
    let mut parsed = (spec.parse)(&plan, config, &mut Planned::new(rows, planned, at.row));
    leave_out_before(range, &at, &mut parsed.rows);
    debug_assert!(is_accounted_for(&parsed.rows));
    let mut problems = check_settings(&plan.profile, spec, config);
    problems.extend(duplicate_headers(&plan.profile));
    problems.extend(parsed.problems);
    let columns = account_columns(&plan, &parsed.columns);
    Ok(Import {
        importer: spec.id,
        at,
        records: parsed.records,
        columns,
        rows: parsed.rows,
        problems,
        mapping: Mapping::of(spec, plan),
    })
}

/// Rows between the header and the first that the settings name are none of the sheet's blank rows.
fn leave_out_before(range: Option<RowRange>, at: &CellRef, rows: &mut RowCounts) {
    let Some(range) = range.filter(|_| at.entries.is_none() && rows.read > 0) else { return };
    let before = u64::from(range.first.saturating_sub(at.row + 1)).min(rows.blank);
    rows.read -= before;
    rows.blank -= before;
}

impl Mapping {
    fn of(spec: &ImporterSpec, plan: Plan) -> Self {
        let SheetProfile { scale, rival, form, .. } = plan.profile;
        let levels = scale.filter(|_| spec.table == "audit").map(|s| s.labels().to_vec());
        Self { fields: plan.columns, form, levels: levels.unwrap_or_default(), rival }
    }
}

fn is_accounted_for(rows: &RowCounts) -> bool {
    rows.read == rows.used + rows.rejected + rows.blank
}

fn duplicate_headers(profile: &SheetProfile) -> Vec<Problem> {
    let mut seen: Vec<String> = Vec::new();
    let mut problems = Vec::new();
    for column in profile.columns.iter().filter(|c| !c.private) {
        let folded = fold_label(&column.header);
        if seen.contains(&folded) {
            let fix = "rename one of them; the first is read under this name";
            let at = profile.at.at_col(column.col);
            problems.push(Problem::at(&kinds::DUPLICATE_HEADER, at, quoted(&column.header), fix));
        } else {
            seen.push(folded);
        }
    }
    problems
}

/// What became of each column.
fn account_columns(plan: &Plan, described: &[ColumnUse]) -> Vec<ColumnUse> {
    let account = |c: &ColumnProfile| {
        let own = described.iter().find(|d| d.col == c.col).map(|d| d.used_as.clone());
        let used_as = own.unwrap_or_else(|| use_of(c, plan));
        ColumnUse { col: c.col, header: c.header.clone(), used_as }
    };
    plan.profile.columns.iter().map(account).collect()
}

fn use_of(column: &ColumnProfile, plan: &Plan) -> String {
    let planned = plan.columns.iter().find(|(col, _)| *col == column.col);
    match (planned, private_reason(&column.header)) {
        (Some((_, FieldUse::Field(name))), _) => (*name).to_owned(),
        (Some((_, FieldUse::Question { .. })), _) => "question".to_owned(),
        (Some((_, FieldUse::Attribute(name))), _) => name.clone(),
        (Some((_, FieldUse::Stands { by, about })), _) => format!("{by}: {about}"),
        (None, Some(reason)) => format!("not read: {reason}"),
        (None, None) => "not read".to_owned(),
    }
}
