//! Groups as shapes on a map, with the strongest links between them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::connections::hidden;
use super::page::Page;
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, MapNode, Shown};
use crate::insight::analysis::{GroupInfo, Grouping};
use crate::report::words;

/// Links a group keeps on the map: its strongest.
const LINKS_EACH: usize = 3;
/// Fewer groups than this make no map.
const LEAST: usize = 4;

/// The map; `None` without places, or with fewer groups than make one.
pub fn chart(page: &Page<'_>, grouping: &Grouping) -> Option<ChartSpec> {
    let layout = page.analysis.map.as_ref().filter(|l| l.by == grouping.by)?;
    let all: Vec<(&GroupInfo, (f64, f64))> = grouping
        .groups
        .iter()
        .zip(layout.places.iter().copied())
        .filter(|(g, _)| !g.hidden && g.people > 0)
        .collect();
    let drawn = page.drawn(grouping, &all.iter().map(|(g, _)| &g.label).collect());
    let places: Vec<(&GroupInfo, (f64, f64))> =
        all.iter().filter(|(g, _)| drawn.contains(&g.label)).copied().collect();
    if places.len() < LEAST {
        return None;
    }
    let classes: Vec<Arc<str>> =
        places.iter().filter_map(|(g, _)| g.within.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    let classes = if classes.len() > 4 { Vec::new() } else { classes };
    let class = |g: &GroupInfo| classes.iter().position(|c| Some(c) == g.within.as_ref()).unwrap_or_default();
    let links = links(page, grouping, &places);
    let every = if places.len() < all.len() { self::links(page, grouping, &all) } else { links.clone() };
    let name = |i: usize| Shown::Text(all[i].0.label.to_string());
    let rows =
        every.iter().map(|&(a, b, n)| vec![name(a), name(b), Shown::Number(n, words::count(n as u64))]);
    let strongest = links.iter().map(|l| l.2).fold(1.0, f64::max);
    Some(ChartSpec {
        id: "group-map".into(),
        title: title(grouping, &places, &links),
        subtitle: format!(
            "A shape is {}; its area is the number of people. A line shows ties between two, the {LINKS_EACH} strongest \
             of each.{}",
            words::a(&grouping.by),
            page.coverage(&grouping.by, places.len(), all.len(), hidden(grouping))
        ),
        description: format!(
            "A map of {} shapes and {}. {} that work together stand close. One that stands apart has few ties to the \
             others.",
            places.len(),
            words::counted(links.len() as u64, "line", "lines"),
            words::capital(&words::plural(&grouping.by, 2))
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
            links: links.iter().map(|&(a, b, ties)| (a, b, ties / strongest)).collect(),
            classes: classes.iter().map(|c| c.to_string()).collect(),
        },
        table: DataTable {
            caption: format!("Strongest links between {}", words::plural(&grouping.by, 2)),
            headers: ["From", "To", "Ties"].map(str::to_owned).to_vec(),
            rows: rows.collect::<Vec<_>>(),
        },
    })
}

/// Two groups by index, and the ties between them.
type Link = (usize, usize, f64);

fn title(grouping: &Grouping, places: &[(&GroupInfo, (f64, f64))], links: &[Link]) -> String {
    let name = |i: usize| words::group(&grouping.by, &places[i].0.label);
    let strongest = links.iter().max_by(|x, y| x.2.total_cmp(&y.2).then((y.0, y.1).cmp(&(x.0, x.1))));
    match strongest {
        Some(&(a, b, _)) => format!("The most ties run between {} and {}", name(a), name(b)),
        None => format!("No ties run between {}", words::plural(&grouping.by, 2)),
    }
}

/// The strongest links of each group.
fn links(page: &Page<'_>, grouping: &Grouping, places: &[(&GroupInfo, (f64, f64))]) -> Vec<Link> {
    let ties = |a: usize, b: usize| {
        page.pair("tie-count", &grouping.by, &places[a].0.label, &places[b].0.label)?.value.as_f64()
    };
    let mut kept: BTreeSet<(usize, usize)> = BTreeSet::new();
    for a in 0..places.len() {
        let mut strongest: Vec<(f64, usize)> = (0..places.len())
            .filter(|b| *b != a)
            .filter_map(|b| Some((ties(a, b).filter(|t| *t > 0.0)?, b)))
            .collect();
        strongest.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        kept.extend(strongest.iter().take(LINKS_EACH).map(|(_, b)| (a.min(*b), a.max(*b))));
    }
    kept.into_iter().filter_map(|(a, b)| Some((a, b, ties(a, b)?))).collect()
}
