//! Which scale holds for which column: decided from the evidence of all columns that are asked alike,
//! in one sheet and over all sheets, never from a single cell.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::importer::{ColumnProfile, SheetProfile};
use super::importers::{aspect_of, header_matches, is_all_numbers, is_on_scale, settings_for};
use super::record::Aspect;
use super::scale::{Scale, Trust, Wording, known};
use crate::programme::config::Config;

/// So many levels chosen are as good as all of them.
const WHOLE: u32 = 4;

/// The scales of a run: what can be recognised, and what the settings give.
#[derive(Clone, Debug)]
pub(super) struct Scales {
    /// All of them, as columns are counted on; those of single columns stand last.
    pub all: Vec<Scale>,
    /// How many may be recognised anywhere.
    open: usize,
    /// The scale the settings or a framework give to the audit.
    main: Option<usize>,
}

impl Scales {
    /// The known scales, behind the one the settings give to the audit, with those of single columns.
    pub fn of(config: &Config, main: Option<Scale>) -> Self {
        let given = main.is_some().then_some(0);
        let mut all: Vec<Scale> = main.into_iter().chain(known()).collect();
        let open = all.len();
        for labels in config.parts().flat_map(|file| file.levels.values()) {
            all.extend(Scale::from_labels(labels));
        }
        let all = all.into_iter().map(|scale| scale.accepting(&config.audit.accept)).collect();
        Self { all, open, main: given }
    }

    /// The scale with these labels, among those of single columns.
    fn told(&self, labels: &[String]) -> Option<usize> {
        let own = self.all.get(self.open..)?;
        own.iter().position(|scale| scale.labels() == labels).map(|i| i + self.open)
    }
}

/// Gives each column its scale, and each sheet the one most of its questions are answered on.
pub(super) fn settle(profiles: &mut [&mut SheetProfile], scales: &Scales, config: &Config) {
    let own: Vec<Sheet> = profiles.iter().map(|profile| Sheet::of(profile, scales, config)).collect();
    let mut everywhere: BTreeMap<Aspect, ScaleCounts> = BTreeMap::new();
    for (aspect, counts) in own.iter().flat_map(|sheet| &sheet.counts) {
        everywhere.entry(*aspect).or_default().add(counts);
    }
    for (profile, sheet) in profiles.iter_mut().zip(&own) {
        sheet.give(profile, scales, &everywhere);
    }
}

/// What the columns of one sheet show.
struct Sheet {
    aspects: Vec<Aspect>,
    told: Vec<Option<usize>>,
    counts: BTreeMap<Aspect, ScaleCounts>,
}

impl Sheet {
    fn of(profile: &SheetProfile, scales: &Scales, config: &Config) -> Self {
        let aspects: Vec<Aspect> = profile.columns.iter().map(|c| aspect_of(&c.header).0).collect();
        let told = told(profile, scales, config);
        let mut counts: BTreeMap<Aspect, ScaleCounts> = BTreeMap::new();
        for ((column, aspect), told) in profile.columns.iter().zip(&aspects).zip(&told) {
            let of_aspect = counts.entry(*aspect).or_insert_with(|| ScaleCounts::none(scales));
            if told.is_none() {
                of_aspect.count(column, scales);
            }
        }
        counts.values_mut().for_each(|counts| counts.drop_partial(scales));
        Self { aspects, told, counts }
    }

    fn give(&self, profile: &mut SheetProfile, scales: &Scales, everywhere: &BTreeMap<Aspect, ScaleCounts>) {
        let mut chosen: BTreeMap<Aspect, usize> = self
            .counts
            .iter()
            .filter_map(|(a, counts)| Some((*a, self.choose(*a, counts, scales, everywhere)?)))
            .collect();
        let main = chosen.get(&Aspect::Confidence).copied();
        self.before_as_now(main, &mut chosen);
        profile.rival = main.and_then(|main| {
            let all = everywhere.get(&Aspect::Confidence)?;
            let rival = self.counts.get(&Aspect::Confidence)?.rival(main, all, scales)?;
            scales.all.get(rival).map(|scale| scale.name.clone())
        });
        for (i, column) in profile.columns.iter_mut().enumerate() {
            let told = self.told.get(i).copied().flatten();
            let aspect = self.aspects.get(i).copied().unwrap_or(Aspect::Confidence);
            let count =
                |scale: Option<usize>| scale.and_then(|s| column.by_scale.get(s).copied()).unwrap_or(0);
            let levels = count(main);
            let fits = |scale: &usize| is_on_scale(column, count(Some(*scale)));
            let of_aspect = chosen.get(&aspect).copied().filter(fits);
            let scale = told.or(of_aspect).or_else(|| best_alone(column, scales));
            let found = scale.and_then(|s| scales.all.get(s)).cloned();
            let found = found.map(|s| Arc::new(if is_from_zero(column, &s) { s.from_zero() } else { s }));
            (column.levels, column.scale, column.told) = (levels, found, told.is_some());
        }
        let main = main.or_else(|| self.told_most());
        profile.scale = main.and_then(|i| scales.all.get(i).cloned());
        let from_zero =
            |c: &ColumnProfile| c.scale.as_ref().is_some_and(|s| s.range().0 == 0 && !s.is_numbers());
        if profile.columns.iter().filter(|c| c.levels > 0).any(from_zero) {
            profile.scale = profile.scale.take().map(Scale::from_zero);
        }
    }

