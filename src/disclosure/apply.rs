//! The policy applied to a whole analysis.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answered::{self, Weighted};
use super::disclosed::Disclose;
use super::groups::{self, HiddenGroups, Published, Table, decide};
use super::linked;
use super::nested::{self, Column, Compared};
use super::policy::{Policy, Tier};
use super::precision;
use super::tables::{self, Names, Tables};
use crate::insight::analysis::{Analysis, Populations};
use crate::insight::view::View;
use crate::measures::{self, Key, Level, Measurement, Population, Reason, Value};
use crate::model::Attribute;

/// Printed beside every hidden value.
pub const TOO_FEW: Reason = Reason("rests on too few people, or would give a smaller group away");

/// The change of the same people between two waves.
const CHANGE: &str = "change-index";
/// What it is the change of.
const INDEX: &str = "index";

/// How many groups hold a skill.
const COUNTED: &str = "skill-teams";
/// The share a group holds it by.
const HELD: &str = "confident";

impl Disclose for Analysis {
    fn under(mut self, policy: &Policy) -> Self {
        let decisions = Decisions::of(&self, policy);
        self.measurements.retain(|m| m.key.level != Level::Person || policy.tier == Tier::Operator);
        for measurement in &mut self.measurements {
            if decisions.hides(measurement) {
                hide(measurement);
            } else if policy.tier != Tier::Operator {
                answered::leave_out_spread(measurement, decisions.k);
                precision::round(measurement);
            }
        }
        decisions.mark_groupings(&mut self);
        self.populations = Populations::default();
        let met = self.about.outside_domains.people();
        self.about.outside = self.about.outside.filter(|_| !(1..decisions.k).contains(&met));
        self.about.outside_domains = self.about.outside_domains.kept_at_least(decisions.k);
        self
    }
}

fn hide(measurement: &mut Measurement) {
    measurement.value = Value::Hidden(TOO_FEW);
    (measurement.low, measurement.high) = (None, None);
    measurement.n = 0;
}

/// What is hidden: groups by whom a statistic rests on, totals, and single columns.
struct Decisions {
    k: u64,
    names: Names,
    /// In statistics of everyone on the staff list.
    everyone: HiddenGroups,
    /// In measures of everyone whose rows rest on fewer.
    by_measure: BTreeMap<&'static str, HiddenGroups>,
    /// In answers: of a wave, or of those who answered in both of two.
    by_wave: BTreeMap<Arc<str>, HiddenGroups>,
    /// In answers to the questions beside confidence, by wave. Fewer may have answered those; a group that is
    /// too small there alone is still shown in confidence.
    beside: BTreeMap<Arc<str>, HiddenGroups>,
    /// Waves whose rows of those questions over everyone are hidden.
    beside_whole: BTreeSet<Arc<str>>,
    /// Attributes whose totals, over everyone whose group is known, are hidden.
    totals: Vec<bool>,
    /// Pairs of waves whose change over everyone is hidden.
    changes: BTreeSet<Arc<str>>,
    /// Two waves whose changes are all hidden.
    by_steps: Option<Arc<str>>,
    columns: BTreeSet<Column>,
    /// What answers are weighted by.
    weighted: Weighted,
    /// Counts of groups that a hidden group is among.
    counted: BTreeSet<Key>,
    /// Whether it is known who is in which group, as it is of everything that was computed.
    has_people: bool,
}

