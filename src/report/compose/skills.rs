//! Confidence by skill, by team, and team by skill.

use std::sync::Arc;

use super::page::Page;
use crate::charts::spec::{BarRow, ChartKind, ChartSpec, DataTable, Shown};
use crate::insight::analysis::Grouping;
use crate::measures::skills::bands::BANDS;
use crate::measures::{Key, Level, Measurement};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` without an audit.
pub fn section(page: &Page<'_>) -> Option<Section> {
    let wave = page.latest.as_ref()?;
    let mut blocks = vec![Block::Note(
        "People rated themselves. This is confidence, not competence: some who can do a thing well are modest, and \
         some who cannot are not."
            .into(),
    )];
    blocks.extend(by_skill(page, wave).map(chart));
    if let Some(teams) = page.teams() {
        blocks.extend(by_group(page, teams, wave).map(chart));
        blocks.extend(heatmap(page, teams, wave).map(chart));
    }
    Some(Section { id: "skills".into(), title: "Skills: where people are confident".into(), blocks })
}

fn chart(spec: ChartSpec) -> Block {
    Block::Chart(Box::new(spec))
}

/// Diverging bars, one a skill, most confident first.
fn by_skill(page: &Page<'_>, wave: &Arc<str>) -> Option<ChartSpec> {
    let about = &page.analysis.about;
    let mut skills: Vec<(f64, &Measurement)> = page
        .view
        .of("confident", Level::Skill)
        .filter(|m| m.key.wave.as_ref() == Some(wave))
        .map(|m| (m.value.as_f64().unwrap_or(-1.0), m))
        .collect();
    skills.sort_by(|a, b| b.0.total_cmp(&a.0));
    let share = |m: &Measurement, level: &Arc<str>| {
        page.view.get(&Key { measure: "answers", other: Some(level.clone()), ..m.key.clone() })
    };
    let row = |m: &Measurement| {
        let shares: Option<Vec<f64>> = about.levels.iter().map(|l| share(m, l)?.value.as_f64()).collect();
        BarRow {
            label: m.key.skill.as_deref().unwrap_or_default().to_owned(),
            note: format!("n {}", words::count(m.n)),
            shares: shares.unwrap_or_default(),
        }
    };
    let (best, worst) = (skills.first()?, skills.last()?);
    let name = |m: &Measurement| m.key.skill.as_deref().unwrap_or_default().to_owned();
    let mut headers = vec!["Skill".to_owned()];
    headers.extend(about.levels.iter().map(|l| l.to_string()));
    headers.extend(["Confident".to_owned(), "People".to_owned()]);
    let table_row = |m: &Measurement| {
        let mut cells = vec![Shown::Text(name(m))];
        cells.extend(about.levels.iter().map(|l| words::shown(share(m, l))));
        cells.extend([words::shown(Some(m)), people(m)]);
        cells
    };
    Some(ChartSpec {
        id: "confidence-by-skill".into(),
        title: format!(
            "From {} to {}: confidence differs by skill",
            words::percent(best.0.max(0.0)),
            words::percent(worst.0.max(0.0))
        ),
        subtitle: format!(
            "Answers at each level, audit {wave}. Confident: “{}” and above.",
            positive_label(page)
        ),
        description: format!(
            "One bar for each skill, most confident first. {} are confident in “{}”, {} in “{}”.",
            words::percent(best.0.max(0.0)),
            name(best.1),
            words::percent(worst.0.max(0.0)),
            name(worst.1)
        ),
        kind: ChartKind::DivergingBars {
            levels: about.levels.iter().map(|l| l.to_string()).collect(),
            positive_from: usize::from(about.positive_from.max(1)) - 1,
            rows: skills.iter().map(|(_, m)| row(m)).collect(),
        },
        table: DataTable {
            caption: format!("Answers at each level by skill, audit {wave}"),
            headers,
            rows: skills.iter().map(|(_, m)| table_row(m)).collect(),
        },
    })
}

fn positive_label<'a>(page: &Page<'a>) -> &'a str {
    let about = &page.analysis.about;
    about.levels.get(usize::from(about.positive_from.max(1)) - 1).map_or("the positive level", |l| l)
}

/// n as a cell, hidden with its value.
pub fn people(m: &Measurement) -> Shown {
    match m.value.status() {
        "hidden" => Shown::Hidden,
        _ => Shown::Number(m.n as f64, words::count(m.n)),
    }
}

/// Three bands a group, lowest index last.
fn by_group(page: &Page<'_>, grouping: &Grouping, wave: &Arc<str>) -> Option<ChartSpec> {
    let mut groups: Vec<(Option<f64>, &Measurement)> = grouping
        .groups
        .iter()
        .filter_map(|g| page.group("index", grouping, g))
        .map(|m| (m.value.as_f64(), m))
        .collect();
    groups.sort_by(|a, b| b.0.unwrap_or(-1.0).total_cmp(&a.0.unwrap_or(-1.0)));
    let shown: Vec<&(Option<f64>, &Measurement)> = groups.iter().filter(|g| g.0.is_some()).collect();
    let band = |m: &Measurement, band: &str| {
        page.view.get(&Key { measure: "bands", other: Some(band.into()), ..m.key.clone() })
    };
    let label = |m: &Measurement| m.key.group.as_deref().unwrap_or_default().to_owned();
    let row = |m: &Measurement| BarRow {
        label: label(m),
        note: format!("n {}", words::count(m.n)),
        shares: BANDS.iter().map(|b| band(m, b)?.value.as_f64()).collect::<Option<_>>().unwrap_or_default(),
    };
    let hidden = groups.iter().filter(|g| g.1.value.status() == "hidden").count();
    let (best, worst) = (shown.first()?, shown.last()?);
    let mut headers: Vec<String> = vec![capital(&grouping.by)];
    headers.extend(BANDS.map(str::to_owned));
    headers.extend([
        "Index (0 to 100)".to_owned(),
        "Low end".to_owned(),
        "High end".to_owned(),
        "People".to_owned(),
    ]);
    let table_row = |m: &Measurement| {
        let mut cells = vec![Shown::Text(label(m))];
        cells.extend(BANDS.iter().map(|b| words::shown(band(m, b))));
        cells.extend([words::shown(Some(m)), end(m, m.low), end(m, m.high), people(m)]);
        cells
    };
    let index = |m: &(Option<f64>, &Measurement)| words::decimal(m.0.unwrap_or_default(), 0);
    Some(ChartSpec {
        id: format!("confidence-by-{}", slug(&grouping.by)),
        title: format!("The confidence index runs from {} to {}", index(worst), index(best)),
        subtitle: format!(
            "Answers over all skills in three bands by {}, audit {wave}, highest index first.{}",
            grouping.by,
            page.left_out(&grouping.by, hidden)
        ),
        description: format!(
            "One bar for each {}, highest confidence index first. {} has the highest index ({}), {} the lowest ({}); \
             the table gives the intervals, and where they overlap the order means nothing.",
            grouping.by,
            label(best.1),
            index(best),
            label(worst.1),
            index(worst)
        ),
        kind: ChartKind::DivergingBars {
            levels: BANDS.map(str::to_owned).to_vec(),
            positive_from: 2,
            rows: shown.iter().map(|g| row(g.1)).collect(),
        },
        table: DataTable {
            caption: format!("Confidence by {}, audit {wave}; index with its 95% interval", grouping.by),
            headers,
            rows: groups.iter().map(|g| table_row(g.1)).collect(),
        },
    })
}

/// One end of an interval as a cell.
pub fn end(m: &Measurement, end: Option<f64>) -> Shown {
    match (m.value.status(), end, crate::measures::find(m.key.measure)) {
        ("hidden", _, _) => Shown::Hidden,
        (_, Some(x), Some(spec)) => Shown::Number(x, words::value(x, spec.unit)),
        _ => Shown::Unavailable("too few answers for an interval"),
    }
}

/// Team × skill, share confident.
fn heatmap(page: &Page<'_>, grouping: &Grouping, wave: &Arc<str>) -> Option<ChartSpec> {
    let about = &page.analysis.about;
    let cell = |group: &Arc<str>, skill: &Arc<str>| {
        page.view.get(&Key::group("confident", &grouping.by, group).for_skill(skill).in_wave(wave))
    };
    let skills: Vec<&Arc<str>> = about.skills.iter().map(|(name, _)| name).collect();
    let marks =
        |group: &Arc<str>| -> Vec<Shown> { skills.iter().map(|s| words::shown(cell(group, s))).collect() };
    let all: Vec<(&Arc<str>, Vec<Shown>)> =
        grouping.groups.iter().map(|g| (&g.label, marks(&g.label))).collect();
    let shown: Vec<&(&Arc<str>, Vec<Shown>)> =
        all.iter().filter(|(_, m)| m.iter().any(|c| c.number().is_some())).collect();
    let hidden = all.iter().filter(|(_, m)| m.contains(&Shown::Hidden)).count();
    let (low, high) = extremes(&shown)?;
    let mut headers = vec![capital(&grouping.by)];
    headers.extend(skills.iter().map(|s| s.to_string()));
    Some(ChartSpec {
        id: format!("confidence-by-{}-and-skill", slug(&grouping.by)),
        title: "Where each skill is strong, and where it is missing".into(),
        subtitle: format!(
            "Share confident, in %, by {} and skill, audit {wave}.{}",
            grouping.by,
            page.left_out(&grouping.by, hidden)
        ),
        description: format!(
            "A table of numbers with shading: one row for each {}, one column for each skill. The lowest cell is {}, \
             the highest {}.",
            grouping.by,
            words::percent(low),
            words::percent(high)
        ),
        kind: ChartKind::Heatmap {
            rows: shown.iter().map(|(g, _)| g.to_string()).collect(),
            cols: skills.iter().map(|s| s.to_string()).collect(),
            cells: shown.iter().map(|(_, m)| m.iter().map(without_sign).collect()).collect(),
            scale: (0.0, 1.0),
            legend: "Share confident".into(),
        },
        table: DataTable {
            caption: format!("Share confident by {} and skill, audit {wave}", grouping.by),
            headers,
            rows: all
                .iter()
                .map(|(g, m)| std::iter::once(Shown::Text(g.to_string())).chain(m.iter().cloned()).collect())
                .collect(),
        },
    })
}

/// In a dense picture the sign stands in the subtitle.
pub fn without_sign(cell: &Shown) -> Shown {
    match cell {
        Shown::Number(x, printed) => Shown::Number(*x, printed.trim_end_matches('%').to_owned()),
        other => other.clone(),
    }
}

fn extremes(rows: &[&(&Arc<str>, Vec<Shown>)]) -> Option<(f64, f64)> {
    let numbers = rows.iter().flat_map(|(_, m)| m.iter().filter_map(Shown::number));
    numbers.fold(None, |range, x| match range {
        None => Some((x, x)),
        Some((low, high)) => Some((f64::min(low, x), f64::max(high, x))),
    })
}

/// A file name from an attribute's name: letters, digits and hyphens.
pub fn slug(name: &str) -> String {
    let plain = crate::identity::normal::name(name).replace(' ', "-");
    if plain.is_empty() { "group".into() } else { plain }
}

/// With its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
