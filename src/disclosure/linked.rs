//! Rows about the people of two waves: those who answered both, and those who answered one.
//!
//! A test of change rests on the people who moved, a cell of who went from which level to which on the
//! people in it, and a comparison of different people on either side alone. Where one of these is fewer
//! than k, all rows of the table go: one cell is the rest minus the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::nested::{Column, few};
use crate::insight::analysis::{About, Populations};
use crate::insight::view::View;
use crate::measures::{Key, Level, Measurement, Value};
use crate::model::Attribute;

/// Measures of one skill in those who answered about it in both waves, or in only one of them. Beside
/// the wave's own rows, which hold everyone who answered, each of them is about those who answered once.
pub const BY_SKILL: [&str; 11] = [
    "change-confident",
    "change-level",
    "change-p",
    "change-p-bh",
    "change-p-holm",
    "change-confident-p",
    "change-spread-p",
    "change-moved",
    "transition",
    "change-superiority",
    "change-superiority-p",
];
/// Of all skills together, in those who answered both waves; hidden where the change of the index is.
pub const OVER_ALL: [&str; 5] =
    ["change-index", "change-index-p", "change-p-holm", "change-beyond-noise", "change-all-people"];
/// Those that would say by having no value that nobody moved.
pub const TESTS: [&str; 6] =
    ["change-index-p", "change-p", "change-p-bh", "change-p-holm", "change-confident-p", "change-spread-p"];
/// Tests of levels: they rest on those who moved at all.
const OF_MOVES: [&str; 4] = ["change-p", "change-p-bh", "change-p-holm", "change-spread-p"];
/// By the three kinds of people.
const KINDS: &str = "linked-people";
/// Of different people, over all skills.
const DIFFERENT: [&str; 2] = ["change-superiority", "change-superiority-p"];

/// The columns to hide for what they rest on.
pub fn columns(measurements: &[Measurement], about: &About, k: u64) -> BTreeSet<Column> {
    let mut hidden = BTreeSet::new();
    if k <= 1 {
        return hidden;
    }
    transitions(measurements, about, k, &mut hidden);
    kinds(measurements, k, &mut hidden);
    let view = View::new(measurements);
    recalled(measurements, &view, about, k, &mut hidden);
    hidden
}

/// What is hidden because the changes from wave to wave, added up, less that from the first wave to the
/// last are about the people who missed a wave in between.
#[derive(Default)]
pub struct BySteps {
    /// The first and the last wave, where that would be about few people together or in a group: all of
    /// its rows are hidden.
    pub pair: Option<Arc<str>>,
    /// Single skills of these two waves.
    pub columns: BTreeSet<Column>,
}

/// Looks for what steps would give away; nothing with fewer than three waves.
pub fn by_steps(about: &About, populations: &Populations, k: u64) -> BySteps {
    let [first, _, .., last] = about.waves.as_slice() else { return BySteps::default() };
    let label: Arc<str> = format!("{}→{}", first.label, last.label).into();
    let waves = about.waves.len();
    let skills = || populations.answered.iter().filter(|skill| skill.by_wave.len() == waves);
    let people = skills().next().map_or(0, |skill| skill.by_wave[0].len());
    let missed = |there: &dyn Fn(usize, usize) -> bool| -> Vec<usize> {
        (0..people).filter(|p| is_left_over(&(0..waves).map(|w| there(w, *p)).collect::<Vec<_>>())).collect()
    };
    let all = missed(&|w, p| skills().any(|skill| skill.by_wave[w][p]));
    let in_group = |a: &Attribute| {
        let mut counts = vec![0u64; a.labels.len()];
        all.iter().filter_map(|p| a.of[*p]).for_each(|g| counts[g.0 as usize] += 1);
        counts
    };
    let counts = populations.attributes.iter().flat_map(in_group).chain([all.len() as u64]);
    let mut found = BySteps::default();
    found.pair = counts.into_iter().any(|n| few(n, k)).then(|| label.clone());
    for skill in skills().filter(|skill| few(missed(&|w, p| skill.by_wave[w][p]).len() as u64, k)) {
        let ids = BY_SKILL.iter().map(|id| (*id, Some(label.clone()), Some(skill.skill.clone())));
        let ends = [first, last].map(|wave| Some(format!("{} of {label}", wave.label).into()));
        let shares = ends.map(|wave| ("confident-same-people", wave, Some(skill.skill.clone())));
        found.columns.extend(ids.chain(shares));
    }
    found
}