impl Decisions {
    fn of(analysis: &Analysis, policy: &Policy) -> Self {
        let k = u64::from(policy.k);
        let attributes = &analysis.populations.attributes;
        let names = Names::of(attributes);
        let tables = tables::tables(&analysis.measurements, &names, k);
        let everyone = decide(&Published::of(attributes, &|_| true), k).hidden;
        let by_steps = linked::by_steps(&analysis.about, &analysis.populations, k);
        let mut decisions = Self {
            k,
            totals: groups::totals_expose(attributes, &|_| true, &everyone, k),
            by_measure: by_measure(attributes, &everyone, &tables, k),
            names,
            everyone,
            by_wave: BTreeMap::new(),
            beside: BTreeMap::new(),
            beside_whole: BTreeSet::new(),
            changes: BTreeSet::new(),
            by_steps: by_steps.pair,
            columns: nested::columns(&analysis.measurements, &analysis.about, k)
                .into_iter()
                .chain(by_steps.columns)
                .collect(),
            weighted: Weighted::of(&analysis.about, &analysis.populations),
            counted: BTreeSet::new(),
            has_people: !(attributes.is_empty() && analysis.populations.took_part.is_empty()),
        };
        for (wave, took_part) in analysis.about.waves.iter().zip(&analysis.populations.took_part) {
            let inside = |p: usize| took_part[p];
            let decided = |of: Population, hidden: HiddenGroups| {
                let tables = of_wave(&tables, &wave.label, of);
                let in_each_table = of == Population::Beside;
                decide(&Published { tables, hidden, in_each_table, ..Published::of(attributes, &inside) }, k)
            };
            let hidden = decided(Population::Respondents, decisions.everyone.clone()).hidden;
            // Nothing to decide where nothing was asked beside confidence.
            if !of_wave(&tables, &wave.label, Population::Beside).is_empty() {
                let beside = decided(Population::Beside, hidden.clone());
                decisions.beside_whole.extend(beside.whole.then(|| wave.label.clone()));
                decisions.beside.insert(wave.label.clone(), beside.hidden);
            }
            decisions.by_wave.insert(wave.label.clone(), hidden);
        }
        for pair in nested::compared(&analysis.about) {
            decisions.compare(analysis, &pair, of_wave(&tables, &pair.label, Population::Respondents));
        }
        decisions.counted = decisions.counts_of_hidden(&analysis.measurements);
        decisions
    }

    /// Counts of groups in which someone holds a skill, where one of them is hidden. The others say
    /// no more than the shown groups do.
    fn counts_of_hidden(&self, measurements: &[Measurement]) -> BTreeSet<Key> {
        let held = |m: &&Measurement| {
            m.key.measure == HELD && m.key.level == Level::Group && m.value.as_f64().is_some_and(|x| x > 0.0)
        };
        let gone =
            measurements.iter().filter(held).filter(|m| self.any_hidden(m, [m.key.group.as_ref(), None]));
        gone.map(|m| Key { measure: COUNTED, level: Level::Skill, group: None, ..m.key.clone() }).collect()
    }

    /// Decides for those who answered in both of two waves. What is hidden in one of the waves is
    /// hidden here, because the other wave and the change would give it back. So is what would give
    /// away the few who answered only once. A group of the same people in both waves is known.
    fn compare(&mut self, analysis: &Analysis, pair: &Compared, tables: Vec<Table>) {
        let populations = &analysis.populations;
        let (Some(before), Some(after)) =
            (populations.took_part.get(pair.waves.0), populations.took_part.get(pair.waves.1))
        else {
            return;
        };
        let labels = [pair.waves.0, pair.waves.1].map(|w| &analysis.about.waves[w].label);
        let mut hidden = self.everyone.clone();
        for wave in labels.iter().filter_map(|l| self.by_wave.get(*l)) {
            hidden.iter_mut().zip(wave).for_each(|(all, some)| all.extend(some));
        }
        let attributes = &populations.attributes;
        let moved = self.moved(analysis, pair, &labels);
        let once = |p: usize| before[p] != after[p];
        let tables_of_moved = vec![Table { whole: moved.whole.filter(|n| *n >= self.k), ..moved.clone() }];
        let published = Published { tables: tables_of_moved, hidden, ..Published::of(attributes, &once) };
        let of_moved = decide(&published, self.k);
        let mut known = groups::none(attributes);
        for (a, groups) in moved.groups.iter().enumerate() {
            let same = (0..groups.len()).filter(|g| groups[*g] == 0 && !of_moved.hidden[a].contains(g));
            known[a].extend(same);
        }
        let both = |p: usize| before[p] && after[p];
        let hidden = of_moved.hidden;
        let published = Published { tables, hidden, known, ..Published::of(attributes, &both) };
        let decided = decide(&published, self.k);
        if decided.whole || of_moved.whole || moved.whole.is_some_and(|n| (1..self.k).contains(&n)) {
            self.changes.insert(pair.label.clone());
        }
        self.by_wave.insert(pair.label.clone(), decided.hidden);
    }

