//! Columns of an audit that look like answers and were not read: each is told, none vanishes.

use super::is_grouping_header;
use super::questions::{is_all_numbers, is_on_scale};
use super::settings::levels_lines;
use crate::ingest::importer::{ColumnProfile, FieldUse, Plan, SheetProfile};
use crate::ingest::problem::Problem;
use crate::ingest::problems::{self as kinds, Collector};
use crate::ingest::record::ColumnUse;
use crate::ingest::scale::{Trust, missing};
use crate::ingest::text::{fold_header, quoted};
use crate::ingest::wording::find_question;

/// Labels a scale may have when nothing but the column says that it is one.
const LABELS: std::ops::RangeInclusive<usize> = 2..=10;
/// How often labels must come again, on average, to look like a scale.
const TIMES: u64 = 3;
/// Values named in a message.
const MOST_NAMED: usize = 5;

/// Tells of every column that was left, and gives their account.
pub(super) fn left_columns(plan: &Plan, problems: &mut Collector) -> Vec<ColumnUse> {
    let taken = |c: &ColumnProfile| plan.columns.iter().any(|(col, _)| *col == c.col);
    let mut account = Vec::new();
    for column in plan.profile.columns.iter().filter(|c| !taken(c) && !c.private) {
        let Some((used_as, problem)) = judge(&plan.profile, column) else { continue };
        account.push(ColumnUse { col: column.col, header: column.header.clone(), used_as });
        problem.into_iter().for_each(|p| problems.push(p));
    }
    account
}

/// Columns of a sheet that was not read whose labels could be a scale nobody confirmed.
pub(in crate::ingest) fn unconfirmed(profile: &SheetProfile, taken: &[(u32, FieldUse)]) -> Vec<Problem> {
    let free = |c: &&ColumnProfile| !taken.iter().any(|(col, _)| *col == c.col) && !c.private;
    profile.columns.iter().filter(free).filter_map(|c| could_be_scale(profile, c)).collect()
}

fn judge(profile: &SheetProfile, column: &ColumnProfile) -> Option<(String, Option<Problem>)> {
    let numbers = is_all_numbers(column);
    if let Some(scale) = column.scale.as_ref().filter(|_| !numbers && !is_on_scale(column, column.levels)) {
        let used_as = format!("not read: on another scale ({})", scale.name);
        let tells = scale.trust() != Trust::WhereAsked && column.filled > column.no_answers + 1;
        return Some((
            used_as,
            tells.then(|| other_scale(profile, column, scale.name.as_str(), scale.labels())),
        ));
    }
    if is_on_scale(column, column.levels) || is_grouping_header(&fold_header(&column.header)) {
        return None;
    }
    if let Some(problem) = mostly_off(profile, column, numbers) {
        return Some(("not read: most answers are off the scale".to_owned(), Some(problem)));
    }
    let problem = could_be_scale(profile, column)?;
    Some(("not read: the order of its labels is not confirmed".to_owned(), Some(problem)))
}

fn other_scale(profile: &SheetProfile, column: &ColumnProfile, name: &str, labels: &[String]) -> Problem {
    let what = format!("{}: {name}", quoted(&column.header));
    let lines = levels_lines(&profile.at, &column.header, labels);
    let fix = format!(
        "to keep it beside the others, on its own scale, put these lines into crossweave.toml:\n{lines}"
    );
    Problem::at(&kinds::OTHER_SCALE, profile.at.at_col(column.col), what, fix)
}

/// A question, by its name or by a third of its answers, with too many that are on no scale.
fn mostly_off(profile: &SheetProfile, column: &ColumnProfile, numbers: bool) -> Option<Problem> {
    let scale = profile.scale.as_ref()?;
    let answered = column.filled.saturating_sub(column.no_answers);
    let named = find_question(&column.header, profile.framework.iter().map(String::as_str)).is_some();
    let seems = column.levels > 1 && column.levels * 3 >= answered && !numbers;
    if answered == 0 || !(named || seems) {
        return None;
    }
    let strays = off_scale(column, |label| scale.level(label).is_some());
    let seen =
        if strays.is_empty() { String::new() } else { format!("; most often instead: {}", told(&strays)) };
    let what = format!(
        "{}: {} of {answered} answers are on {}{seen}",
        quoted(&column.header),
        column.levels,
        scale.name
    );
    let labels: Vec<String> = labels_of(column).map(|(label, _)| label.clone()).take(*LABELS.end()).collect();
    let lines = levels_lines(&profile.at, &column.header, &labels);
    let fix =
        format!("correct the cells, or list the column's labels, lowest first, in crossweave.toml:\n{lines}");
    Some(Problem::at(&kinds::MOSTLY_OFF_SCALE, profile.at.at_col(column.col), what, fix))
}

/// Few short labels that come again and again, on no scale we know.
fn could_be_scale(profile: &SheetProfile, column: &ColumnProfile) -> Option<Problem> {
    let labels: Vec<(String, u64)> = labels_of(column).cloned().collect();
    let answered: u64 = labels.iter().map(|(_, count)| count).sum();
    let fits = LABELS.contains(&labels.len()) && answered >= TIMES * labels.len() as u64;
    let other = column.dates * 2 > answered || column.addresses > 0 || is_all_numbers(column);
    if !fits || other || column.scale.is_some() || is_grouping_header(&fold_header(&column.header)) {
        return None;
    }
    let what = format!("{}: {}", quoted(&column.header), told(&labels));
    let labels: Vec<String> = labels.into_iter().map(|(label, _)| label).collect();
    let lines = levels_lines(&profile.at, &column.header, &labels);
    let fix = format!(
        "if these are levels, put them in order, lowest first (here they stand as they first occur), and these \
         lines into crossweave.toml:\n{lines}"
    );
    Some(Problem::at(&kinds::COULD_BE_SCALE, profile.at.at_col(column.col), what, fix))
}

/// The labels of a column that are answers.
fn labels_of(column: &ColumnProfile) -> impl Iterator<Item = &(String, u64)> {
    column.labels.iter().filter(|(label, _)| missing(label).is_none())
}

/// Labels that are on no scale, most frequent first.
fn off_scale(column: &ColumnProfile, is_level: impl Fn(&str) -> bool) -> Vec<(String, u64)> {
    let mut strays: Vec<(String, u64)> =
        labels_of(column).filter(|(label, _)| !is_level(label)).cloned().collect();
    strays.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    strays
}

fn told(labels: &[(String, u64)]) -> String {
    let shown = labels.iter().take(MOST_NAMED).map(|(label, count)| format!("{} ({count})", quoted(label)));
    let more = if labels.len() > MOST_NAMED { ", …" } else { "" };
    format!("{}{more}", shown.collect::<Vec<_>>().join(", "))
}