    /// Confidence before was asked as confidence now is, unless the answers say otherwise.
    fn before_as_now(&self, main: Option<usize>, chosen: &mut BTreeMap<Aspect, usize>) {
        let (Some(main), Some(counts)) = (main, self.counts.get(&Aspect::Before)) else { return };
        if let Some(before) = chosen.get_mut(&Aspect::Before)
            && counts.answers(main) >= counts.answers(*before)
        {
            *before = main;
        }
    }

    /// One scale for all columns that ask the same of a skill.
    fn choose(
        &self,
        aspect: Aspect,
        counts: &ScaleCounts,
        scales: &Scales,
        everywhere: &BTreeMap<Aspect, ScaleCounts>,
    ) -> Option<usize> {
        if let (Some(main), Aspect::Confidence | Aspect::Before) = (scales.main, aspect) {
            return (counts.answers(main) > 0).then_some(main);
        }
        counts.choose(everywhere.get(&aspect)?, scales)
    }

    /// Where nothing but the settings says what the answers are: the scale of most columns they name.
    fn told_most(&self) -> Option<usize> {
        let told = || self.told.iter().zip(&self.aspects).filter(|(_, a)| **a == Aspect::Confidence);
        let columns = |scale: usize| told().filter(|(t, _)| **t == Some(scale)).count();
        told().filter_map(|(t, _)| *t).max_by_key(|scale| (columns(*scale), Reverse(*scale)))
    }
}

/// Whether the numbers beside a column's labels begin with 0, as in `0 = Not at all`.
fn is_from_zero(column: &ColumnProfile, scale: &Scale) -> bool {
    let both = || column.labels.iter().map(|(label, _)| Wording::of(label)).filter(|w| w.numbered.is_some());
    let agrees = |w: &Wording| scale.level_of_wording(w).is_some() && !scale.counts_from_zero(w);
    !scale.is_numbers() && both().any(|w| scale.counts_from_zero(&w)) && !both().any(|w| agrees(&w))
}

/// The scales the settings give to single columns: by header, or to all with `*` where the labels fit.
fn told(profile: &SheetProfile, scales: &Scales, config: &Config) -> Vec<Option<usize>> {
    let levels = settings_for(config, &profile.at).levels;
    let all = levels.get("*").and_then(|labels| scales.told(labels));
    let of = |column: &ColumnProfile| {
        let own = levels.iter().find(|(header, _)| header_matches(column, header));
        let fits = |scale: &usize| is_on_scale(column, column.by_scale.get(*scale).copied().unwrap_or(0));
        match own {
            _ if column.private => None,
            Some((_, labels)) => scales.told(labels).or(all.filter(fits)),
            None => all.filter(fits),
        }
    };
    profile.columns.iter().map(of).collect()
}

/// The scale that fits a column best, taken alone.
fn best_alone(column: &ColumnProfile, scales: &Scales) -> Option<usize> {
    let mut counts = ScaleCounts::none(scales);
    counts.count(column, scales);
    counts.drop_partial(scales);
    let all = counts.clone();
    counts.choose(&all, scales)
}

/// What is known of one scale from some columns.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// Answers on it, in columns that are nearly all on it.
    labelled: u64,
    /// The same, in columns of plain numbers.
    numbered: u64,
    /// Columns in which two labels would be one level of it.
    merged: u64,
    /// Levels chosen, one bit each.
    chosen: u128,
}

/// Answers on each scale, over some columns.
#[derive(Clone, Debug, Default)]
struct ScaleCounts(Vec<Evidence>);

impl ScaleCounts {
    fn none(scales: &Scales) -> Self {
        Self(vec![Evidence::default(); scales.all.len()])
    }

