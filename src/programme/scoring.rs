//! How answers to a framework are scored, where its wording comes from elsewhere.

use serde::{Deserialize, Serialize};

/// Which scores are given beside the usual ones.
///
/// The wording of a published framework belongs to its publisher and is the user's to supply; how its answers
/// are added up is named here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scoring {
    /// None: shares, indexes and gaps alone.
    #[default]
    #[serde(rename = "plain")]
    Plain,
    /// People in four bands of their own mean, as DigCompSAT draws them.
    #[serde(rename = "digcompsat")]
    DigCompSat,
    /// People confident in at least one skill of every area, and in all: the two thresholds of Essential
    /// Digital Skills.
    #[serde(rename = "essential-skills")]
    EssentialSkills,
    /// People who meet every level their role requires, as the Government Digital and Data framework asks.
    #[serde(rename = "required-by-role")]
    RequiredByRole,
}
