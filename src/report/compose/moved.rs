//! Whom the change is about, who moved which way, and what may be chance.

use std::sync::Arc;

use super::page::Page;
use super::skills::{end, people};
use crate::charts::spec::{DataTable, Shown};
use crate::measures::{Key, Level, Measurement};
use crate::report::document::Block;
use crate::report::words;

/// The share of chances below which a test is taken to have found something.
const LEVEL: f64 = 0.05;
/// Of everyone who answered, the share who answered twice below which the others get a table too.
const FEW_LINKED: f64 = 0.5;

/// Two waves and their pair.
pub struct Waves<'a> {
    /// Label of the earlier.
    pub before: &'a str,
    /// Label of the later.
    pub after: &'a str,
    /// `1→2`.
    pub pair: &'a Arc<str>,
}

/// Whether the index of the same people moved by more than chance explains, among all pairs of waves.
pub fn is_sure(page: &Page<'_>, pair: &Arc<str>) -> bool {
    let p = page.view.network("change-p-holm", None, Some(pair));
    p.and_then(|m| m.value.as_f64()).is_some_and(|p| p < LEVEL)
}

/// How many answered both audits, how many one of them.
pub fn who(page: &Page<'_>, waves: &Waves<'_>) -> Option<Block> {
    let kind = |which| Some(part(page, waves, "linked-people", which)?.value.as_f64()? as u64);
    let (both, first, second) = (kind("Both")?, kind("Only the first")?, kind("Only the second")?);
    let (before, after) = (words::audit(waves.before), words::audit(waves.after));
    let once = format!(
        "{} answered only {before}, {} only {after}.",
        words::capital(&words::counted(first, "person", "people")),
        words::count(second)
    );
    Some(Block::Text(match both {
        0 => format!("Nobody answered both audits, so nobody can be compared with themselves. {once}"),
        _ => format!(
            "{} answered both audits. {once} Change is told of the first, unless it says otherwise: what others \
             answered may differ because they are others.",
            words::capital(&words::counted(both, "person", "people"))
        ),
    }))
}

/// What one person's change has to be to be more than noise, and how many changed by more.
pub fn noise(page: &Page<'_>, waves: &Waves<'_>) -> Option<Block> {
    let noise = page.view.network("noise", None, Some(waves.pair))?.value.as_f64()?;
    let share = |which| part(page, waves, "change-beyond-noise", which)?.value.as_f64().map(words::percent);
    let beyond = match (share("More confident"), share("Less confident")) {
        (Some(up), Some(down)) => {
            format!(" {up} rose by more, {down} fell by more; the rest are within noise.")
        }
        _ => String::new(),
    };
    Some(Block::Text(format!(
        "One person’s answers move by up to {} points without anything having changed.{beyond} The average of many \
         people moves far less by chance.",
        words::decimal(noise, 1)
    )))
}

/// Who went up, stayed and went down, by skill, with what may be chance in a list this long.
pub fn table(page: &Page<'_>, waves: &Waves<'_>) -> Vec<Block> {
    let rows: Vec<&Measurement> = of_pair(page, waves, "change-level");
    let tested: Vec<f64> =
        rows.iter().filter_map(|m| beside(page, m, "change-p-bh", None)?.value.as_f64()).collect();
    if rows.iter().all(|m| m.value.as_f64().is_none()) {
        return Vec::new();
    }
    let row = |m: &&Measurement| {
        let mut cells = vec![Shown::Text(m.key.skill.as_deref().unwrap_or_default().to_owned())];
        cells.extend(["Up", "Same", "Down"].map(|w| words::shown(beside(page, m, "change-moved", Some(w)))));
        cells.extend([words::shown(Some(m)), end(m, m.low), end(m, m.high)]);
        cells.extend([words::shown(beside(page, m, "change-p-bh", None)), people(m)]);
        cells
    };
    let headers =
        ["Skill", "Up", "Same", "Down", "Change in levels", "Low end", "High end", "Chance", "People"];
    vec![
        Block::Heading("Who moved".into()),
        Block::Text(by_chance(tested.len(), tested.iter().filter(|p| **p < LEVEL).count())),
        Block::Table(DataTable {
            caption: format!(
                "Who went up, stayed and went down between {} and {}, the same people in both",
                words::audit(waves.before),
                words::audit(waves.after)
            ),
            headers: headers.map(str::to_owned).to_vec(),
            rows: rows.iter().map(row).collect(),
        }),
    ]
}

/// What chance alone does in a list of `tested` skills, and what is left of it.
fn by_chance(tested: usize, moved: usize) -> String {
    let expected = (tested as f64 * LEVEL).round() as usize;
    let alone = match (tested, expected) {
        (0, _) => {
            return "Too few people moved in any skill to say which moved by more than chance.".to_owned();
        }
        (_, 0) => "One skill in twenty would look changed by chance alone.".to_owned(),
        (n, x) => format!("Of {n} skills, {x} would look changed by chance alone."),
    };
    let left = match moved {
        0 => "no skill has clearly moved".to_owned(),
        1 => format!("1 of {tested} has clearly moved"),
        n => format!("{n} of {tested} have clearly moved"),
    };
    format!(
        "{alone} Allowing for that, {left}. The column Chance says how often such a change would be in the list if \
         nothing had changed (Benjamini and Hochberg)."
    )
}

