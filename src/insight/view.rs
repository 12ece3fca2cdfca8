//! Measurements by key.

use std::collections::HashMap;
use std::sync::Arc;

use crate::measures::{Key, Level, Measurement};

/// An index over measurements; iteration keeps their order.
pub struct View<'a> {
    all: &'a [Measurement],
    by_key: HashMap<&'a Key, usize>,
    by_measure: HashMap<&'static str, Vec<usize>>,
}

impl<'a> View<'a> {
    /// Indexes the measurements.
    pub fn new(all: &'a [Measurement]) -> Self {
        let mut by_measure: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (i, m) in all.iter().enumerate() {
            by_measure.entry(m.key.measure).or_default().push(i);
        }
        Self { all, by_key: all.iter().enumerate().map(|(i, m)| (&m.key, i)).collect(), by_measure }
    }

    /// The measurement of a key.
    pub fn get(&self, key: &Key) -> Option<&'a Measurement> {
        self.by_key.get(key).map(|i| &self.all[*i])
    }

    /// The value of a key as a number; `None` where there is none to show.
    pub fn number(&self, key: &Key) -> Option<f64> {
        self.get(key)?.value.as_f64()
    }

    /// All measurements of a measure at a level, in order.
    pub fn of(&self, measure: &str, level: Level) -> impl Iterator<Item = &'a Measurement> + use<'a, '_> {
        let rows = self.by_measure.get(measure).map(Vec::as_slice).unwrap_or_default();
        rows.iter().map(|i| &self.all[*i]).filter(move |m| m.key.level == level)
    }

    /// The measurement about everyone, in a wave and by an attribute where given.
    pub fn network(
        &self,
        measure: &'static str,
        by: Option<&Arc<str>>,
        wave: Option<&Arc<str>>,
    ) -> Option<&'a Measurement> {
        self.get(&Key { by: by.cloned(), wave: wave.cloned(), ..Key::network(measure) })
    }
}
