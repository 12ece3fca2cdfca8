//! Who is connected with whom: matrices, map, E-I index, single links.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::page::Page;
use super::skills::{capital, slug};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, MapNode, Shown, ValueRow};
use crate::insight::analysis::{GroupInfo, Grouping};
use crate::measures::{Key, Level, Measurement};
use crate::report::document::{Block, Section};
use crate::report::words;

/// Links a group keeps on the map: its strongest.
const LINKS_EACH: usize = 3;

/// The section; `None` without ties.
pub fn section(page: &Page<'_>) -> Option<Section> {
    if page.analysis.about.ties == 0 {
        return None;
    }
    let mut blocks = vec![Block::Text(overview(page)), Block::Table(counts(page))];
    let sectors = page.sectors();
    blocks.extend(sectors.and_then(|g| matrix(page, g)).map(chart));
    if let Some(teams) = page.teams() {
        blocks.extend(matrix(page, teams).map(chart));
        blocks.extend(map(page, teams).map(chart));
        blocks.extend(ei(page, teams).map(chart));
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
        text.push_str(&format!(" That is {} of all the pairs there could be.", words::percent(density)));
    }
    if let Some(teams) = page.teams()
        && let Some(ei) = page.view.network("ei-index", Some(&teams.by), None).and_then(|m| m.value.as_f64())
    {
        let inside = (1.0 - ei) / 2.0;
        text.push_str(&format!(" {} of ties stay inside a {}.", words::percent(inside), teams.by));
    }
    text
}

/// Counts of people and links, never who.
fn counts(page: &Page<'_>) -> DataTable {
    let rows = ["isolates", "components", "cutpoints", "bridges", "cut-off-if-left"];
    let row = |id: &&'static str| {
        let spec = crate::measures::find(id)?;
        let m = page.view.network(spec.id, None, None)?;
        Some(vec![
            Shown::Text(spec.title.into()),
            words::shown(Some(m)),
            Shown::Text(spec.how_to_read.into()),
        ])
    };
    DataTable {
        caption: "Single links and people without ties, as counts".into(),
        headers: ["What", "How many", "How to read it"].map(str::to_owned).to_vec(),
        rows: rows.iter().filter_map(row).collect(),
    }
}

/// Groups in the order of the sector they are in, hidden ones left out.
fn shown_groups(grouping: &Grouping) -> Vec<&GroupInfo> {
    let mut groups: Vec<&GroupInfo> = grouping.groups.iter().filter(|g| !g.hidden && g.people > 0).collect();
    groups.sort_by(|a, b| (&a.within, &a.label).cmp(&(&b.within, &b.label)));
    groups
}