/// Whether a row is about what changed in those who answered both of two waves.
pub fn is_about(m: &Measurement, pair: &str) -> bool {
    let waves = m.key.wave.as_deref().unwrap_or_default();
    let of_pair = waves.strip_suffix(pair).is_some_and(|rest| rest.is_empty() || rest.ends_with(" of "));
    of_pair && m.key.measure != KINDS
}

/// Whether the steps between the waves someone is in do not add up to that from first to last.
fn is_left_over(there: &[bool]) -> bool {
    let last = there.len() - 1;
    let mut weights = vec![0i32; there.len()];
    let mut step = |from: usize, to: usize, sign: i32| {
        if there[from] && there[to] {
            weights[to] += sign;
            weights[from] -= sign;
        }
    };
    (1..=last).for_each(|w| step(w - 1, w, 1));
    step(0, last, -1);
    weights.iter().any(|w| *w != 0)
}

/// Rows that are cells of one table, in the order they were written.
type CellTables = BTreeMap<(Option<Arc<str>>, Option<Arc<str>>), Vec<u64>>;

fn cells(measurements: &[Measurement], id: &str) -> CellTables {
    let mut tables = CellTables::new();
    for m in measurements.iter().filter(|m| m.key.measure == id) {
        let people = match m.value {
            Value::Count(n) | Value::Share { num: n, .. } => n,
            _ => continue,
        };
        tables.entry((m.key.wave.clone(), m.key.skill.clone())).or_default().push(people);
    }
    tables
}

/// Whether a table of counts speaks of few: a cell of fewer than k, or all but at most one in the same.
fn speaks_of_few(cells: &[u64], k: u64) -> bool {
    let all: u64 = cells.iter().sum();
    all > 0 && cells.iter().any(|n| few(*n, k) || n + 1 >= all)
}

/// Who went from which level to which, and what rests on those who moved or crossed the line.
fn transitions(measurements: &[Measurement], about: &About, k: u64, hidden: &mut BTreeSet<Column>) {
    let (levels, line) = (about.levels.len(), usize::from(about.positive_from).saturating_sub(1));
    for ((wave, skill), table) in cells(measurements, "transition") {
        let sum = |wanted: &dyn Fn(usize, usize) -> bool| -> u64 {
            let at = |i: usize| (i / levels.max(1), i % levels.max(1));
            table.iter().enumerate().filter(|(i, _)| wanted(at(*i).0, at(*i).1)).map(|(_, n)| n).sum()
        };
        let (up, same, down) = (sum(&|a, b| b > a), sum(&|a, b| b == a), sum(&|a, b| b < a));
        let crossed = sum(&|a, b| (a >= line) != (b >= line));
        let mut hide = |ids: &[&'static str]| {
            hidden.extend(ids.iter().map(|id| (*id, wave.clone(), skill.clone())));
        };
        if speaks_of_few(&table, k) {
            hide(&["transition"]);
        }
        if speaks_of_few(&[up, same, down], k) {
            hide(&["change-moved"]);
        }
        if up + down < k {
            hide(&OF_MOVES);
        }
        if crossed < k {
            hide(&["change-confident-p"]);
        }
    }
    for ((wave, skill), table) in cells(measurements, "change-beyond-noise") {
        if speaks_of_few(&table, k) {
            hidden.insert(("change-beyond-noise", wave, skill));
        }
    }
}

