//! A finding is a case with references to its measurements: no prose and no numbers.
//! It is worded after disclosure, so a hidden cell silences it.

use crate::measures::Key;

/// A case some rule found in the measurements.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Id of the rule that found it; the wording is looked up by it.
    pub rule: &'static str,
    /// The measurements it rests on, by the part each plays in the wording.
    pub rests_on: Vec<(&'static str, Key)>,
    /// How much it matters beside the others, from 0 to 1; orders the headlines.
    pub weight: f64,
}
