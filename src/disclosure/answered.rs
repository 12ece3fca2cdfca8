//! What is given away by weights, by how evenly groups answered and by how far a small group's answers spread.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::insight::analysis::{About, Populations};
use crate::measures::{Level, Measurement};

/// Measures of how evenly an attribute's groups answered, hidden groups among them.
pub const EVENNESS: [&str; 2] = ["r-indicator", "r-by-chance"];

/// Measures that rest on weights. A weighted total beside the plain one is a second sum over the groups that
/// are weighted by, from which a hidden one could be had.
const WEIGHTED: [&str; 5] =
    ["confident-weighted", "index-weighted", "effective-n", "design-effect", "weights"];

/// Measures whose interval, beside the mean and the share who are confident, would tell how many of a small
/// group gave each level.
const SPREAD: [&str; 2] = ["mean-level", "gap"];

/// Takes from the mean of a small group in one skill the interval: groups of at least four times `k` keep it.
pub fn leave_out_spread(m: &mut Measurement, k: u64) {
    let one_cell = m.key.level == Level::Group && m.key.skill.is_some();
    if SPREAD.contains(&m.key.measure) && one_cell && k > 1 && m.n < 4 * k {
        (m.low, m.high) = (None, None);
    }
}

/// What answers are weighted by.
pub struct Weighted {
    by: Vec<Arc<str>>,
    /// For each wave, who took part, and the fewest of them who are alike in all that is weighted by.
    crossed: BTreeMap<Arc<str>, (u64, u64)>,
}

impl Weighted {
    /// Counts those who took part by all attributes that are weighted by.
    pub fn of(about: &About, populations: &Populations) -> Self {
        let by = &about.weighted_by;
        let attributes: Vec<_> = populations.attributes.iter().filter(|a| by.contains(&a.name)).collect();
        let count = |took_part: &Vec<bool>| {
            let mut cells: BTreeMap<Vec<_>, u64> = BTreeMap::new();
            for p in (0..took_part.len()).filter(|p| took_part[*p]) {
                let cell = attributes.iter().map(|a| a.of[p].map(|g| g.0)).collect();
                *cells.entry(cell).or_default() += 1;
            }
            (cells.values().sum(), cells.values().copied().min().unwrap_or_default())
        };
        let waves = about.waves.iter().zip(&populations.took_part);
        let crossed = waves.map(|(wave, took_part)| (wave.label.clone(), count(took_part))).collect();
        Self { by: by.clone(), crossed }
    }

    /// Whether a measurement rests on weights that would give few people away: groups that are weighted by
    /// are hidden, or those alike in several attributes are few, as many as left this skill out being gone.
    pub fn hides(&self, m: &Measurement, k: u64, has_hidden: impl Fn(&str) -> bool) -> bool {
        if k <= 1 || !WEIGHTED.contains(&m.key.measure) {
            return false;
        }
        let crossed = m.key.wave.as_ref().and_then(|wave| self.crossed.get(wave));
        let few = |(took_part, fewest): &(u64, u64)| *fewest < k + took_part.saturating_sub(m.n);
        self.by.iter().any(|by| has_hidden(by)) || self.by.len() > 1 && crossed.is_none_or(few)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{Key, Value};
    use crate::model::{Attribute, GroupId, Wave};

    fn attribute(name: &str, of: &[u16]) -> Attribute {
        let labels = (0..=of.iter().copied().max().unwrap_or(0)).map(|g| format!("{g}").into()).collect();
        Attribute { name: name.into(), labels, of: of.iter().map(|g| Some(GroupId(*g))).collect() }
    }

    fn hides(by: &[&str], n: u64, hidden: &str) -> bool {
        // Crossed: 10, 6, 7 and 7 people.
        let sector: Vec<u16> = (0..30).map(|p| u16::from(p >= 16)).collect();
        let strand: Vec<u16> = (0..30).map(|p| u16::from((10..16).contains(&p) || p >= 23)).collect();
        let wave = Wave { label: "1".into(), days: None };
        let weighted_by = by.iter().map(|name| (*name).into()).collect();
        let about = About { waves: vec![wave], weighted_by, ..About::default() };
        let attributes = vec![attribute("sector", &sector), attribute("strand", &strand)];
        let populations =
            Populations { attributes, took_part: vec![vec![true; 30]], ..Populations::default() };
        let key = Key::skill("confident-weighted", &"Maps".into()).in_wave(&"1".into());
        let row = Measurement::new(key, Value::Number(0.5), n);
        Weighted::of(&about, &populations).hides(&row, 5, |name| name == hidden)
    }

    #[test]
    fn a_weighted_total_does_not_give_a_hidden_group_back() {
        assert!(!hides(&["sector"], 28, "strand") && hides(&["sector"], 30, "sector"));
    }

    #[test]
    fn few_people_alike_in_two_attributes_are_not_told_apart_by_weights() {
        // Six are alike in both; the one who left the skill out may be among them.
        assert!(!hides(&["sector", "strand"], 30, "") && !hides(&["sector", "strand"], 29, ""));
        assert!(hides(&["sector", "strand"], 28, "") && !hides(&["sector"], 28, ""));
    }

    #[test]
    fn the_interval_of_a_small_group_in_one_skill_is_left_out() {
        let left = |group: bool, n| {
            let key = if group {
                Key::group("mean-level", &"team".into(), &"A".into())
            } else {
                Key::network("mean-level")
            };
            let mut m = Measurement::new(key.for_skill(&"Maps".into()), Value::Number(3.0), n)
                .with_interval(Some((2.5, 3.5)));
            leave_out_spread(&mut m, 5);
            m.low.is_some()
        };
        assert!(!left(true, 19) && left(true, 20) && left(false, 8));
    }
}
