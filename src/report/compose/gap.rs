//! The distance to what roles need.

use std::sync::Arc;

use super::page::Page;
use super::skills::{end, people, slug};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown, ValueRow};
use crate::insight::analysis::Grouping;
use crate::measures::{Key, Measurement};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` where no levels are required.
pub fn section(page: &Page<'_>) -> Option<Section> {
    let wave = page.latest.as_ref()?;
    let required_by = page.analysis.about.required_by.as_ref()?;
    let (gaps, rest) = page.by_skill("gap", wave);
    let blocks = [by_skill(page, &gaps, &rest, wave), by_role(page, &gaps, required_by, wave)];
    let blocks = blocks.into_iter().flatten().map(|c| Block::Chart(Box::new(c))).collect();
    Some(Section { id: "gap".into(), title: "What roles need, and how far away it is".into(), blocks })
}

fn by_skill(
    page: &Page<'_>,
    gaps: &[(f64, &Measurement)],
    rest: &[&Measurement],
    wave: &Arc<str>,
) -> Option<ChartSpec> {
    let name = |m: &Measurement| m.key.skill.as_deref().unwrap_or_default().to_owned();
    let met = |m: &Measurement| page.view.get(&Key { measure: "requirement-met", ..m.key.clone() });
    let row = |m: &Measurement| {
        let value = match words::shown(Some(m)) {
            Shown::Number(x, _) => Shown::Number(x, words::signed(x, 1)),
            other => other,
        };
        ValueRow { label: name(m), value, interval: m.low.zip(m.high) }
    };
    let (worst, short) =
        (gaps.first()?, gaps.iter().filter(|g| g.1.low.is_some_and(|low| low > 0.0)).count());
    let widest = gaps.iter().flat_map(|g| [Some(g.0), g.1.low, g.1.high]).flatten().filter(|x| x.is_finite());
    let (low, high) = widest.fold((0.0, 0.5), |(l, h): (f64, f64), x| (l.min(x), h.max(x)));
    let axis = ((low * 2.0).floor() / 2.0, (high * 2.0).ceil() / 2.0);
    Some(ChartSpec {
        id: "gap-by-skill".into(),
        title: format!("In {short} of {} skills people fall short of what their role needs", gaps.len()),
        subtitle: format!(
            "Levels short of what the role needs, in {}: the average with its likely range.",
            words::audit(wave)
        ),
        description: format!(
            "One bar for each skill, widest gap first, with a line for its likely range. In “{}” people are {} levels \
             short. Where two lines overlap, their order means nothing.",
            name(worst.1),
            words::decimal(worst.0, 1)
        ),
        kind: ChartKind::Bars {
            rows: gaps.iter().map(|g| row(g.1)).collect(),
            axis,
            ends: ("above what is needed".into(), "short of what is needed".into()),
            percent: false,
        },
        table: DataTable {
            caption: format!("Gap to the required level by skill, in {}", words::audit(wave)),
            headers: ["Skill", "Mean gap in levels", "Low end", "High end", "At or above it", "People"]
                .map(str::to_owned)
                .to_vec(),
            rows: gaps
                .iter()
                .map(|(_, m)| m)
                .chain(rest)
                .map(|m| {
                    let met = words::shown(met(m));
                    vec![
                        Shown::Text(name(m)),
                        words::shown(Some(m)),
                        end(m, m.low),
                        end(m, m.high),
                        met,
                        people(m),
                    ]
                })
                .collect(),
        },
    })
}

/// In how many groups most answers reach the level needed. Shares over all skills have no likely
/// range, so no group is set against another.
fn by_role_title(page: &Page<'_>, roles: &Grouping) -> String {
    let met = |g| page.group("requirement-met", roles, g)?.value.as_f64();
    let all: Vec<f64> = roles.groups.iter().filter_map(met).collect();
    let most = all.iter().filter(|share| **share > 0.5).count();
    let (of, many) = (all.len(), words::plural(&roles.by, all.len()));
    match (most, of) {
        (_, 0) => format!("Who rates themselves at the level their {} needs", roles.by),
        (1, 1) => format!("Most answers reach the level the {} needs", roles.by),
        (0, _) => format!("In no {} do most answers reach the level needed", roles.by),
        (n, of) if n == of => format!("In all {of} {many} most answers reach the level needed"),
        (n, of) => format!("In {n} of {of} {many} most answers reach the level needed"),
    }
}

fn by_role(
    page: &Page<'_>,
    gaps: &[(f64, &Measurement)],
    required_by: &Arc<str>,
    wave: &Arc<str>,
) -> Option<ChartSpec> {
    let roles = page.grouping(required_by)?;
    let skills: Vec<&Arc<str>> = gaps.iter().filter_map(|g| g.1.key.skill.as_ref()).collect();
    let cell = |role: &Arc<str>, skill: &Arc<str>| {
        let key = Key::group("requirement-met", required_by, role).for_skill(skill).in_wave(wave);
        words::shown(page.view.get(&key))
    };
    let row = |role: &Arc<str>| -> Vec<Shown> { skills.iter().map(|s| cell(role, s)).collect() };
    let all: Vec<(&Arc<str>, Vec<Shown>)> = roles.groups.iter().map(|g| (&g.label, row(&g.label))).collect();
    let has = |cells: &[Shown]| cells.iter().any(|c| c.number().is_some());
    let shown: Vec<&(&Arc<str>, Vec<Shown>)> = all.iter().filter(|r| has(&r.1)).collect();
    let hidden = all.iter().filter(|r| r.1.contains(&Shown::Hidden)).count();
    if shown.is_empty() {
        return None;
    }
    let mut headers = vec![words::capital(required_by)];
    headers.extend(skills.iter().map(|s| s.to_string()));
    Some(ChartSpec {
        id: format!("requirement-met-by-{}", slug(required_by)),
        title: by_role_title(page, roles),
        subtitle: format!(
            "People who rate themselves at the level their role needs, in %, by {required_by} and skill, in {}.{}",
            words::audit(wave),
            page.coverage(required_by, shown.len(), shown.len(), hidden)
        ),
        description: format!(
            "A table of numbers with shading: one row for each {required_by}, one column for each skill, widest gap \
             first. Dark cells are where most people rate themselves at that level."
        ),
        kind: ChartKind::Heatmap {
            rows: shown.iter().map(|r| r.0.to_string()).collect(),
            cols: skills.iter().map(|s| s.to_string()).collect(),
            cells: shown.iter().map(|r| r.1.iter().map(super::skills::without_sign).collect()).collect(),
            scale: (0.0, 1.0),
            legend: "Share at the level needed".into(),
        },
        table: DataTable {
            caption: format!(
                "Share who meet the required level by {required_by} and skill, in {}",
                words::audit(wave)
            ),
            headers,
            rows: all
                .iter()
                .map(|(role, cells)| {
                    std::iter::once(Shown::Text(role.to_string())).chain(cells.iter().cloned()).collect()
                })
                .collect(),
        },
    })
}
