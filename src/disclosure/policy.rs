//! Who reads it, and how small a group may be.

use serde::Serialize;

/// Who reads the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// The person running the tool, at their own terminal.
    Operator,
    /// Reports for the leadership team: groups only.
    Leadership,
}

/// What may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Who reads it.
    pub tier: Tier,
    /// Fewest people a shown statistic may rest on.
    pub k: u32,
}
