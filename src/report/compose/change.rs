//! What moved between the last two audits, on the same people.

use std::sync::Arc;

use super::page::Page;
use super::skills::{capital, end, people, slug};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, DumbbellRow, Shown, ValueRow};
use crate::insight::analysis::Grouping;
use crate::measures::{Key, Level, Measurement};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` with fewer than two waves.
pub fn section(page: &Page<'_>) -> Option<Section> {
    let [.., before, after] = page.analysis.about.waves.as_slice() else { return None };
    let pair: Arc<str> = format!("{}→{}", before.label, after.label).into();
    let mut blocks: Vec<Block> = overall(page, &pair).map(Block::Text).into_iter().collect();
    let mut charts: Vec<ChartSpec> = by_skill(page, &before.label, &after.label, &pair).into_iter().collect();
    let by = ["café", "sector", "team"];
    charts.extend(by.iter().filter_map(|by| page.grouping(by)).filter_map(|g| by_group(page, g, &pair)));
    blocks.extend(charts.into_iter().map(|c| Block::Chart(Box::new(c))));
    Some(Section { id: "change".into(), title: "What moved since the last audit".into(), blocks })
}

fn overall(page: &Page<'_>, pair: &Arc<str>) -> Option<String> {
    let change = page.view.network("change-index", None, Some(pair))?;
    let points = change.value.as_f64()?;
    let noise = match (change.low, change.high) {
        (Some(low), Some(high)) if low > 0.0 || high < 0.0 => {
            "That is more than the scatter between people explains."
        }
        (Some(_), Some(_)) => "The interval holds 0, so this may be noise.",
        _ => "Too few people answered both times to say more.",
    };
    Some(format!(
        "{} answered both audits. Their confidence index moved by {} points on average (95% interval {}). {noise} Only \
         these people are in the charts below.",
        capital(&words::counted(change.n, "person", "people")),
        words::signed(points, 1),
        words::interval(change).unwrap_or_else(|| "not available".into())
    ))
}

fn by_skill(page: &Page<'_>, before: &str, after: &str, pair: &Arc<str>) -> Option<ChartSpec> {
    let mut changes: Vec<(f64, &Measurement)> = page
        .view
        .of("change-confident", Level::Skill)
        .filter(|m| m.key.wave.as_ref() == Some(pair))
        .filter_map(|m| Some((m.value.as_f64()?, m)))
        .collect();
    changes.sort_by(|a, b| b.0.total_cmp(&a.0));
    let moved = |m: &Measurement| m.low.is_some_and(|low| low > 0.0) || m.high.is_some_and(|high| high < 0.0);
    let share = |m: &Measurement, wave: &str| {
        let label = format!("{wave} of {pair}").into();
        page.view.get(&Key { measure: "confident-same-people", wave: Some(label), ..m.key.clone() })
    };
    let name = |m: &Measurement| m.key.skill.as_deref().unwrap_or_default().to_owned();
    let points = |x: f64| format!("{} points", words::signed(x * 100.0, 0));
    let row = |x: f64, m: &Measurement| DumbbellRow {
        label: name(m),
        from: share(m, before).and_then(|s| s.value.as_f64()),
        to: share(m, after).and_then(|s| s.value.as_f64()),
        moved: moved(m),
        note: if moved(m) { points(x) } else { "within noise".into() },
    };
    let n = changes.iter().filter(|c| moved(c.1)).count();
    let (most, _) = (changes.first()?, ());
    Some(ChartSpec {
        id: "change-by-skill".into(),
        title: format!("In {n} of {} skills the share who are confident moved beyond noise", changes.len()),
        subtitle: format!("Share confident in audit {before} and audit {after}, the same people in both."),
        description: format!(
            "Two dots for each skill joined by a line, largest rise first. The largest is “{}”: {}.",
            name(most.1),
            points(most.0)
        ),
        kind: ChartKind::Dumbbell {
            ends: (format!("Audit {before}"), format!("Audit {after}")),
            rows: changes.iter().map(|(x, m)| row(*x, m)).collect(),
        },
        table: DataTable {
            caption: format!("Share confident, of those who answered audits {before} and {after}"),
            headers: vec![
                "Skill".into(),
                format!("Audit {before}"),
                format!("Audit {after}"),
                "Change".into(),
                "Low end".into(),
                "High end".into(),
                "People".into(),
            ],
            rows: changes
                .iter()
                .map(|(_, m)| {
                    let (from, to) = (words::shown(share(m, before)), words::shown(share(m, after)));
                    let change = words::shown(Some(m));
                    vec![Shown::Text(name(m)), from, to, change, end(m, m.low), end(m, m.high), people(m)]
                })
                .collect(),
        },
    })
}

fn by_group(page: &Page<'_>, grouping: &Grouping, pair: &Arc<str>) -> Option<ChartSpec> {
    let mut groups: Vec<(Option<f64>, &Measurement)> = grouping
        .groups
        .iter()
        .filter_map(|g| page.view.get(&Key::group("change-index", &grouping.by, &g.label).in_wave(pair)))
        .map(|m| (m.value.as_f64(), m))
        .collect();
    groups.sort_by(|a, b| b.0.unwrap_or(f64::MIN).total_cmp(&a.0.unwrap_or(f64::MIN)));
    let label = |m: &Measurement| m.key.group.as_deref().unwrap_or_default().to_owned();
    let shown: Vec<&(Option<f64>, &Measurement)> = groups.iter().filter(|g| g.0.is_some()).collect();
    let hidden = groups.iter().filter(|g| g.1.value.status() == "hidden").count();
    let rows: Vec<ValueRow> = shown
        .iter()
        .filter_map(|(x, m)| {
            let value = Shown::Number((*x)?, words::signed((*x)?, 1));
            Some(ValueRow { label: format!("{} (n {})", label(m), m.n), value, interval: m.low.zip(m.high) })
        })
        .collect();
    let rose = shown.iter().filter(|g| g.1.low.is_some_and(|low| low > 0.0)).count();
    let ends = shown.iter().flat_map(|g| [g.0, g.1.low, g.1.high]).flatten();
    let reach = (ends.fold(5.0, |m: f64, x| m.max(x.abs())) / 5.0).ceil() * 5.0;
    if rows.is_empty() {
        return None;
    }
    let what = if &*grouping.by == crate::model::derived::ATTENDANCE {
        "group".into()
    } else {
        page.called(&grouping.by, shown.len())
    };
    Some(ChartSpec {
        id: format!("change-by-{}", slug(&grouping.by)),
        title: match &*grouping.by {
            crate::model::derived::ATTENDANCE => "Those who came to a café, and those who did not".into(),
            _ => format!("Confidence rose beyond noise in {rose} of {} {what}", shown.len()),
        },
        subtitle: format!(
            "Mean change in the confidence index, the same people in both audits, with 95% interval.{}",
            page.left_out(&grouping.by, hidden)
        ),
        description: format!(
            "One bar for each {} with its interval, largest rise first. {} rose most; where an interval holds 0, the \
             change may be noise.",
            if &*grouping.by == crate::model::derived::ATTENDANCE { "group" } else { &*grouping.by },
            label(shown.first()?.1)
        ),
        kind: ChartKind::Bars {
            rows,
            axis: (-reach, reach),
            ends: ("less confident".into(), "more confident".into()),
            percent: false,
        },
        table: DataTable {
            caption: format!("Change in the confidence index by {}", grouping.by),
            headers: vec![
                capital(&grouping.by),
                "Change in points".into(),
                "Low end".into(),
                "High end".into(),
                "People".into(),
            ],
            rows: groups
                .iter()
                .map(|(_, m)| {
                    vec![
                        Shown::Text(label(m)),
                        words::shown(Some(m)),
                        end(m, m.low),
                        end(m, m.high),
                        people(m),
                    ]
                })
                .collect(),
        },
    })
}
