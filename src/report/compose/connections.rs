//! Who is connected with whom: an overview, matrices, a map, and who keeps to themselves.

use super::page::Page;
use super::{findings, group_map, inward, matrix};
use crate::charts::spec::{ChartSpec, DataTable, Shown};
use crate::insight::analysis::{GroupInfo, Grouping};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` without ties.
pub fn section(page: &Page<'_>) -> Option<Section> {
    if page.analysis.about.ties == 0 {
        return None;
    }
    let mut blocks = vec![Block::Text(overview(page)), Block::Table(counts(page))];
    let sectors = page.sectors();
    blocks.extend(sectors.and_then(|g| matrix::chart(page, g)).map(chart));
    if let Some(teams) = page.teams() {
        blocks.extend(matrix::chart(page, teams).map(chart));
        blocks.extend(group_map::chart(page, teams).map(chart));
        blocks.extend(inward::chart(page, teams).map(chart));
    }
    Some(Section { id: "connections".into(), title: "Connections: who works with whom".into(), blocks })
}

fn chart(spec: ChartSpec) -> Block {
    Block::Chart(Box::new(spec))
}

fn overview(page: &Page<'_>) -> String {
    let about = &page.analysis.about;
    let mut text = format!(
        "{} people have {} between them.",
        words::count(about.people),
        words::counted(about.ties, "tie", "ties")
    );
    if let Some(density) = page.view.network("density", None, None).and_then(|m| m.value.as_f64()) {
        text.push_str(&match density {
            d if d < 0.005 => " That is less than 1% of all the ties there could be.".to_owned(),
            d => format!(" That is {} of all the ties there could be.", words::percent(d)),
        });
    }
    if let Some(teams) = page.teams()
        && let Some(ei) = page.view.network("ei-index", Some(&teams.by), None).and_then(|m| m.value.as_f64())
    {
        let inside = words::percent(findings::inside(ei));
        text.push_str(&format!(" {inside} of them stay inside {}.", words::a(&teams.by)));
    }
    text
}

/// Counts of people and links, never who: measure, name, what it means.
const COUNTS: [(&str, &str, &str); 5] = [
    ("isolates", "People with no tie", "Nobody here is in touch with them often enough to count."),
    (
        "components",
        "Separate parts",
        "In one part, everyone can reach everyone through people they know. Someone with no tie is a part alone.",
    ),
    ("cutpoints", "People who are the only link", "If one of them left, others would be cut off."),
    ("bridges", "Ties that are the only link", "If one of them ended, two parts would lose touch."),
    (
        "cut-off-if-left",
        "Most people cut off at once",
        "How many would be cut off if one person left, at worst.",
    ),
];

fn counts(page: &Page<'_>) -> DataTable {
    let row = |(id, name, means): &(&'static str, &str, &str)| {
        let m = page.view.network(id, None, None)?;
        let text = |t: &str| Shown::Text(t.to_owned());
        Some(vec![text(name), words::shown(Some(m)), text(means)])
    };
    DataTable {
        caption: "Where the network is thin".into(),
        headers: ["What", "How many", "What it means"].map(str::to_owned).to_vec(),
        rows: COUNTS.iter().filter_map(row).collect(),
    }
}

/// Groups that may be shown, in the order of the sector they are in.
pub fn shown_groups(grouping: &Grouping) -> Vec<&GroupInfo> {
    let mut groups: Vec<&GroupInfo> = grouping.groups.iter().filter(|g| !g.hidden && g.people > 0).collect();
    groups.sort_by(|a, b| (&a.within, &a.label).cmp(&(&b.within, &b.label)));
    groups
}

/// How many groups are not shown.
pub fn hidden(grouping: &Grouping) -> usize {
    grouping.groups.iter().filter(|g| g.hidden).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_is_a_measure() {
        for (id, name, means) in COUNTS {
            assert!(crate::measures::find(id).is_some(), "{id}");
            assert!(name.len() < means.len());
        }
    }
}
