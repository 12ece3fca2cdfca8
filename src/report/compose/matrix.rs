//! Ties between groups against the ties to be expected.

use std::sync::Arc;

use super::connections::{hidden, shown_groups};
use super::page::Page;
use super::skills::slug;
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown};
use crate::insight::analysis::{GroupInfo, Grouping};
use crate::report::words;

/// Up to this many groups the title names a pair.
const FEW: usize = 6;
/// Up to this many a small ratio has room for its second decimal.
const ROOMY: usize = 12;
/// Fewer ties than this to expect, and none is no news.
const NEWS: f64 = 5.0;

/// Group × group; `None` with fewer than two to show.
pub fn chart(page: &Page<'_>, grouping: &Grouping) -> Option<ChartSpec> {
    let all = shown_groups(grouping);
    if all.len() < 2 {
        return None;
    }
    let drawn = page.drawn(grouping, &all.iter().map(|g| &g.label).collect());
    let groups: Vec<&GroupInfo> = all.iter().filter(|g| drawn.contains(&g.label)).copied().collect();
    let roomy = groups.len() <= ROOMY;
    let row = |a: &GroupInfo| groups.iter().map(|b| ratio(page, grouping, (a, b), roomy)).collect();
    let cells = groups.iter().map(|a| row(a)).collect();
    Some(ChartSpec {
        id: format!("ties-by-{}", slug(&grouping.by)),
        title: title(page, grouping, &all),
        subtitle: format!(
            "Ties found, against the ties to expect if people kept as many but chose partners at random. 1: as many \
             as expected. 2: twice as many.{}",
            page.coverage(&grouping.by, groups.len(), all.len(), hidden(grouping))
        ),
        description: format!(
            "A square table of numbers with shading: one row and one column for each {}. Blue cells have more ties \
             than expected, orange and brown cells fewer; 0 is none at all.",
            grouping.by
        ),
        kind: ChartKind::Matrix {
            groups: groups.iter().map(|g| g.label.to_string()).collect(),
            bands: bands(&groups),
            cells,
            legend: "Ties found, against ties expected".into(),
        },
        table: table(page, grouping, &all),
    })
}

fn ratio(page: &Page<'_>, grouping: &Grouping, (a, b): (&GroupInfo, &GroupInfo), roomy: bool) -> Shown {
    let Some(m) = page.pair("tie-ratio", &grouping.by, &a.label, &b.label) else {
        return Shown::Unavailable("not measured");
    };
    match words::shown(Some(m)) {
        // A ratio rounded to 0 is not yet no tie.
        Shown::Number(x, _) if x == 0.0 && ties(page, &grouping.by, a, b) != Some(0.0) => {
            Shown::Number(x, "0.0".to_owned())
        }
        Shown::Number(x, _) => Shown::Number(x, short(x, roomy)),
        other => other,
    }
}

fn ties(page: &Page<'_>, by: &Arc<str>, a: &GroupInfo, b: &GroupInfo) -> Option<f64> {
    page.pair("tie-count", by, &a.label, &b.label)?.value.as_f64()
}

/// One decimal, two where one would say 0.0 and there is room, and a plain 0 for none.
fn short(ratio: f64, roomy: bool) -> String {
    match ratio {
        0.0 => "0".to_owned(),
        r if r < 0.095 && roomy => words::decimal(r, 2),
        r if r >= 9.95 => words::decimal(r, 0),
        r => words::decimal(r, 1),
    }
}

/// Runs of groups within one sector.
fn bands(groups: &[&GroupInfo]) -> Vec<(String, usize)> {
    let mut bands: Vec<(String, usize)> = Vec::new();
    for group in groups {
        let within = group.within.as_deref().unwrap_or_default();
        match bands.last_mut() {
            Some((label, length)) if label == within => *length += 1,
            _ => bands.push((within.to_owned(), 1)),
        }
    }
    if bands.iter().all(|b| b.0.is_empty()) { Vec::new() } else { bands }
}

fn title(page: &Page<'_>, grouping: &Grouping, groups: &[&GroupInfo]) -> String {
    let by = &grouping.by;
    let mut pairs: Vec<(f64, &GroupInfo, &GroupInfo)> = Vec::new();
    for (i, a) in groups.iter().enumerate() {
        for b in &groups[i + 1..] {
            let m = page.pair("tie-ratio", by, &a.label, &b.label);
            pairs.extend(m.and_then(|m| m.value.as_f64()).map(|r| (r, *a, *b)));
        }
    }
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0));
    let many = words::plural(by, 2);
    let expected = |a: &GroupInfo, b: &GroupInfo| {
        page.pair("tie-expected", by, &a.label, &b.label).and_then(|m| m.value.as_f64())
    };
    let worth_telling = pairs.iter().find(|(_, a, b)| expected(a, b).is_some_and(|e| e >= NEWS));
    let none = pairs.iter().filter(|(_, a, b)| ties(page, by, a, b) == Some(0.0)).count();
    match worth_telling {
        None => format!("Ties between {many}, against the ties to expect"),
        Some((r, first, second)) if groups.len() <= FEW => {
            let [a, b] = [first, second].map(|g| words::group(by, &g.label));
            let both = format!("{} and {b}", words::capital(&a));
            match *r {
                _ if ties(page, by, first, second) == Some(0.0) => format!("{both} have no tie at all"),
                r if r < 0.9 => format!("{both} have {} of the ties you would expect", words::part(r)),
                _ => format!("No two {many} have far fewer ties than you would expect"),
            }
        }
        Some(_) if none > 0 => {
            let (none, of) = (words::count(none as u64), words::count(pairs.len() as u64));
            format!("{none} of {of} pairs of {many} have no tie at all")
        }
        Some(_) => format!("Every two {many} have at least one tie"),
    }
}

/// Every pair; of many groups, those furthest from chance first.
fn table(page: &Page<'_>, grouping: &Grouping, groups: &[&GroupInfo]) -> DataTable {
    let mut rows: Vec<(f64, Vec<Shown>)> = Vec::new();
    for (i, a) in groups.iter().enumerate() {
        for b in &groups[i..] {
            let pair = |measure| page.pair(measure, &grouping.by, &a.label, &b.label);
            let far = pair("tie-z").and_then(|m| m.value.as_f64()).map_or(-1.0, f64::abs);
            let names = [&a.label, &b.label].map(|l| Shown::Text(l.to_string()));
            let cells = ["tie-count", "tie-expected", "tie-ratio", "tie-z"].map(|m| words::shown(pair(m)));
            rows.push((far, names.into_iter().chain(cells).collect()));
        }
    }
    if groups.len() > FEW {
        rows.sort_by(|x, y| y.0.total_cmp(&x.0));
    }
    DataTable {
        caption: format!(
            "Ties within and between {}, furthest from chance first (2 or more is unlikely to be chance)",
            words::plural(&grouping.by, 2)
        ),
        headers: ["From", "To", "Ties", "Expected", "Ties over expected", "Distance from chance"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.into_iter().map(|r| r.1).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_ratio_is_not_printed_as_none() {
        assert_eq!([0.0, 0.05, 0.1, 1.04, 36.7].map(|r| short(r, true)), ["0", "0.05", "0.1", "1.0", "37"]);
        assert_eq!(short(0.02, false), "0.0");
    }
}
