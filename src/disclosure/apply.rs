//! The policy applied to a whole analysis.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::disclosed::Disclose;
use super::groups::{HiddenGroups, hidden_groups};
use super::policy::{Policy, Tier};
use super::precision;
use crate::insight::analysis::{Analysis, Populations};
use crate::measures::{self, Level, Measurement, Reason, Value, spec::Population};

/// Printed beside every hidden value.
pub const TOO_FEW: Reason = Reason("rests on too few people, or would give a smaller group away");

impl Disclose for Analysis {
    fn under(mut self, policy: &Policy) -> Self {
        let decisions = Decisions::of(&self, policy);
        self.measurements.retain(|m| m.key.level != Level::Person || policy.tier == Tier::Operator);
        for measurement in &mut self.measurements {
            if decisions.hides(measurement) {
                hide(measurement);
            } else if policy.tier != Tier::Operator {
                precision::round(measurement);
            }
        }
        decisions.mark_groupings(&mut self);
        self.populations = Populations::default();
        self
    }
}

fn hide(measurement: &mut Measurement) {
    measurement.value = Value::Hidden(TOO_FEW);
    (measurement.low, measurement.high) = (None, None);
    measurement.n = 0;
}

/// Groups hidden in each population: everyone, the respondents of a wave, those linked between two.
struct Decisions {
    k: u64,
    names: Vec<Arc<str>>,
    labels: Vec<BTreeMap<Arc<str>, usize>>,
    everyone: HiddenGroups,
    by_wave: BTreeMap<Arc<str>, HiddenGroups>,
}

impl Decisions {
    fn of(analysis: &Analysis, policy: &Policy) -> Self {
        let people = &analysis.populations;
        let k = u64::from(policy.k);
        let names: Vec<Arc<str>> = people.attributes.iter().map(|a| a.name.clone()).collect();
        let labels: Vec<BTreeMap<Arc<str>, usize>> = people
            .attributes
            .iter()
            .map(|a| a.labels.iter().enumerate().map(|(i, l)| (l.clone(), i)).collect())
            .collect();
        let fewest = fewest_by_wave(analysis, &names, &labels);
        let everyone = hidden_groups(&people.attributes, &|_| true, &|_, _| None, k);
        let by_wave = waves(people, analysis)
            .into_iter()
            .map(|(label, inside)| {
                let few = |a: usize, g: usize| fewest.get(&(label.clone(), a, g)).copied();
                let hidden = hidden_groups(&people.attributes, &|p| inside[p], &few, k);
                (label, hidden)
            })
            .collect();
        Self { k, names, labels, everyone, by_wave }
    }

    fn hides(&self, m: &Measurement) -> bool {
        if m.key.level == Level::Person || matches!(m.value, Value::Undefined(_)) && m.n == 0 {
            return false;
        }
        let groups = [m.key.group.as_ref(), m.key.other.as_ref().filter(|_| m.key.level == Level::Pair)];
        let hidden = groups.into_iter().flatten().any(|group| self.hidden_group(m, group));
        hidden || m.n < self.k
    }

    fn hidden_group(&self, m: &Measurement, group: &Arc<str>) -> bool {
        let Some(a) = m.key.by.as_ref().and_then(|by| self.names.iter().position(|n| n == by)) else {
            return false;
        };
        let Some(g) = self.labels[a].get(group) else { return false };
        let population = measures::find(m.key.measure).map(|spec| spec.population);
        let hidden = match (population, &m.key.wave) {
            (Some(Population::Respondents), Some(wave)) => self.by_wave.get(wave).unwrap_or(&self.everyone),
            _ => &self.everyone,
        };
        hidden[a].contains(g)
    }

    fn mark_groupings(&self, analysis: &mut Analysis) {
        for grouping in &mut analysis.groupings {
            let Some(a) = self.names.iter().position(|n| *n == grouping.by) else { continue };
            for group in &mut grouping.groups {
                group.hidden = self.labels[a].get(&group.label).is_some_and(|g| self.everyone[a].contains(g));
                if group.hidden {
                    group.people = 0;
                }
            }
        }
    }
}

/// Who is in each wave, and in each pair of waves: whoever took part in both.
fn waves(people: &Populations, analysis: &Analysis) -> Vec<(Arc<str>, Vec<bool>)> {
    let labels: Vec<Arc<str>> = analysis.about.waves.iter().map(|w| w.label.clone()).collect();
    let mut all: Vec<(Arc<str>, Vec<bool>)> =
        labels.iter().cloned().zip(people.took_part.iter().cloned()).collect();
    for a in 0..people.took_part.len() {
        for b in a + 1..people.took_part.len() {
            let both = people.took_part[a].iter().zip(&people.took_part[b]).map(|(x, y)| *x && *y).collect();
            all.push((format!("{}→{}", labels[a], labels[b]).into(), both));
        }
    }
    all
}

/// The fewest people any statistic of a group rests on in a wave: blanks make it less than the
/// group's respondents, and what one skill lacks the others would give away.
fn fewest_by_wave(
    analysis: &Analysis,
    names: &[Arc<str>],
    labels: &[BTreeMap<Arc<str>, usize>],
) -> BTreeMap<(Arc<str>, usize, usize), u64> {
    let mut fewest = BTreeMap::new();
    for m in analysis.measurements.iter().filter(|m| m.key.level == Level::Group && m.n > 0) {
        let respondents =
            measures::find(m.key.measure).is_some_and(|s| s.population == Population::Respondents);
        let (Some(by), Some(group), Some(wave), true) = (&m.key.by, &m.key.group, &m.key.wave, respondents)
        else {
            continue;
        };
        let Some(a) = names.iter().position(|n| n == by) else { continue };
        let Some(g) = labels[a].get(group) else { continue };
        let least = fewest.entry((wave.clone(), a, *g)).or_insert(m.n);
        *least = m.n.min(*least);
    }
    fewest
}
