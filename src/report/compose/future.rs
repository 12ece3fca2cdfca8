//! What roles will need in a year, beside what they need now.

use std::sync::Arc;

use super::page::Page;
use super::skills::{end, people};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, Shown, ValueRow};
use crate::measures::{Key, Measurement};
use crate::report::words;

/// One bar a skill, widest gap first; `None` where nothing is said about the year to come.
pub fn by_skill(page: &Page<'_>, wave: &Arc<str>) -> Option<ChartSpec> {
    let (gaps, rest) = page.by_skill("future-gap", wave);
    let widest = gaps.first()?;
    let name = |m: &Measurement| m.key.skill.as_deref().unwrap_or_default().to_owned();
    let beside = |m: &Measurement, id: &'static str| {
        words::shown(page.view.get(&Key { measure: id, ..m.key.clone() }))
    };
    let row = |(x, m): &(f64, &Measurement)| ValueRow {
        label: name(m),
        value: Shown::Number(*x, words::signed(*x, 1)),
        interval: m.low.zip(m.high),
    };
    let short = gaps.iter().filter(|g| g.1.low.is_some_and(|low| low > 0.0)).count();
    let ends = gaps.iter().flat_map(|g| [Some(g.0), g.1.low, g.1.high]).flatten();
    let (low, high) = ends.fold((0.0, 0.5), |(l, h): (f64, f64), x| (l.min(x), h.max(x)));
    let cells = |m: &Measurement| {
        vec![
            Shown::Text(name(m)),
            beside(m, "gap"),
            words::shown(Some(m)),
            end(m, m.low),
            end(m, m.high),
            beside(m, "requirement-met"),
            beside(m, "future-met"),
            people(m),
        ]
    };
    let headers = [
        "Skill",
        "Mean gap now",
        "Mean gap to what is needed in a year",
        "Low end",
        "High end",
        "Meet what is needed now",
        "Meet what is needed in a year",
        "People",
    ];
    Some(ChartSpec {
        id: "gap-in-a-year-by-skill".into(),
        title: format!(
            "In {short} of {} skills people fall short of what their role will need in a year",
            gaps.len()
        ),
        subtitle: format!(
            "Levels that people, as they rate themselves in {}, are short of what their role needs a year from now: \
             the average with its likely range.",
            words::audit(wave)
        ),
        description: format!(
            "One bar for each skill, widest gap first, with a line for its likely range. In “{}” people are {} levels \
             short. The table has the gap to what is needed now beside it.",
            name(widest.1),
            words::decimal(widest.0, 1)
        ),
        kind: ChartKind::Bars {
            rows: gaps.iter().map(row).collect(),
            axis: ((low * 2.0).floor() / 2.0, (high * 2.0).ceil() / 2.0),
            ends: ("above what will be needed".into(), "short of what will be needed".into()),
            percent: false,
        },
        table: DataTable {
            caption: format!(
                "What is there in {}, against what is needed now and in a year",
                words::audit(wave)
            ),
            headers: headers.map(str::to_owned).to_vec(),
            rows: gaps.iter().map(|(_, m)| *m).chain(rest).map(cells).collect(),
        },
    })
}
