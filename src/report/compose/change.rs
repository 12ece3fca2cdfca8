//! What moved between the last two audits: the same people first, then those who answered once.

use std::sync::Arc;

use super::findings::{gained, how_it_moved};
use super::moved::{self, Waves};
use super::page::Page;
use super::skills::{end, people, slug};
use crate::charts::spec::{ChartKind, ChartSpec, DataTable, DumbbellRow, Shown, ValueRow};
use crate::insight::analysis::Grouping;
use crate::measures::{Key, Level, Measurement};
use crate::model::derived::{ATTENDANCE, CAME, STAYED};
use crate::report::document::{Block, Section};
use crate::report::words;

/// The section; `None` with fewer than two waves.
pub fn section(page: &Page<'_>) -> Option<Section> {
    let [.., before, after] = page.analysis.about.waves.as_slice() else { return None };
    let pair: Arc<str> = format!("{}→{}", before.label, after.label).into();
    let waves = Waves { before: &before.label, after: &after.label, pair: &pair };
    let mut blocks: Vec<Block> = moved::who(page, &waves).into_iter().collect();
    blocks.extend(overall(page, &pair).map(Block::Text));
    blocks.extend(moved::noise(page, &waves));
    let mut charts: Vec<ChartSpec> = by_skill(page, &before.label, &after.label, &pair).into_iter().collect();
    let by = ["café", "sector", "team"];
    charts.extend(by.iter().filter_map(|by| page.grouping(by)).filter_map(|g| by_group(page, g, &pair)));
    blocks.extend(charts.into_iter().map(|c| Block::Chart(Box::new(c))));
    blocks.extend(moved::table(page, &waves));
    blocks.extend(moved::looking_back(page, &waves));
    blocks.extend(moved::different_people(page, &waves));
    Some(Section { id: "change".into(), title: "What moved since the last audit".into(), blocks })
}

