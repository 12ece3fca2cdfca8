//! What a measure is: one file, one registry line.

use super::measurement::{Level, Measurement};
use super::subject::Subject;

/// The part of the programme a measure belongs to; disclosure treats each family's tables as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Answers to the audit.
    Skills,
    /// Ties.
    Network,
    /// Answers and ties together.
    Joint,
}

/// Whose number a group's value gives away; disclosure decides by it which groups are too small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// Everyone on the staff list.
    Everyone,
    /// Those who answered in the key's wave, or in both waves of a pair.
    Respondents,
}

/// The unit a value is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share of people or ties, 0 to 1.
    Share,
    /// A share of all possible ties, 0 to 1; often far below a hundredth.
    Density,
    /// Points of the 0–100 confidence index.
    Points,
    /// Levels of the scale.
    Levels,
    /// People.
    People,
    /// Ties.
    Ties,
    /// Groups.
    Groups,
    /// A pure number.
    Ratio,
    /// The chance of what was seen, or of more, if there were nothing to see: a p.
    Chance,
    /// Standard deviations from what chance gives.
    Deviations,
    /// Places a person stands between two others.
    Paths,
    /// Hops along ties.
    Steps,
}

/// Everything about one measure. JSON, `explain`, workbook columns, report notes and
/// `docs/measures.md` read this and nothing else.
pub struct MeasureSpec {
    /// Stable id.
    pub id: &'static str,
    /// Title in plain words.
    pub title: &'static str,
    /// Family.
    pub family: Family,
    /// Whose number a group's value gives away.
    pub population: Population,
    /// Unit of the value.
    pub unit: Unit,
    /// Levels it is given at.
    pub levels: &'static [Level],
    /// The question it answers.
    pub question: &'static str,
    /// Formula and convention.
    pub definition: &'static str,
    /// How to read a value.
    pub how_to_read: &'static str,
    /// What it does not say.
    pub caveats: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Fewest people it needs to be defined.
    pub minimum_n: u64,
    /// Computes it, in a fixed order.
    pub compute: fn(&Subject<'_>) -> Vec<Measurement>,
}
