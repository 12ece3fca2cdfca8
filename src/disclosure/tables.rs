//! The tables an analysis publishes, as the numbers of people their rows rest on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::groups::Table;
use crate::measures::{self, Level, Measurement, Population};
use crate::model::Attribute;

/// Indexes of attributes and groups by name.
pub struct Names {
    attributes: BTreeMap<Arc<str>, usize>,
    groups: Vec<BTreeMap<Arc<str>, usize>>,
}

impl Names {
    /// Indexes the groupings.
    pub fn of(attributes: &[Attribute]) -> Self {
        let index = |labels: &[Arc<str>]| labels.iter().enumerate().map(|(i, l)| (l.clone(), i)).collect();
        Self {
            attributes: attributes.iter().enumerate().map(|(i, a)| (a.name.clone(), i)).collect(),
            groups: attributes.iter().map(|a| index(&a.labels)).collect(),
        }
    }

    /// The attribute a measurement is by.
    pub fn attribute(&self, m: &Measurement) -> Option<usize> {
        self.attributes.get(m.key.by.as_ref()?).copied()
    }

    /// An attribute by name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.attributes.get(name).copied()
    }

    /// A group of an attribute.
    pub fn group(&self, attribute: usize, label: &Arc<str>) -> Option<usize> {
        self.groups.get(attribute)?.get(label).copied()
    }

    /// A table without rows.
    pub fn table(&self) -> Table {
        Table { whole: None, groups: self.groups.iter().map(|g| vec![0; g.len()]).collect() }
    }
}

/// Whose number a measurement gives away.
pub fn population(m: &Measurement) -> Population {
    measures::find(m.key.measure).map_or(Population::Everyone, |spec| spec.population)
}

/// The wave of answers a measurement rests on; `None` for one about everyone.
pub fn wave(m: &Measurement) -> Option<&Arc<str>> {
    m.key.wave.as_ref().filter(|_| population(m) != Population::Everyone)
}

/// Tables by wave of answers and measure.
pub type Tables = BTreeMap<(Option<Arc<str>>, &'static str), BTreeSet<Table>>;

/// Wave, measure, and the skill and the answer or area its rows are about.
type TableKey = (Option<Arc<str>>, &'static str, Option<Arc<str>>, Option<Arc<str>>);

/// Tables by wave of answers and measure. Tables alike are kept once; a total of fewer than `k` is
/// hidden and so gives nothing away.
pub fn tables(measurements: &[Measurement], names: &Names, k: u64) -> Tables {
    let mut all: BTreeMap<TableKey, Table> = BTreeMap::new();
    for m in measurements.iter().filter(|m| m.n > 0) {
        let key = || (wave(m).cloned(), m.key.measure, m.key.skill.clone(), m.key.other.clone());
        match (m.key.level, &m.key.group) {
            (Level::Network | Level::Skill, None) if m.key.by.is_none() => {
                all.entry(key()).or_insert_with(|| names.table()).whole = Some(m.n).filter(|n| *n >= k);
            }
            (Level::Group, Some(label)) => {
                let Some(a) = names.attribute(m) else { continue };
                let Some(g) = names.group(a, label) else { continue };
                all.entry(key()).or_insert_with(|| names.table()).groups[a][g] = m.n;
            }
            _ => {}
        }
    }
    let mut by_measure: BTreeMap<_, BTreeSet<Table>> = BTreeMap::new();
    for ((wave, measure, ..), table) in all {
        by_measure.entry((wave, measure)).or_default().insert(table);
    }
    by_measure
}