fn overall(page: &Page<'_>, pair: &Arc<str>) -> Option<String> {
    let change = page.view.network("change-index", None, Some(pair))?;
    let points = change.value.as_f64()?;
    let clear = match (change.low, change.high) {
        (Some(low), Some(high)) if (low > 0.0 || high < 0.0) && moved::is_sure(page, pair) => {
            "That is a clear change."
        }
        (Some(_), Some(_)) => "That is within what chance alone would bring.",
        _ => "Too few people answered both times to say how sure that is.",
    };
    let range = words::interval(change).map(|i| format!(" (likely range {i})")).unwrap_or_default();
    Some(format!(
        "On average, the {} who answered both audits {} out of 100{range}. {clear} Only these people are in the charts \
         below.",
        words::counted(change.n, "person", "people"),
        gained(points),
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
        note: if moved(m) { points(x) } else { "may be chance".into() },
    };
    let (rose, fell) = (
        changes.iter().filter(|c| moved(c.1) && c.0 > 0.0).count(),
        changes.iter().filter(|c| moved(c.1) && c.0 < 0.0).count(),
    );
    let most = changes.first()?;
    Some(ChartSpec {
        id: "change-by-skill".into(),
        title: match (rose, fell) {
            (0, 0) => "No skill has clearly more or fewer confident people".into(),
            (0, n) => format!("Clearly fewer people are confident in {n} of {} skills", changes.len()),
            (n, 0) => format!("Clearly more people are confident in {n} of {} skills", changes.len()),
            (n, m) => format!("More people are confident in {n} skills, fewer in {m}, of {}", changes.len()),
        },
        subtitle: format!(
            "Share who are confident in {} and in {}, the same people in both.",
            words::audit(before),
            words::audit(after)
        ),
        description: format!(
            "Two dots for each skill joined by a line, largest rise first. “{}” stands first, at {}.",
            name(most.1),
            points(most.0)
        ),
        kind: ChartKind::Dumbbell {
            ends: (words::audit_head(before), words::audit_head(after)),
            rows: changes.iter().map(|(x, m)| row(*x, m)).collect(),
        },
        table: DataTable {
            caption: format!(
                "Share confident, of people who answered {} and {}",
                words::audit(before),
                words::audit(after)
            ),
            headers: vec![
                "Skill".into(),
                words::audit_head(before),
                words::audit_head(after),
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

/// A group's change, where it may be shown, and its measurement.
type Changed<'a> = (Option<f64>, &'a Measurement);

fn cafe_title(page: &Page<'_>, pair: &Arc<str>, groups: &[&Changed<'_>]) -> String {
    let group = |label: &str| groups.iter().find(|g| g.1.key.group.as_deref() == Some(label));
    let of = |label: &str| group(label).and_then(|g| Some(how_it_moved(g.1, g.0?)));
    let difference = page.view.network("cafe-difference", Some(&ATTENDANCE.into()), Some(pair));
    let clear = difference.and_then(|m| m.low.zip(m.high)).map(|(low, high)| low > 0.0 || high < 0.0);
    match (of(CAME), of(STAYED), clear) {
        (Some(came), Some(stayed), Some(true)) => {
            format!("People who came to a café {came}; the others {stayed}")
        }
        (Some(_), Some(_), Some(false)) => {
            "No clear difference between people who came to a café and the others".into()
        }
        _ => "Change among people who came to a café".into(),
    }
}

fn group_title(by: &str, groups: &[&Changed<'_>]) -> String {
    let rose = groups.iter().filter(|g| g.1.low.is_some_and(|low| low > 0.0)).count();
    let (of, many) = (groups.len(), words::plural(by, groups.len()));
    match rose {
        0 => format!("Confidence clearly rose in no {by}"),
        n if n == of && n > 1 => format!("Confidence clearly rose in all {of} {many}"),
        n => format!("Confidence clearly rose in {n} of {of} {many}"),
    }
}

/// From the lowest end of a range to the highest, 0 included, in steps of 5.
fn axis(groups: &[&Changed<'_>]) -> (f64, f64) {
    let ends = || groups.iter().flat_map(|g| [g.0, g.1.low, g.1.high]).flatten();
    let (low, high) = (ends().fold(0.0, f64::min), ends().fold(5.0, f64::max));
    ((low / 5.0).floor() * 5.0, (high / 5.0).ceil() * 5.0)
}

fn by_group(page: &Page<'_>, grouping: &Grouping, pair: &Arc<str>) -> Option<ChartSpec> {
    let mut groups: Vec<Changed<'_>> = grouping
        .groups
        .iter()
        .filter_map(|g| page.view.get(&Key::group("change-index", &grouping.by, &g.label).in_wave(pair)))
        .map(|m| (m.value.as_f64(), m))
        .collect();
    groups.sort_by(|a, b| b.0.unwrap_or(f64::MIN).total_cmp(&a.0.unwrap_or(f64::MIN)));
    let label = |m: &Measurement| m.key.group.as_deref().unwrap_or_default().to_owned();
    let shown: Vec<&Changed<'_>> = groups.iter().filter(|g| g.0.is_some()).collect();
    let hidden = groups.iter().filter(|g| g.1.value.status() == "hidden").count();
    let drawn = page.drawn(grouping, &shown.iter().filter_map(|g| g.1.key.group.as_ref()).collect());
    let is_drawn = |m: &Measurement| m.key.group.as_ref().is_some_and(|l| drawn.contains(l));
    let rows: Vec<ValueRow> = shown
        .iter()
        .filter(|g| is_drawn(g.1))
        .filter_map(|(x, m)| {
            let value = Shown::Number((*x)?, words::signed((*x)?, 1));
            Some(ValueRow {
                label: format!("{} ({})", label(m), words::count(m.n)),
                value,
                interval: m.low.zip(m.high),
            })
        })
        .collect();
    // A picture of the few groups that may be shown would stand for those that may not.
    if rows.is_empty() || 2 * rows.len() < groups.len() {
        return None;
    }
    let cafe = &*grouping.by == ATTENDANCE;
    let called = if cafe { "group" } else { &*grouping.by };
    Some(ChartSpec {
        id: format!("change-by-{}", slug(&grouping.by)),
        title: if cafe { cafe_title(page, pair, &shown) } else { group_title(called, &shown) },
        subtitle: format!(
            "Average change in confidence, out of 100, with its likely range. In brackets: people who answered both \
             times.{}{}",
            if cafe { " People chose whether to come." } else { "" },
            page.coverage(called, rows.len(), shown.len(), hidden)
        ),
        description: format!(
            "One bar for each {called}, largest rise first, with a line for its likely range. Where the line crosses \
             0, the change may be chance.",
        ),
        kind: ChartKind::Bars {
            rows,
            axis: axis(&shown),
            ends: ("less confident".into(), "more confident".into()),
            percent: false,
        },
        table: DataTable {
            caption: format!("Change in the confidence index by {}, with its likely range", grouping.by),
            headers: vec![
                words::capital(&grouping.by),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Value;

    fn group(label: &str, (low, change, high): (f64, f64, f64)) -> Measurement {
        Measurement {
            key: Key::group("change-index", &"team".into(), &label.into()),
            value: Value::Number(change),
            low: Some(low),
            high: Some(high),
            n: 9,
        }
    }

    #[test]
    fn a_group_whose_range_holds_0_has_not_clearly_risen() {
        let (up, still) = (group("A", (2.0, 5.0, 8.0)), group("B", (-3.0, 1.0, 12.5)));
        let (up, still) = ((Some(5.0), &up), (Some(1.0), &still));
        assert_eq!(group_title("team", &[&up, &still]), "Confidence clearly rose in 1 of 2 teams");
        assert_eq!(group_title("team", &[&still]), "Confidence clearly rose in no team");
        assert_eq!(group_title("team", &[&up, &up]), "Confidence clearly rose in all 2 teams");
        assert_eq!(axis(&[&up, &still]), (-5.0, 15.0));
    }
}