    /// People who answered in one of two waves and not in the other: a group's two means and its
    /// change of the same people together are about them.
    fn moved(&self, analysis: &Analysis, pair: &Compared, waves: &[&Arc<str>; 2]) -> Table {
        let view = View::new(&analysis.measurements);
        let whole = view.network(CHANGE, None, Some(&pair.label)).map(|m| once_only(&view, m, waves));
        let mut moved = Table { whole, ..self.names.table() };
        for change in view.of(CHANGE, Level::Group).filter(|m| m.key.wave.as_ref() == Some(&pair.label)) {
            let Some(a) = self.names.attribute(change) else { continue };
            let Some(g) = change.key.group.as_ref().and_then(|g| self.names.group(a, g)) else { continue };
            moved.groups[a][g] = once_only(&view, change, waves);
        }
        moved
    }

    fn hides(&self, m: &Measurement) -> bool {
        if m.key.level == Level::Person {
            return false;
        }
        let group = match (m.key.level, &m.key.group) {
            (Level::Pair, Some(group)) => self.any_hidden(m, [Some(group), m.key.other.as_ref()]),
            (_, Some(group)) => self.any_hidden(m, [Some(group), None]),
            (_, None) => self.hides_total(m),
        };
        let all_parts = (m.key.measure, m.key.wave.clone(), m.key.skill.clone());
        let column = self.columns.contains(&nested::column(m)) || self.columns.contains(&all_parts);
        let undefined = matches!(m.value, Value::Undefined(_));
        let nothing = undefined && m.n == 0;
        // A test without a value says of those it is about that none of them moved.
        let nobody_moved = undefined && !nothing && self.k > 1 && linked::TESTS.contains(&m.key.measure);
        let by_steps = self.by_steps.as_ref().is_some_and(|pair| linked::is_about(m, pair));
        let weighted = self.weighted.hides(m, self.k, |by| self.has_hidden(by, m));
        group || column || weighted || nobody_moved || by_steps || m.n < self.k && !nothing
    }

    /// Whether groups of an attribute are hidden in what a measurement rests on, or nobody knows which.
    fn has_hidden(&self, by: &str, m: &Measurement) -> bool {
        self.names.named(by).is_none_or(|a| self.sets(m).any(|hidden| !hidden[a].is_empty()))
    }

    fn any_hidden(&self, m: &Measurement, labels: [Option<&Arc<str>>; 2]) -> bool {
        let Some(a) = self.names.attribute(m) else { return self.is_undecided(m) };
        labels.into_iter().flatten().any(|label| {
            let Some(g) = self.names.group(a, label) else { return true };
            self.sets(m).any(|hidden| hidden[a].contains(&g))
        })
    }

    /// Whether rows are by a grouping the report does not group by: nobody knows then what they
    /// give away beside each other.
    fn is_undecided(&self, m: &Measurement) -> bool {
        self.has_people && m.key.by.is_some()
    }

    /// The groups hidden in what a measurement rests on.
    fn sets<'a>(&'a self, m: &'a Measurement) -> impl Iterator<Item = &'a HiddenGroups> + 'a {
        let wave = tables::wave(m);
        let own = match (wave, tables::population(m)) {
            (None, _) => self.by_measure.get(m.key.measure),
            (Some(wave), Population::Beside) => self.beside.get(wave),
            (Some(wave), _) => self.by_wave.get(wave),
        };
        std::iter::once(&self.everyone).chain(own)
    }

    /// Totals over groups: of answers, they set groups against each other, and so speak of each
    /// hidden one; of ties, they tell hidden groups from people of no group.
    fn hides_total(&self, m: &Measurement) -> bool {
        if m.key.by.is_none() {
            let change = linked::OVER_ALL.contains(&m.key.measure) && m.key.level == Level::Network;
            let in_wave = |waves: &BTreeSet<Arc<str>>| m.key.wave.as_ref().is_some_and(|w| waves.contains(w));
            let beside = tables::population(m) == Population::Beside;
            return change && in_wave(&self.changes) || beside && in_wave(&self.beside_whole);
        }
        let Some(a) = self.names.attribute(m) else { return self.is_undecided(m) };
        match tables::population(m) {
            _ if m.key.measure == COUNTED => self.counted.contains(&m.key),
            // With the other groups' rates it would give that of a hidden group.
            _ if answered::EVENNESS.contains(&m.key.measure) => !self.everyone[a].is_empty(),
            Population::Respondents | Population::Beside => self.sets(m).any(|hidden| !hidden[a].is_empty()),
            Population::Everyone => self.totals[a],
        }
    }

    fn mark_groupings(&self, analysis: &mut Analysis) {
        let Analysis { groupings, map, populations, .. } = analysis;
        for grouping in groupings {
            let Some(a) = populations.attributes.iter().position(|x| x.name == grouping.by) else { continue };
            for (g, group) in
                grouping.groups.iter_mut().enumerate().filter(|(g, _)| self.everyone[a].contains(g))
            {
                (group.hidden, group.people, group.within) = (true, 0, None);
                if let Some(place) =
                    map.as_mut().filter(|m| m.by == grouping.by).and_then(|m| m.places.get_mut(g))
                {
                    *place = (0.5, 0.5);
                }
            }
        }
    }
}

