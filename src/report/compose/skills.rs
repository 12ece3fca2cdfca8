//! Confidence by skill, by team, and team by skill.

use std::sync::Arc;

use super::page::Page;
use crate::charts::spec::{BarRow, ChartKind, ChartSpec, DataTable, Shown};
use crate::insight::analysis::Grouping;
use crate::measures::skills::bands::BANDS;
use crate::measures::{Key, Measurement};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` without an audit.
pub fn section(page: &Page<'_>) -> Option<Section> {
    let wave = page.latest.as_ref()?;
    let mut blocks = vec![Block::Note(
        "People rated themselves. This is confidence, not competence: some people who do a thing well are modest, \
         and some who do not are sure of themselves."
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
    let (skills, rest) = page.by_skill("confident", wave);
    let share = |m: &Measurement, level: &Arc<str>| {
        page.view.get(&Key { measure: "answers", other: Some(level.clone()), ..m.key.clone() })
    };
    let row = |m: &Measurement| {
        let shares: Option<Vec<f64>> = about.levels.iter().map(|l| share(m, l)?.value.as_f64()).collect();
        BarRow {
            label: m.key.skill.as_deref().unwrap_or_default().to_owned(),
            note: words::counted(m.n, "person", "people"),
            shares: shares.unwrap_or_default(),
        }
    };
    let (best, worst) = (skills.first()?, skills.last()?);
    let name = |m: &Measurement| m.key.skill.as_deref().unwrap_or_default().to_owned();
    let mut headers = vec!["Skill".to_owned()];
    headers.extend(about.levels.iter().map(|l| l.to_string()));
    headers.extend(["Total confident", "Low end", "High end", "People"].map(str::to_owned));
    let table_row = |m: &Measurement| {
        let mut cells = vec![Shown::Text(name(m))];
        cells.extend(about.levels.iter().map(|l| words::shown(share(m, l))));
        cells.extend([words::shown(Some(m)), end(m, m.low), end(m, m.high), people(m)]);
        cells
    };
    let apart = best.1.low.zip(worst.1.high).is_some_and(|(low, high)| low > high);
    Some(ChartSpec {
        id: "confidence-by-skill".into(),
        title: if apart {
            format!(
                "{} are confident in “{}”, {} in “{}”",
                words::percent(best.0),
                name(best.1),
                words::percent(worst.0),
                name(worst.1)
            )
        } else {
            "No skill clearly has more confident people than another".to_owned()
        },
        subtitle: format!(
            "Answers to {}. Confident means “{}” or better.",
            words::audit(wave),
            positive_label(page)
        ),
        description:
            "One bar for each skill, most confident first. Answers that are not confident run to the left of \
                      the line, confident answers to the right, and the middle answer stands apart. The table gives \
                      the likely range of each share. Where two ranges overlap, their order means nothing."
                .into(),
        kind: ChartKind::DivergingBars {
            levels: about.levels.iter().map(|l| l.to_string()).collect(),
            positive_from: usize::from(about.positive_from.max(1)) - 1,
            rows: skills.iter().map(|(_, m)| row(m)).collect(),
        },
        table: DataTable {
            caption: format!(
                "Answers at each level by skill, in {}, with the likely range (95% interval) of the share confident",
                words::audit(wave)
            ),
            headers,
            rows: skills.iter().map(|(_, m)| *m).chain(rest).map(table_row).collect(),
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

/// A group's index, where it may be shown, and its measurement.
type Ranked<'a> = (Option<f64>, &'a Measurement);

/// Three bands a group, lowest index last.
fn by_group(page: &Page<'_>, grouping: &Grouping, wave: &Arc<str>) -> Option<ChartSpec> {
    let mut groups: Vec<Ranked<'_>> = grouping
        .groups
        .iter()
        .filter_map(|g| page.group("index", grouping, g))
        .map(|m| (m.value.as_f64(), m))
        .collect();
    groups.sort_by(|a, b| b.0.unwrap_or(-1.0).total_cmp(&a.0.unwrap_or(-1.0)));
    let shown: Vec<&Ranked<'_>> = groups.iter().filter(|g| g.0.is_some()).collect();
    let band = |m: &Measurement, band: &str| {
        page.view.get(&Key { measure: "bands", other: Some(band.into()), ..m.key.clone() })
    };
    let label = |m: &Measurement| m.key.group.as_deref().unwrap_or_default().to_owned();
    let row = |m: &Measurement| BarRow {
        label: label(m),
        note: words::counted(m.n, "person", "people"),
        shares: BANDS.iter().map(|b| band(m, b)?.value.as_f64()).collect::<Option<_>>().unwrap_or_default(),
    };
    let hidden = groups.iter().filter(|g| g.1.value.status() == "hidden").count();
    let drawn = page.drawn(grouping, &shown.iter().filter_map(|g| g.1.key.group.as_ref()).collect());
    let is_drawn = |m: &Measurement| m.key.group.as_ref().is_some_and(|l| drawn.contains(l));
    let (best, worst) = (shown.first()?, shown.last()?);
    let mut headers: Vec<String> = vec![words::capital(&grouping.by)];
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
    let name = |m: &Measurement| words::group(&grouping.by, &label(m));
    let index = |m: &Ranked<'_>| words::decimal(m.0.unwrap_or_default(), 0);
    let apart = best.1.low.zip(worst.1.high).is_some_and(|(low, high)| low > high);
    Some(ChartSpec {
        id: format!("confidence-by-{}", slug(&grouping.by)),
        title: if apart {
            format!(
                "Confidence runs from {} out of 100 in {} to {} in {}",
                index(worst),
                name(worst.1),
                index(best),
                name(best.1)
            )
        } else {
            format!("No {} is clearly more confident than another", grouping.by)
        },
        subtitle: format!(
            "Answers to {} over all skills, in three bands by {}, most confident first.{}",
            words::audit(wave),
            grouping.by,
            page.coverage(&grouping.by, drawn.len(), shown.len(), hidden)
        ),
        description: format!(
            "One bar for each {}, most confident first. The table gives the likely range of each. Where two ranges \
             overlap, their order means nothing.",
            grouping.by
        ),
        kind: ChartKind::DivergingBars {
            levels: BANDS.map(str::to_owned).to_vec(),
            positive_from: 2,
            rows: shown.iter().filter(|g| is_drawn(g.1)).map(|g| row(g.1)).collect(),
        },
        table: DataTable {
            caption: format!(
                "Confidence by {} in {}, with the likely range (95% interval) of the index",
                grouping.by,
                words::audit(wave)
            ),
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
    let drawn = page.drawn(grouping, &shown.iter().map(|(g, _)| *g).collect());
    let pictured: Vec<_> = shown.iter().filter(|(g, _)| drawn.contains(*g)).collect();
    if shown.is_empty() {
        return None;
    }
    let mut headers = vec![words::capital(&grouping.by)];
    headers.extend(skills.iter().map(|s| s.to_string()));
    Some(ChartSpec {
        id: format!("confidence-by-{}-and-skill", slug(&grouping.by)),
        title: majority(&grouping.by, &shown),
        subtitle: format!(
            "People who are confident, in %, by {} and skill, in {}.{}",
            grouping.by,
            words::audit(wave),
            page.coverage(&grouping.by, drawn.len(), shown.len(), hidden)
        ),
        description: format!(
            "A table of numbers with shading: one row for each {}, one column for each skill. The darker the cell, the \
             more people are confident.",
            grouping.by
        ),
        kind: ChartKind::Heatmap {
            rows: pictured.iter().map(|(g, _)| g.to_string()).collect(),
            cols: skills.iter().map(|s| s.to_string()).collect(),
            cells: pictured.iter().map(|(_, m)| m.iter().map(without_sign).collect()).collect(),
            scale: (0.0, 1.0),
            legend: "Share confident".into(),
        },
        table: DataTable {
            caption: format!("Share confident by {} and skill, in {}", grouping.by, words::audit(wave)),
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

/// In how many skills no group shown has more than half its people confident.
fn majority(by: &str, rows: &[&(&Arc<str>, Vec<Shown>)]) -> String {
    let skills = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    let known = |i: &usize| rows.iter().any(|(_, c)| c.get(*i).and_then(Shown::number).is_some());
    let strong =
        |i: &usize| rows.iter().any(|(_, c)| c.get(*i).and_then(Shown::number).is_some_and(|x| x > 0.5));
    let known: Vec<usize> = (0..skills).filter(known).collect();
    match known.iter().filter(|i| !strong(i)).count() {
        0 => format!("Every skill has {} where most people are confident", words::a(by)),
        n => format!("In {n} of {} skills no {by} has a confident majority", known.len()),
    }
}

/// A file name from an attribute's name: letters, digits and hyphens.
pub fn slug(name: &str) -> String {
    let plain = crate::identity::normal::name(name).replace(' ', "-");
    if plain.is_empty() { "group".into() } else { plain }
}
