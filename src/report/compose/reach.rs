//! How far away help is.

use super::page::Page;
use super::skills::people;
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown, ValueRow};
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
    let chart = ChartSpec {
        id: "help-within-reach".into(),
        title: format!(
            "{} of people who lack confidence have help within two steps",
            overall.value.as_f64().map(words::percent).unwrap_or_default()
        ),
        subtitle: format!(
            "Of the people not confident in a skill, in {}: the share with a tie to a confident colleague, or to someone \
             with one.",
            words::audit(wave)
        ),
        description: format!(
            "One bar for each skill, furthest from help first. In “{}” {} have a confident colleague that near.",
            name(lowest.1),
            words::percent(lowest.0)
        ),
        kind: ChartKind::Bars {
            rows: skills
                .iter()
                .map(|(_, m)| ValueRow { label: name(m), value: words::shown(Some(m)), interval: None })
                .collect(),
            axis: (0.0, 1.0),
            ends: ("help is far".into(), "help is near".into()),
            percent: true,
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
