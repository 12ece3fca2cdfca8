//! How far away help is.

use super::page::Page;
use super::skills::people;
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, DumbbellRow, Shown};
use crate::measures::{Key, Level, Measurement};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` without both answers and ties.
pub fn section(page: &Page<'_>) -> Option<Section> {
    let wave = page.latest.as_ref()?;
    let mut skills: Vec<(f64, &Measurement)> = page
        .view
        .of("confident-within-2", Level::Skill)
        .filter(|m| m.key.wave.as_ref() == Some(wave))
        .filter_map(|m| Some((m.value.as_f64()?, m)))
        .collect();
    skills.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (lowest, overall) = (skills.first()?, page.view.network("confident-within-2", None, Some(wave))?);
    let name = |m: &Measurement| m.key.skill.as_deref().unwrap_or_default().to_owned();
    let other = |m: &Measurement, measure| words::shown(page.view.get(&Key { measure, ..m.key.clone() }));
    let row = |two: f64, m: &Measurement| DumbbellRow {
        label: name(m),
        from: page.view.number(&Key { measure: "confident-within-1", ..m.key.clone() }),
        to: Some(two),
        moved: true,
        note: words::counted(m.n, "person", "people"),
    };
    let chart = ChartSpec {
        id: "help-within-reach".into(),
        title: format!(
            "{} of people who lack confidence know someone confident, or someone who does",
            overall.value.as_f64().map(words::percent).unwrap_or_default()
        ),
        subtitle: format!(
            "Of the people not confident in a skill, in {}: the share tied to a confident colleague (one step), or to \
             someone who is (two steps). On the right: how many people.",
            words::audit(wave)
        ),
        description: format!(
            "Two dots for each skill, one step and two, furthest from help first. In “{}” {} have a confident \
             colleague within two steps.",
            name(lowest.1),
            words::percent(lowest.0)
        ),
        kind: ChartKind::Dumbbell {
            ends: ("One step".into(), "Within two steps".into()),
            rows: skills.iter().map(|(two, m)| row(*two, m)).collect(),
        },
        table: DataTable {
            caption: format!("How near a confident colleague is, by skill, in {}", words::audit(wave)),
            headers: ["Skill", "One step away", "Within two steps", "No path at all", "People not confident"]
                .map(str::to_owned)
                .to_vec(),
            rows: skills
                .iter()
                .map(|(_, m)| {
                    let one = other(m, "confident-within-1");
                    let none = other(m, "confident-unreachable");
                    vec![Shown::Text(name(m)), one, words::shown(Some(m)), none, people(m)]
                })
                .collect(),
        },
    };
    let blocks = vec![Block::Chart(Box::new(chart))];
    Some(Section { id: "reach".into(), title: "Help within reach".into(), blocks })
}