fn hidden(grouping: &Grouping) -> usize {
    grouping.groups.iter().filter(|g| g.hidden).count()
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

fn matrix(page: &Page<'_>, grouping: &Grouping) -> Option<ChartSpec> {
    let groups = shown_groups(grouping);
    if groups.len() < 2 {
        return None;
    }
    let ratio = |a: &GroupInfo, b: &GroupInfo| match page.pair("tie-ratio", &grouping.by, &a.label, &b.label)
    {
        Some(m) => match words::shown(Some(m)) {
            Shown::Number(x, _) => Shown::Number(x, words::decimal(x, 1)),
            other => other,
        },
        None => Shown::Unavailable("not measured"),
    };
    let cells = groups.iter().map(|a| groups.iter().map(|b| ratio(a, b)).collect()).collect();
    let (title, lowest) = matrix_title(page, grouping, &groups);
    Some(ChartSpec {
        id: format!("ties-by-{}", slug(&grouping.by)),
        title,
        subtitle: format!(
            "Ties observed over ties expected from how many each {} has: 1 is as many as expected.{}",
            grouping.by,
            page.left_out(&grouping.by, hidden(grouping))
        ),
        description: format!(
            "A square table of numbers with shading, one row and one column for each {}. Blue cells have more ties \
             than expected, orange cells fewer. {lowest}",
            grouping.by
        ),
        kind: ChartKind::Matrix {
            groups: groups.iter().map(|g| g.label.to_string()).collect(),
            bands: bands(&groups),
            cells,
            legend: "Observed over expected".into(),
        },
        table: matrix_table(page, grouping, &groups),
    })
}

fn matrix_title(page: &Page<'_>, grouping: &Grouping, groups: &[&GroupInfo]) -> (String, String) {
    let mut pairs: Vec<(f64, &GroupInfo, &GroupInfo)> = Vec::new();
    for (i, a) in groups.iter().enumerate() {
        for b in &groups[i + 1..] {
            let m = page.pair("tie-ratio", &grouping.by, &a.label, &b.label);
            pairs.extend(m.and_then(|m| m.value.as_f64()).map(|r| (r, *a, *b)));
        }
    }
    pairs.sort_by(|x, y| x.0.total_cmp(&y.0));
    match pairs.first() {
        Some((r, a, b)) if groups.len() <= 6 => {
            let between = format!("{} and {}", a.label, b.label);
            let n = words::decimal(*r, 1);
            (
                format!("Between {between}: {n} times the ties expected"),
                format!("The lowest pair is {between}: {n} times what is expected."),
            )
        }
        Some(_) => {
            let none = pairs.iter().filter(|p| p.0 == 0.0).count();
            let title = format!("{} of {} pairs of {}s have no tie at all", none, pairs.len(), grouping.by);
            (title, format!("{none} pairs have none."))
        }
        None => (format!("Ties between {}s", grouping.by), String::new()),
    }
}

fn matrix_table(page: &Page<'_>, grouping: &Grouping, groups: &[&GroupInfo]) -> DataTable {
    let mut rows = Vec::new();
    for (i, a) in groups.iter().enumerate() {
        for b in &groups[i..] {
            let cell = |measure| words::shown(page.pair(measure, &grouping.by, &a.label, &b.label));
            rows.push(vec![
                Shown::Text(a.label.to_string()),
                Shown::Text(b.label.to_string()),
                cell("tie-count"),
                cell("tie-expected"),
                cell("tie-ratio"),
                cell("tie-z"),
            ]);
        }
    }
    DataTable {
        caption: format!("Ties within and between {}s", grouping.by),
        headers: ["From", "To", "Ties", "Expected", "Observed over expected", "Deviations from chance"]
            .map(str::to_owned)
            .to_vec(),
        rows,
    }
}

fn map(page: &Page<'_>, grouping: &Grouping) -> Option<ChartSpec> {
    let layout = page.analysis.map.as_ref().filter(|l| l.by == grouping.by)?;
    let places: Vec<(&GroupInfo, (f64, f64))> = grouping
        .groups
        .iter()
        .zip(layout.places.iter().copied())
        .filter(|(g, _)| !g.hidden && g.people > 0)
        .collect();
    let classes: Vec<Arc<str>> =
        places.iter().filter_map(|(g, _)| g.within.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    let classes = if classes.len() > 4 { Vec::new() } else { classes };
    let class = |g: &GroupInfo| classes.iter().position(|c| Some(c) == g.within.as_ref()).unwrap_or_default();
    let links = links(page, grouping, &places);
    let rows = links.iter().map(|&(a, b, ties, _)| {
        let text = |i: usize| Shown::Text(places[i].0.label.to_string());
        vec![text(a), text(b), Shown::Number(ties, words::count(ties as u64))]
    });
    let strongest = links.iter().map(|l| l.2).fold(1.0, f64::max);
    Some(ChartSpec {
        id: "group-map".into(),
        title: format!("{} and the strongest links between them", capital(&page.called(&grouping.by, 2))),
        subtitle: format!(
            "A circle is a {}, its area the number of people; a line shows ties between two, the {LINKS_EACH} strongest \
             of each.{}",
            grouping.by,
            page.left_out(&grouping.by, hidden(grouping))
        ),
        description: format!(
            "A map of {} circles and {} lines. {s} that work together stand close; one that stands apart has few ties \
             to the others.",
            places.len(),
            links.len(),
            s = capital(&page.called(&grouping.by, 2))
        ),
        kind: ChartKind::GroupMap {
            nodes: places
                .iter()
                .map(|(g, (x, y))| MapNode {
                    label: g.label.to_string(),
                    x: *x,
                    y: *y,
                    people: g.people,
                    class: class(g),
                })
                .collect(),
            links: links.iter().map(|&(a, b, ties, _)| (a, b, ties / strongest)).collect(),
            classes: classes.iter().map(|c| c.to_string()).collect(),
        },
        table: DataTable {
            caption: format!("Strongest links between {}s", grouping.by),
            headers: ["From", "To", "Ties"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
    })
}

/// The strongest links of each group: indexes of both ends, ties, and their ratio to the expected.
fn links(
    page: &Page<'_>,
    grouping: &Grouping,
    places: &[(&GroupInfo, (f64, f64))],
) -> Vec<(usize, usize, f64, f64)> {
    let value = |measure, a: usize, b: usize| {
        page.pair(measure, &grouping.by, &places[a].0.label, &places[b].0.label)?.value.as_f64()
    };
    let mut kept: BTreeSet<(usize, usize)> = BTreeSet::new();
    for a in 0..places.len() {
        let mut strongest: Vec<(f64, usize)> = (0..places.len())
            .filter(|b| *b != a)
            .filter_map(|b| Some((value("tie-count", a, b).filter(|t| *t > 0.0)?, b)))
            .collect();
        strongest.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        kept.extend(strongest.iter().take(LINKS_EACH).map(|(_, b)| (a.min(*b), a.max(*b))));
    }
    kept.into_iter()
        .filter_map(|(a, b)| {
            Some((a, b, value("tie-count", a, b)?, value("tie-ratio", a, b).unwrap_or_default()))
        })
        .collect()
}

fn ei(page: &Page<'_>, grouping: &Grouping) -> Option<ChartSpec> {
    let mut groups: Vec<(Option<f64>, &Measurement)> = page
        .view
        .of("ei-index", Level::Group)
        .filter(|m| m.key.by.as_ref() == Some(&grouping.by))
        .map(|m| (m.value.as_f64(), m))
        .collect();
    groups.sort_by(|a, b| a.0.unwrap_or(2.0).total_cmp(&b.0.unwrap_or(2.0)));
    let shown: Vec<&(Option<f64>, &Measurement)> = groups.iter().filter(|g| g.0.is_some()).collect();
    let label = |m: &Measurement| m.key.group.as_deref().unwrap_or_default().to_owned();
    let inward = shown.iter().filter(|g| g.0.is_some_and(|x| x <= -0.67)).count();
    let gone = groups.iter().filter(|g| g.1.value.status() == "hidden").count();
    let first = shown.first()?;
    let share = |m: &Measurement| page.view.get(&Key { measure: "cross-boundary-share", ..m.key.clone() });
    Some(ChartSpec {
        id: format!("ei-by-{}", slug(&grouping.by)),
        title: match inward {
            0 => format!("No {} keeps nearly all its ties to itself", grouping.by),
            n => format!("{n} of {} {}s keep nearly all their ties to themselves", shown.len(), grouping.by),
        },
        subtitle: format!(
            "E-I index: −1 is all ties inside, +1 all outside. Below −0.67 is often called a silo.{}",
            page.left_out(&grouping.by, gone)
        ),
        description: format!(
            "One bar for each {}, most inward first. {} is the most inward, at {}.",
            grouping.by,
            label(first.1),
            words::decimal(first.0.unwrap_or_default(), 2)
        ),
        kind: ChartKind::Bars {
            rows: shown
                .iter()
                .map(|(_, m)| ValueRow { label: label(m), value: words::shown(Some(m)), interval: None })
                .collect(),
            axis: (-1.0, 1.0),
            ends: ("all ties inside".into(), "all ties outside".into()),
            percent: false,
        },
        table: DataTable {
            caption: format!("E-I index by {}", grouping.by),
            headers: vec![
                capital(&grouping.by),
                "E-I index".into(),
                "Share of ties that leave".into(),
                "People".into(),
            ],
            rows: groups
                .iter()
                .map(|(_, m)| {
                    let people = super::skills::people(m);
                    vec![Shown::Text(label(m)), words::shown(Some(m)), words::shown(share(m)), people]
                })
                .collect(),
        },
    })
}