/// Over all skills: who answered both waves, only the first, only the second.
fn kinds(measurements: &[Measurement], k: u64, hidden: &mut BTreeSet<Column>) {
    for ((wave, skill), table) in cells(measurements, KINDS) {
        let [both, first, second] = table[..] else { continue };
        if [both, first, second].iter().any(|n| few(*n, k)) {
            hidden.insert((KINDS, wave.clone(), skill.clone()));
            hidden.insert(("change-all-people", wave.clone(), skill.clone()));
        }
        if few(first, k) || few(second, k) {
            hidden.extend(DIFFERENT.iter().map(|id| (*id, wave.clone(), skill.clone())));
        }
    }
}

/// What rests on those who were also asked how it was before, beside what rests on more people.
fn recalled(all: &[Measurement], view: &View<'_>, about: &About, k: u64, hidden: &mut BTreeSet<Column>) {
    const SINCE: &str = "change-since-before";
    const SHIFT: &str = "response-shift";
    let n = |m: &Measurement, skill: &'static str, over_all: &'static str, wave: Option<Arc<str>>| {
        let measure = if m.key.level == Level::Skill { skill } else { over_all };
        view.get(&Key { measure, wave, ..m.key.clone() }).map_or(0, |m| m.n)
    };
    for m in all.iter().filter(|m| [SINCE, SHIFT].contains(&m.key.measure) && m.n > 0) {
        let wave = m.key.wave.clone();
        let wider = if m.key.measure == SINCE {
            vec![n(m, "mean-level", "index", wave)]
        } else {
            vec![n(m, "change-level", "change-index", wave.clone()), n(m, SINCE, SINCE, after(about, wave))]
        };
        if m.n < k || wider.iter().any(|all| few(all.saturating_sub(m.n), k)) {
            let over_all = (m.key.measure, m.key.wave.clone(), None);
            // All skills together minus the others is the hidden one.
            hidden.extend([(m.key.measure, m.key.wave.clone(), m.key.skill.clone()), over_all]);
        }
    }
}

