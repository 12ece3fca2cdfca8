//! What goes with a hidden number because the two together would give it back.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::nested::Column;
use crate::measures::{Level, Measurement, Value};

/// Confidence by skill: what the gaps below are taken from.
const CONFIDENCE: &str = "mean-level";
/// Another mean less that of confidence. Shown beside its own mean, each gives confidence back.
const AGAINST_CONFIDENCE: [&str; 3] = ["importance-gap", "borich", "future-need-gap"];
/// The gap whose skills the quadrants are cut through the middle of.
const CUT: &str = "importance-gap";
/// Where each skill stands against the middle of all.
const QUADRANT: &str = "quadrant";
/// Spreads: that of everyone is made of those of the groups and of their means.
const SPREADS: [&str; 2] = ["spread", "between-teams"];

/// Adds the columns that go with others.
pub fn columns(all: &[Measurement], k: u64, hidden: &mut BTreeSet<Column>) {
    against_confidence(hidden);
    quadrants(all, k, hidden);
    spreads(all, k, hidden);
}

/// Gaps to confidence of a skill in which confidence is hidden.
fn against_confidence(hidden: &mut BTreeSet<Column>) {
    let gone: Vec<Column> = hidden.iter().filter(|(id, ..)| *id == CONFIDENCE).cloned().collect();
    for id in AGAINST_CONFIDENCE {
        hidden.extend(gone.iter().map(|(_, wave, skill)| (id, wave.clone(), skill.clone())));
    }
}

/// All quadrants of a wave in which one skill is hidden: the middle of all, less those shown, is that skill.
fn quadrants(all: &[Measurement], k: u64, hidden: &mut BTreeSet<Column>) {
    let column = |id, m: &Measurement| (id, m.key.wave.clone(), m.key.skill.clone());
    let of =
        |id: &'static str| all.iter().filter(move |m| m.key.measure == id && m.key.level == Level::Skill);
    let gone = |m: &&Measurement| m.n > 0 && m.n < k || hidden.contains(&column(CUT, m));
    let waves: BTreeSet<Option<Arc<str>>> = of(CUT).filter(gone).map(|m| m.key.wave.clone()).collect();
    hidden.extend(of(QUADRANT).filter(|m| waves.contains(&m.key.wave)).map(|m| column(QUADRANT, m)));
}

/// All spreads of a wave in which that of one group would say that its people are alike.
fn spreads(all: &[Measurement], k: u64, hidden: &mut BTreeSet<Column>) {
    let waves: BTreeSet<Option<Arc<str>>> =
        all.iter().filter(|m| says_alike(m, k)).map(|m| m.key.wave.clone()).collect();
    hidden.extend(SPREADS.iter().flat_map(|id| waves.iter().map(move |wave| (*id, wave.clone(), None))));
}

/// Whether a spread that is shown rests on people who are all, or all but one, the same: of five or more, only such
/// a spread has no interval. Where groups of fewer are shown, the reader has every answer anyway.
fn says_alike(m: &Measurement, k: u64) -> bool {
    let shown = m.key.measure == SPREADS[0] && matches!(m.value, Value::Number(_)) && m.n >= k;
    shown && k >= 5 && m.low.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Key;

    fn skill(id: &'static str, name: &str, n: u64) -> Measurement {
        Measurement::new(Key::skill(id, &name.into()).in_wave(&"1".into()), Value::Number(1.0), n)
    }

    fn has(hidden: &BTreeSet<Column>, id: &'static str, skill: Option<&str>) -> bool {
        hidden.contains(&(id, Some("1".into()), skill.map(Into::into)))
    }

    #[test]
    fn a_gap_goes_with_its_confidence_and_takes_all_quadrants_along() {
        let rows = ["a", "b"].map(|s| [skill(CUT, s, 9), skill(QUADRANT, s, 9)]).concat();
        let mut hidden = BTreeSet::from([(CONFIDENCE, Some("1".into()), Some("a".into()))]);
        columns(&rows, 5, &mut hidden);
        assert!(
            AGAINST_CONFIDENCE.iter().all(|id| has(&hidden, id, Some("a")) && !has(&hidden, id, Some("b")))
        );
        assert!(has(&hidden, QUADRANT, Some("a")) && has(&hidden, QUADRANT, Some("b")));
    }

    #[test]
    fn quadrants_go_where_few_rated_one_skill() {
        let rows = [skill(CUT, "a", 4), skill(QUADRANT, "a", 4), skill(QUADRANT, "b", 9), skill(CUT, "b", 9)];
        let mut hidden = BTreeSet::new();
        columns(&rows, 5, &mut hidden);
        assert_eq!(hidden.len(), 2);
        assert!(has(&hidden, QUADRANT, Some("b")));
        hidden.clear();
        columns(&rows[2..], 5, &mut hidden);
        assert!(hidden.is_empty());
    }

    #[test]
    fn a_group_of_people_alike_hides_every_spread_of_the_wave() {
        let spread = |sd: f64, n: u64, interval| {
            let key = Key::group(SPREADS[0], &"team".into(), &format!("{n}").into()).in_wave(&"1".into());
            Measurement::new(key, Value::Number(sd), n).with_interval(interval)
        };
        let hidden = |rows: &[Measurement], k| {
            let mut hidden = BTreeSet::new();
            columns(rows, k, &mut hidden);
            hidden
        };
        let (varied, small, alike) =
            (spread(20.0, 9, Some((9.0, 40.0))), spread(20.0, 3, None), spread(0.0, 6, None));
        assert!(hidden(&[varied.clone(), small.clone()], 5).is_empty(), "too few is no sign of being alike");
        let gone = hidden(&[varied, small, alike.clone()], 5);
        assert!(SPREADS.iter().all(|id| has(&gone, id, None)));
        assert!(hidden(&[alike], 1).is_empty(), "the operator sees everything");
    }
}