/// Those who answered only once: a sentence, and where hardly anyone answered twice a table by skill.
pub fn different_people(page: &Page<'_>, waves: &Waves<'_>) -> Vec<Block> {
    let Some(a) = page.view.network("change-superiority", None, Some(waves.pair)) else { return Vec::new() };
    let (Some(share), Some(range)) = (a.value.as_f64(), words::interval(a)) else { return Vec::new() };
    let clear = a.low.is_some_and(|low| low > 0.5) || a.high.is_some_and(|high| high < 0.5);
    let mut text = format!(
        "Of people who answered only once, one of {} stands above one of {} in {} of pairs (likely range {range}); 50% \
         is no difference. {}",
        words::audit(waves.after),
        words::audit(waves.before),
        words::percent(share),
        if clear {
            "They differ, but they are different people: that need not be a change."
        } else {
            "That may be chance."
        },
    );
    if let Some((all, change)) = everyone(page, waves) {
        text.push_str(&format!(
            " Over all {} who answered at all, the average moved by {change}.",
            words::count(all)
        ));
    }
    let mut blocks = vec![Block::Heading("Different people".into()), Block::Text(text)];
    if linked_share(page, waves).is_some_and(|share| share < FEW_LINKED) {
        blocks.extend(by_skill(page, waves).map(Block::Table));
    }
    blocks
}

/// People and the change of everyone, with its range.
fn everyone(page: &Page<'_>, waves: &Waves<'_>) -> Option<(u64, String)> {
    let m = page.view.network("change-all-people", None, Some(waves.pair))?;
    let range = words::interval(m).map(|i| format!(" ({i})")).unwrap_or_default();
    Some((m.n, format!("{} points{range}", words::signed(m.value.as_f64()?, 1))))
}

/// Of everyone who answered, the share who answered both; `None` where that is not shown.
fn linked_share(page: &Page<'_>, waves: &Waves<'_>) -> Option<f64> {
    let both = part(page, waves, "linked-people", "Both")?;
    Some(both.value.as_f64()? / both.n as f64)
}

fn by_skill(page: &Page<'_>, waves: &Waves<'_>) -> Option<DataTable> {
    let rows = of_pair(page, waves, "change-superiority");
    let row = |m: &&Measurement| {
        let name = Shown::Text(m.key.skill.as_deref().unwrap_or_default().to_owned());
        let p = words::shown(beside(page, m, "change-superiority-p", None));
        vec![name, words::shown(Some(m)), end(m, m.low), end(m, m.high), p, people(m)]
    };
    let headers = ["Skill", "Stands above", "Low end", "High end", "Chance", "People"];
    (!rows.is_empty()).then(|| DataTable {
        caption: format!(
            "How often one who answered only {} stands above one who answered only {}",
            words::audit(waves.after),
            words::audit(waves.before)
        ),
        headers: headers.map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
    })
}

/// What people say, looking back, where they were asked.
pub fn looking_back(page: &Page<'_>, waves: &Waves<'_>) -> Vec<Block> {
    let gained = page.view.network("change-since-before", None, Some(&waves.after.into()));
    let Some((gained, levels)) = gained.and_then(|m| Some((m, m.value.as_f64()?))) else { return Vec::new() };
    let mut text = format!(
        "Asked in {} how it was before, {} put themselves {} of a level {} now than then.",
        words::audit(waves.after),
        words::counted(gained.n, "person", "people"),
        words::decimal(levels.abs(), 1),
        if levels < 0.0 { "lower" } else { "higher" },
    );
    let shift = page.view.network("response-shift", None, Some(waves.pair));
    if let Some((shift, by)) = shift.and_then(|m| Some((m, m.value.as_f64()?))) {
        let range = words::interval(shift).map(|i| format!(" (likely range {i})")).unwrap_or_default();
        let held = match (shift.low, shift.high) {
            (Some(low), _) if low > 0.0 => {
                " Learning shows people what they did not know, so the change between the audits is likely too small."
            }
            (_, Some(high)) if high < 0.0 => " They now think more of their start than they did then.",
            _ => " That may be chance.",
        };
        text.push_str(&format!(
            " In {} they had rated that start {} of a level {}{range}.{held}",
            words::audit(waves.before),
            words::decimal(by.abs(), 1),
            if by < 0.0 { "lower" } else { "higher" },
        ));
    }
    vec![Block::Heading("Looking back".into()), Block::Text(text)]
}

fn part<'a>(page: &Page<'a>, waves: &Waves<'_>, id: &'static str, other: &str) -> Option<&'a Measurement> {
    page.view.get(&Key::network(id).in_wave(waves.pair).with_other(&other.into()))
}

fn of_pair<'a>(page: &Page<'a>, waves: &Waves<'_>, id: &str) -> Vec<&'a Measurement> {
    page.view.of(id, Level::Skill).filter(|m| m.key.wave.as_ref() == Some(waves.pair)).collect()
}

/// Another measure of the same skill and waves.
fn beside<'a>(
    page: &Page<'a>,
    m: &Measurement,
    measure: &'static str,
    other: Option<&str>,
) -> Option<&'a Measurement> {
    page.view.get(&Key { measure, other: other.map(Into::into), ..m.key.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_alone_is_said_for_the_length_of_the_list() {
        assert!(by_chance(20, 3).starts_with(
            "Of 20 skills, 1 would look changed by chance alone. Allowing for that, 3 of 20 have clearly moved."
        ));
        assert!(by_chance(6, 0).starts_with(
            "One skill in twenty would look changed by chance alone. Allowing for that, no skill has clearly moved."
        ));
        assert!(by_chance(0, 0).starts_with("Too few people moved"));
    }
}
