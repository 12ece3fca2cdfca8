//! Who keeps their ties to themselves.

use std::collections::BTreeSet;

use super::findings::inside;
use super::page::Page;
use super::skills::{people, slug};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown, ValueRow};
use crate::insight::analysis::Grouping;
use crate::measures::{Key, Level, Measurement};
use crate::report::words;

/// At or below this E-I index, five ties in six stay inside: what is often called a silo.
const SILO: f64 = -0.67;

/// A group, and its E-I index where it may be shown.
type Group<'a> = (Option<f64>, &'a Measurement);

/// Share of ties that stay inside, most inward group first; `None` without any to show.
pub fn chart(page: &Page<'_>, grouping: &Grouping) -> Option<ChartSpec> {
    let by = &grouping.by;
    let mut groups: Vec<Group<'_>> = page
        .view
        .of("ei-index", Level::Group)
        .filter(|m| m.key.by.as_ref() == Some(by))
        .map(|m| (m.value.as_f64(), m))
        .collect();
    groups.sort_by(|a, b| a.0.unwrap_or(2.0).total_cmp(&b.0.unwrap_or(2.0)));
    let shown: Vec<&Group<'_>> = groups.iter().filter(|g| g.0.is_some()).collect();
    let labels: BTreeSet<_> = shown.iter().filter_map(|g| g.1.key.group.as_ref()).collect();
    let drawn = page.drawn(grouping, &labels);
    let rows: Vec<ValueRow> = shown
        .iter()
        .filter(|g| g.1.key.group.as_ref().is_some_and(|l| drawn.contains(l)))
        .map(|g| ValueRow { label: label(g.1), value: kept(g.0), interval: None })
        .collect();
    let gone = groups.iter().filter(|g| g.1.value.status() == "hidden").count();
    let first = shown.first()?;
    Some(ChartSpec {
        id: format!("ei-by-{}", slug(by)),
        title: title(by, &shown),
        subtitle: format!(
            "Share of ties that stay inside the {by}. Above 83%, five in six, it is often called a silo.{}",
            page.coverage(by, rows.len(), shown.len(), gone)
        ),
        description: format!(
            "One bar for each {by}, longest first. {} of the ties of {} stay inside, the most of all.",
            kept(first.0).printed(),
            words::group(by, &label(first.1))
        ),
        kind: ChartKind::Bars {
            rows,
            axis: (0.0, 1.0),
            ends: ("all ties go outside".into(), "all ties stay inside".into()),
            percent: true,
        },
        table: table(page, by, &groups),
    })
}

fn label(m: &Measurement) -> String {
    m.key.group.as_deref().unwrap_or_default().to_owned()
}

fn kept(ei: Option<f64>) -> Shown {
    ei.map_or(Shown::Unavailable("no ties"), |x| Shown::Number(inside(x), words::percent(inside(x))))
}

fn title(by: &str, shown: &[&Group<'_>]) -> String {
    let silos: Vec<_> = shown.iter().filter(|g| g.0.is_some_and(|x| x <= SILO)).collect();
    match silos.as_slice() {
        [] => format!("No {by} keeps nearly all its ties to itself"),
        [one] => {
            let name = words::group(by, &label(one.1));
            format!("{} keeps {} of its ties to itself", words::capital(&name), kept(one.0).printed())
        }
        many => format!(
            "{} of {} {} keep nearly all their ties to themselves",
            many.len(),
            shown.len(),
            words::plural(by, 2)
        ),
    }
}

fn table(page: &Page<'_>, by: &str, groups: &[Group<'_>]) -> DataTable {
    let leaves = |m: &Measurement| page.view.get(&Key { measure: "cross-boundary-share", ..m.key.clone() });
    let stays = |g: &Group<'_>| if g.0.is_some() { kept(g.0) } else { words::shown(Some(g.1)) };
    let row = |g: &Group<'_>| {
        let (ei, contact) = (words::shown(Some(g.1)), words::shown(leaves(g.1)));
        vec![Shown::Text(label(g.1)), stays(g), ei, contact, people(g.1)]
    };
    DataTable {
        caption: format!("Ties that stay inside, by {by}. E-I index: −1 is all inside, +1 all outside"),
        headers: vec![
            words::capital(by),
            "Ties inside".into(),
            "E-I index".into(),
            "Contact outside".into(),
            "People".into(),
        ],
        rows: groups.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_e_i_index_reads_as_the_share_inside() {
        assert_eq!(kept(Some(-0.81)).printed(), "91%");
        assert_eq!(kept(Some(1.0)).printed(), "0%");
        assert_eq!(kept(None).printed(), "[x]");
        assert_eq!(title("team", &[]), "No team keeps nearly all its ties to itself");
    }
}