/// The later of two waves, by the label of the pair.
fn after(about: &About, pair: Option<Arc<str>>) -> Option<Arc<str>> {
    let pair = pair?;
    let is_pair = |a: &str, b: &str| *pair == *format!("{a}→{b}");
    let waves = &about.waves;
    let later = waves.iter().find(|b| waves.iter().any(|a| is_pair(&a.label, &b.label)))?;
    Some(later.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::analysis::AnsweredSkill;
    use crate::model::Wave;

    const PAIR: &str = "1→2";

    fn row(id: &'static str, skill: Option<&str>, other: &str, value: Value, n: u64) -> Measurement {
        let key = match skill {
            Some(skill) => Key::skill(id, &skill.into()),
            None => Key::network(id),
        };
        let key = key.in_wave(&PAIR.into());
        Measurement::new(if other.is_empty() { key } else { key.with_other(&other.into()) }, value, n)
    }

    fn about() -> About {
        let wave = |label: &str| Wave { label: label.into(), days: None };
        About {
            waves: vec![wave("1"), wave("2")],
            levels: vec!["Low".into(), "Middle".into(), "High".into()],
            positive_from: 3,
            ..About::default()
        }
    }

    fn of_table(table: [u64; 9]) -> BTreeSet<&'static str> {
        let n = table.iter().sum();
        let cell = |(i, people): (usize, &u64)| {
            row("transition", Some("Maps"), &i.to_string(), Value::Count(*people), n)
        };
        let rows: Vec<Measurement> = table.iter().enumerate().map(cell).collect();
        columns(&rows, &about(), 5).into_iter().map(|c| c.0).collect()
    }

    #[test]
    fn a_cell_of_one_takes_the_table_and_what_rests_on_few_who_moved() {
        assert!(of_table([10, 9, 0, 5, 10, 8, 0, 6, 12]).is_empty());
        // One person fell from the highest level to the lowest: the counts go, who went which way stays.
        assert_eq!(of_table([10, 9, 0, 5, 10, 8, 1, 6, 12]), BTreeSet::from(["transition"]));
        // Of two who fell nothing is said, nor of what follows from it.
        assert_eq!(of_table([10, 9, 0, 2, 10, 8, 0, 0, 12]), BTreeSet::from(["transition", "change-moved"]));
        // Five moved, none of them over the line.
        assert_eq!(of_table([10, 5, 0, 0, 10, 0, 0, 0, 12]), BTreeSet::from(["change-confident-p"]));
        let nobody_moved = of_table([10, 0, 0, 0, 10, 0, 0, 0, 12]);
        assert_eq!(nobody_moved.len(), 6, "{nobody_moved:?}");
        let all_alike = of_table([0, 30, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(all_alike, BTreeSet::from(["transition", "change-moved", "change-confident-p"]));
    }

    #[test]
    fn one_who_answered_once_is_not_compared_with_others() {
        let hidden = |counts: [u64; 3]| {
            let rows = ["Both", "Only the first", "Only the second"].into_iter().zip(counts);
            let n = counts.iter().sum();
            let rows: Vec<Measurement> = rows.map(|(o, c)| row(KINDS, None, o, Value::Count(c), n)).collect();
            columns(&rows, &about(), 5).into_iter().map(|c| c.0).collect::<Vec<_>>()
        };
        assert!(
            hidden([30, 5, 9]).is_empty() && hidden([30, 0, 9]).is_empty() && hidden([0, 8, 9]).is_empty()
        );
        let different = ["change-all-people", "change-superiority", "change-superiority-p", KINDS];
        assert_eq!(hidden([30, 1, 9]), different);
        assert_eq!(hidden([30, 9, 4]), different);
        assert_eq!(hidden([3, 9, 9]), ["change-all-people", KINDS]);
    }

    #[test]
    fn one_who_missed_the_wave_in_between_is_not_what_the_steps_leave() {
        let skill = |name: &str, missing: usize, waves: usize| {
            let wave = |w: usize| (0..30).map(|p| w != 1 || p >= missing).collect();
            AnsweredSkill { skill: name.into(), by_wave: (0..waves).map(wave).collect() }
        };
        let mut three = about();
        three.waves.push(Wave { label: "3".into(), days: None });
        let found = |missing: [usize; 2]| {
            let answered = vec![skill("Maps", missing[0], 3), skill("Calls", missing[1], 3)];
            let found = by_steps(&three, &Populations { answered, ..Populations::default() }, 5);
            (found.pair, found.columns.into_iter().filter_map(|c| c.2).collect::<BTreeSet<_>>())
        };
        assert_eq!((found([0, 0]), found([5, 9])), ((None, BTreeSet::new()), (None, BTreeSet::new())));
        // One left a skill out.
        assert_eq!(found([1, 0]), (None, BTreeSet::from(["Maps".into()])));
        // One was not there at all.
        assert_eq!(found([1, 1]), (Some("1→3".into()), BTreeSet::from(["Calls".into(), "Maps".into()])));
        let answered = vec![skill("Maps", 1, 2)];
        let two = by_steps(&about(), &Populations { answered, ..Populations::default() }, 5);
        assert!(two.pair.is_none() && two.columns.is_empty());
    }

    #[test]
    fn one_who_was_not_asked_about_before_is_not_given_away() {
        let hidden = |asked: u64, linked: u64| {
            let number = |x| Value::Number(x);
            let mut rows = vec![
                row("change-level", Some("Maps"), "", number(0.4), linked),
                row("response-shift", Some("Maps"), "", number(0.6), asked),
                row("response-shift", None, "", number(0.5), 40),
                row("change-index", None, "", number(3.0), 40),
            ];
            let mut now = row("change-since-before", Some("Maps"), "", number(1.0), asked);
            now.key.wave = Some("2".into());
            rows.push(now);
            columns(&rows, &about(), 5).len()
        };
        assert_eq!((hidden(30, 30), hidden(30, 35)), (0, 0));
        // The skill's row, and that over all skills beside it.
        assert_eq!((hidden(30, 31), hidden(30, 34), hidden(4, 30)), (2, 2, 4));
    }
}
