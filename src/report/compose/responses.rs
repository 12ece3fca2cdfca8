//! Who answered, by group and wave.

use super::page::Page;
use super::standing;
use crate::charts::spec::{DataTable, Shown};
use crate::insight::analysis::Grouping;
use crate::measures::Key;
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` without an audit.
pub fn section(page: &Page<'_>) -> Option<Section> {
    if page.analysis.about.waves.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Text(
        "Everyone on the staff list counts as asked. Where few answered, the rest may think differently."
            .into(),
    )];
    blocks.extend(standing::paragraphs(page).into_iter().map(Block::Text));
    let tables = ["sector", "strand", "team"].iter().filter_map(|by| page.grouping(by));
    blocks.extend(tables.map(|g| Block::Table(table(page, g))));
    Some(Section { id: "responses".into(), title: "Who answered".into(), blocks })
}

fn table(page: &Page<'_>, grouping: &Grouping) -> DataTable {
    let waves = &page.analysis.about.waves;
    let mut headers = vec![words::capital(&grouping.by), "People".to_owned()];
    headers.extend(waves.iter().map(|w| words::audit_head(&w.label)));
    let row = |label: &std::sync::Arc<str>, people: u64, hidden: bool| {
        let people = if hidden { Shown::Hidden } else { Shown::Number(people as f64, words::count(people)) };
        let mut cells = vec![Shown::Text(label.to_string()), people];
        cells.extend(waves.iter().map(|w| {
            words::shown(page.view.get(&Key::group("response-rate", &grouping.by, label).in_wave(&w.label)))
        }));
        cells
    };
    DataTable {
        caption: format!("Share who answered, by {}", grouping.by),
        headers,
        rows: grouping.groups.iter().map(|g| row(&g.label, g.people, g.hidden)).collect(),
    }
}
