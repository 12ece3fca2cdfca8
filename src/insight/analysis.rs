//! Everything a run found out, before anyone decided what may be shown.

use std::sync::Arc;

use jiff::civil::Date;

use super::finding::Finding;
use crate::identity::Outside;
use crate::measures::{Level, Measurement};
use crate::model::{Attribute, Wave};
use crate::network::graph::Direction;
use crate::programme::config::{GroupWeight, IntervalRule, TieRule, TieSource};

/// A run's whole result.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// What was read and how it was computed.
    pub about: About,
    /// Groupings with the size of each group.
    pub groupings: Vec<Grouping>,
    /// Every value, in the registry's order, then by key.
    pub measurements: Vec<Measurement>,
    /// What the rules found, most weighty first.
    pub findings: Vec<Finding>,
    /// Positions of the groups of one attribute, for the map.
    pub map: Option<MapLayout>,
    /// Who is in which group and who answered; needed to decide what may be shown, and emptied
    /// once that is done.
    pub populations: Populations,
}

/// What was read and how it was computed; holds no person's data.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// `report`, `skills`, `network`.
    pub command: &'static str,
    /// Name of the programme.
    pub title: String,
    /// Date of the report: from the configuration, or the newest date in the data.
    pub date: Option<Date>,
    /// First and last day of interactions.
    pub period: Option<(Date, Date)>,
    /// Files and sheets, with their rows accounted for.
    pub inputs: Vec<InputAccount>,
    /// Files and sheets that were not used.
    pub unused: Vec<UnusedInput>,
    /// People on the roster.
    pub people: u64,
    /// Ties in the graph.
    pub ties: u64,
    /// Messages and meetings read.
    pub messages: u64,
    /// Entries with someone outside the roster; `None` where too few people outside stand behind them.
    pub outside: Option<u64>,
    /// Everyone met outside the roster, by domain; once disclosed, only domains of enough people.
    pub outside_domains: Outside,
    /// What the ties are made of; `None` where none were looked for.
    pub tie_source: Option<TieSource>,
    /// When an interaction makes a tie; `None` where ties are made of something else.
    pub tie_rule: Option<TieRule>,
    /// The groups people share, where they are the ties.
    pub shared_groups: Option<SharedGroups>,
    /// Whether ties are edges or arcs.
    pub direction: Direction,
    /// Waves, oldest first.
    pub waves: Vec<Wave>,
    /// Labels of the levels, lowest first.
    pub levels: Vec<Arc<str>>,
    /// First level that counts as confident.
    pub positive_from: u8,
    /// Skills and their areas, in the framework's order.
    pub skills: Vec<(Arc<str>, Option<Arc<str>>)>,
    /// Attribute whose groups have required levels.
    pub required_by: Option<Arc<str>>,
    /// Grouping that crosses two others, where one was asked for.
    pub crossed: Option<Arc<str>>,
    /// Seed of everything random.
    pub seed: u64,
    /// Rows the reader asked for; everything when empty.
    pub only: RowFilter,
    /// Whether a staff list says who was asked.
    pub listed: bool,
    /// Whom intervals of the answers speak for.
    pub interval: IntervalRule,
    /// Attributes the answers are weighted by; nothing is weighted where it is empty.
    pub weighted_by: Vec<Arc<str>>,
}

/// Ties made of groups people share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharedGroups {
    /// Groups with at least two members, those too large included.
    pub groups: u64,
    /// Groups with more members than allowed: left out.
    pub too_large: u64,
    /// Most members a group may have; 0 is no limit.
    pub members_at_most: u32,
    /// How much a group shared weighs.
    pub weight: GroupWeight,
}

/// Which rows a command shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowFilter {
    /// Levels; all when empty.
    pub levels: Vec<Level>,
    /// One attribute.
    pub by: Option<String>,
    /// One wave.
    pub wave: Option<String>,
    /// Whether rows of one group and one skill, and counts from level to level, are left out.
    pub no_group_by_skill: bool,
    /// Measures; all when empty.
    pub measures: &'static [&'static str],
}

impl RowFilter {
    /// Whether a measurement passes. Rows that have no attribute or no wave pass those filters.
    pub fn passes(&self, m: &Measurement) -> bool {
        let key = &m.key;
        let level = self.levels.is_empty() || self.levels.contains(&key.level);
        let same = |wanted: &Option<String>, has: &Option<Arc<str>>| match (wanted, has) {
            (Some(wanted), Some(has)) => **has == **wanted,
            _ => true,
        };
        let is_fine = key.measure == "transition" || key.group.is_some() && key.skill.is_some();
        let crossed = self.no_group_by_skill && is_fine;
        let measure = self.measures.is_empty() || self.measures.contains(&key.measure);
        measure && level && same(&self.by, &key.by) && same(&self.wave, &key.wave) && !crossed
    }
}

impl Analysis {
    /// The same with only the rows asked for; findings stay as they are.
    pub fn selected(&self) -> Self {
        let mut selected = self.clone();
        selected.measurements.retain(|m| self.about.only.passes(m));
        selected
    }
}

/// One sheet and its rows: `rows = used + rejected + blank`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputAccount {
    /// File, and sheet where there is one.
    pub name: String,
    /// What it was read as.
    pub kind: &'static str,
    /// Rows below the header.
    pub rows: u64,
    /// Rows used.
    pub used: u64,
    /// Rows refused with a problem.
    pub rejected: u64,
    /// Rows with nothing in them.
    pub blank: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// What became of the answers, where the sheet is an audit.
    pub answers: Option<AnswerAccount>,
}

/// Answers of one audit sheet that are missing or were not taken as they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerAccount {
    /// Missing answers over all questions: the reason's id, and how many gave it.
    pub missing: Vec<(&'static str, u64)>,
    /// Answers read as `[audit.accept]` says.
    pub accepted: u64,
    /// Forms set aside because the same person handed in another in the same wave.
    pub set_aside: u64,
    /// The rule that set them aside: `last`, `first` or `refuse`.
    pub repeat: &'static str,
}

/// A file or sheet that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedInput {
    /// File, and sheet where there is one.
    pub name: String,
    /// Why, in words that hold nothing of its content.
    pub reason: &'static str,
    /// SHA-256 of the file, in hexadecimal; empty where it could not be opened.
    pub sha256: String,
}

/// The groups of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// `team`, `sector`, …
    pub by: Arc<str>,
    /// Groups in sorted order.
    pub groups: Vec<GroupInfo>,
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupInfo {
    /// Label.
    pub label: Arc<str>,
    /// People in it.
    pub people: u64,
    /// The sector most of its people are in, for a team; orders matrices.
    pub within: Option<Arc<str>>,
    /// Whether disclosure hides it everywhere.
    pub hidden: bool,
}

/// Places for the groups of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLayout {
    /// The attribute.
    pub by: Arc<str>,
    /// One place a group, in 0 to 1, in the grouping's order.
    pub places: Vec<(f64, f64)>,
}

/// Who is in which group, and who answered in which wave.
#[derive(Clone, Debug, Default)]
pub struct Populations {
    /// The groupings.
    pub attributes: Vec<Attribute>,
    /// For each wave, whether each person took part.
    pub took_part: Vec<Vec<bool>>,
    /// With three waves or more, who gave a level of each skill.
    pub answered: Vec<AnsweredSkill>,
}

/// Who gave a level of one skill.
#[derive(Clone, Debug, Default)]
pub struct AnsweredSkill {
    /// The skill's name.
    pub skill: Arc<str>,
    /// For each wave, whether each person did.
    pub by_wave: Vec<Vec<bool>>,
}