    /// Adds a column to every scale it is nearly all on.
    fn count(&mut self, column: &ColumnProfile, scales: &Scales) {
        let numbers = is_all_numbers(column);
        let tried = self.0.iter_mut().zip(&column.by_scale).zip(&scales.all).take(scales.open);
        for ((evidence, levels), scale) in tried {
            if !is_on_scale(column, *levels) {
                continue;
            }
            let is_word = |label: &str| scale.is_numbers() || label.parse::<f64>().is_err();
            let labels = column.labels.iter().filter(|(label, _)| is_word(label));
            let (mut chosen, mut merged) = (0_u128, false);
            for level in labels.filter_map(|(label, _)| scale.level(label)) {
                merged |= chosen & (1 << level) != 0 && !scale.is_numbers();
                chosen |= 1 << level;
            }
            // A column of numbers with a stray word is on no scale of words.
            let words = !numbers && !scale.is_numbers() && (chosen != 0 || column.labels.is_empty());
            *(if words { &mut evidence.labelled } else { &mut evidence.numbered }) += levels;
            evidence.merged += u64::from(merged);
            evidence.chosen |= chosen;
        }
    }

    /// Scales that count only where their levels were chosen, and were not.
    fn drop_partial(&mut self, scales: &Scales) {
        for (evidence, scale) in self.0.iter_mut().zip(&scales.all) {
            if scale.trust() == Trust::WhenWhole
                && evidence.chosen.count_ones() < u32::from(scale.len()).min(WHOLE)
            {
                *evidence = Evidence::default();
            }
        }
    }

    fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), Evidence::default());
        for (all, own) in self.0.iter_mut().zip(&other.0) {
            all.labelled += own.labelled;
            all.numbered += own.numbered;
            all.merged += own.merged;
        }
    }

    fn answers(&self, scale: usize) -> u64 {
        self.0.get(scale).map_or(0, |e| e.labelled + e.numbered)
    }

    /// A labelled scale of one level more that fits as well as the one chosen. Two levels more that nobody
    /// chose were not offered: five levels of agreement are not seven.
    fn rival(&self, chosen: usize, all: &Self, scales: &Scales) -> Option<usize> {
        let fits = |i: usize| {
            let (own, all) = (self.0.get(i)?, all.0.get(i)?);
            Some((own.labelled, all.labelled, own.merged))
        };
        let len = |i: usize| scales.all.get(i).map_or(0, Scale::len);
        let told = scales.main == Some(chosen);
        let labelled = !told && self.0.get(chosen).is_some_and(|e| e.labelled > 0);
        (0..scales.open).filter(|i| len(*i) == len(chosen) + 1).find(|i| labelled && fits(*i) == fits(chosen))
    }

    /// The scale most answers are on: a labelled one, else numbers. Where two fit alike, the one that keeps
    /// all labels apart, then the one that fits all sheets better; where they still do, the shorter, for a
    /// level that nobody chose was most likely not offered.
    fn choose(&self, all: &Self, scales: &Scales) -> Option<usize> {
        let best = |count: fn(&Evidence) -> u64, open: &dyn Fn(&Scale) -> bool| {
            let rank = |(i, own, scale): &(usize, &Evidence, &Scale)| {
                let total = all.0.get(*i).map_or(0, count);
                (count(own), Reverse(own.merged), total, Reverse(scale.len()), Reverse(*i))
            };
            let numbered =
                self.0.iter().zip(&scales.all).enumerate().map(|(i, (own, scale))| (i, own, scale));
            let fits = |(_, own, scale): &(usize, &Evidence, &Scale)| count(own) > 0 && open(scale);
            numbered.filter(fits).max_by_key(rank).map(|(i, ..)| i)
        };
        let sure = |scale: &Scale| scale.trust() != Trust::WhereAsked;
        best(|e| e.labelled, &sure).or_else(|| best(|e| e.labelled, &|_| true)).or_else(|| {
            best(|e| e.numbered, &Scale::is_numbers).map(|i| self.shortest_but_for_slips(i, scales))
        })
    }

    /// The shortest scale of numbers that leaves out no more than a slip in twenty: a single 6 does not make
    /// a scale to 7. From 0 to 10 is taken where both ends were chosen.
    fn shortest_but_for_slips(&self, best: usize, scales: &Scales) -> usize {
        let all = self.0.iter().zip(&scales.all).enumerate();
        let (most, from_nought) = match (self.0.get(best), scales.all.get(best)) {
            (Some(e), Some(s)) => {
                (e.numbered, s.range().0 == 0 && e.chosen >> 1 & 1 == 1 && e.chosen >> s.len() & 1 == 1)
            }
            _ => return best,
        };
        let near = all.filter(|(_, (e, s))| s.is_numbers() && e.numbered * 20 >= most * 19);
        let shortest = near.min_by_key(|(i, (_, s))| (s.len(), *i)).map(|(i, _)| i);
        if from_nought { best } else { shortest.unwrap_or(best) }
    }
}