/// The tables of a wave, or of two, that are about one population.
fn of_wave(tables: &Tables, wave: &Arc<str>, of: Population) -> Vec<Table> {
    let about = |measure| measures::find(measure).is_some_and(|spec| spec.population == of);
    tables
        .iter()
        .filter(|((w, measure), _)| w.as_ref() == Some(wave) && about(measure))
        .flat_map(|(_, t)| t.iter().cloned())
        .collect()
}

/// Groups hidden in single measures of everyone, where some have a value for part of a group only.
fn by_measure(
    attributes: &[Attribute],
    everyone: &HiddenGroups,
    tables: &Tables,
    k: u64,
) -> BTreeMap<&'static str, HiddenGroups> {
    let sizes = groups::sizes(attributes);
    let of_part = |table: &Table| table.groups.iter().flatten().ne(sizes.iter().flatten());
    let parts = tables.iter().filter(|((wave, _), of)| wave.is_none() && of.iter().any(of_part));
    let decided = |of: &BTreeSet<Table>| {
        let (tables, hidden) = (of.iter().cloned().collect(), everyone.clone());
        decide(&Published { tables, hidden, ..Published::of(attributes, &|_| true) }, k).hidden
    };
    parts.map(|((_, measure), of)| (*measure, decided(of))).collect()
}

/// People who answered in one of two waves and not in the other, of those a change is about.
fn once_only(view: &View<'_>, change: &Measurement, waves: &[&Arc<str>; 2]) -> u64 {
    let in_wave = |wave: &Arc<str>| {
        let key = Key { measure: INDEX, wave: Some(wave.clone()), ..change.key.clone() };
        view.get(&key).map_or(0, |m| m.n).saturating_sub(change.n)
    };
    waves.iter().map(|wave| in_wave(wave)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::Disclosed;
    use super::*;
    use crate::identity::Outside;
    use crate::insight::analysis::About;

    /// A domain, its people and their exchanges.
    type Domain = (Option<String>, u64, u64);

    /// What a report says of people outside: the exchanges in all, and each domain.
    fn outside(people: &[(&str, u64)]) -> (Option<u64>, Vec<Domain>) {
        let met = people.iter().map(|(id, times)| (*id, *times, 0));
        let all = people.iter().map(|p| p.1).sum();
        let about = About { outside: Some(all), outside_domains: Outside::of(met), ..About::default() };
        let analysis = Analysis { about, ..Analysis::default() };
        let shown = Disclosed::new(analysis, Policy { tier: Tier::Leadership, k: 3 });
        let about = &shown.get().about;
        let row = |d: &crate::identity::outside::OutsideDomain| (d.domain.clone(), d.people, d.interactions);
        (about.outside, about.outside_domains.domains().iter().map(row).collect())
    }

    #[test]
    fn a_domain_of_few_people_is_neither_told_nor_left_over() {
        let y = [("a@y.example", 1), ("b@y.example", 2), ("c@y.example", 3)];
        let z = [("d@z.example", 4), ("e@z.example", 5), ("f@z.example", 6), ("g@z.example", 7)];
        let domain = |name: &str, people, times| (Some(format!("{name}.example")), people, times);
        let both = [&y[..], &z].concat();
        assert_eq!(outside(&both), (Some(28), vec![domain("z", 4, 22), domain("y", 3, 6)]));
        // One person of a third domain: 38 − 28 would be that person's, so the smallest domain goes too.
        let third = [&both[..], &[("h@w.example", 10)]].concat();
        assert_eq!(outside(&third), (Some(38), vec![domain("z", 4, 22), (None, 4, 16)]));
        // Too few in all: nothing is told.
        assert_eq!(outside(&y[..2]), (None, vec![]));
        assert_eq!(outside(&[]), (Some(0), vec![]));
    }
}
