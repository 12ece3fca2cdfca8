//! `crossweave.toml`: optional, every part with a default; unknown keys are refused by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Name, place, and what the report says about itself.
    pub programme: ProgrammeConfig,
    /// Overrides for single files and sheets.
    #[serde(rename = "file")]
    pub files: Vec<FileConfig>,
    /// The audit's scale.
    pub audit: AuditConfig,
    /// When an interaction makes a tie.
    pub ties: TieRule,
    /// What may be shown.
    pub disclosure: DisclosureConfig,
}

/// `[programme]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProgrammeConfig {
    /// Shown as the report's title.
    pub name: Option<String>,
    /// Date printed on the report; without it, the newest date in the data.
    pub date: Option<jiff::civil::Date>,
}

/// `[[file]]`: what a file or sheet is, where recognition needs help.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileConfig {
    /// File name, relative to this folder.
    pub path: String,
    /// Sheet name; without it, every sheet of the file.
    pub sheet: Option<String>,
    /// Importer id, or `"ignore"`.
    pub kind: Option<String>,
    /// Wave the file's answers belong to.
    pub wave: Option<String>,
    /// Channel of the file's interactions.
    pub channel: Option<String>,
    /// Whose posts a social media archive holds, where the archive does not say: `@handle`.
    pub owner: Option<String>,
    /// Field = "Header as it stands in the sheet"; any other name on a people sheet becomes a grouping attribute.
    pub columns: BTreeMap<String, String>,
}

/// `[audit]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditConfig {
    /// Labels of the levels, lowest first; empty means recognise a known scale.
    pub levels: Vec<String>,
    /// First level that counts as confident; without it, the first above the middle.
    pub positive_from: Option<u8>,
    /// When one person answers twice in a wave: the last, the first, or neither counts.
    pub repeat: RepeatRule,
}

impl Default for AuditConfig {
    fn default() -> Self {
        Self { levels: Vec::new(), positive_from: None, repeat: RepeatRule::Last }
    }
}

/// Which of several answers by one person in one wave counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RepeatRule {
    /// The last handed in.
    #[default]
    Last,
    /// The first handed in.
    First,
    /// None of them.
    Refuse,
}

/// `[ties]`: when interactions make a tie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TieRule {
    /// Days of the sliding window; 0 is the whole period.
    pub window_days: u32,
    /// Interactions needed within one window, in either direction.
    pub at_least: u32,
    /// Whether both must have written to the other.
    pub reciprocal: bool,
    /// Most recipients a message may have to count; 0 is no limit.
    pub recipients_at_most: u32,
    /// The same for single channels.
    pub recipients_at_most_by_channel: BTreeMap<String, u32>,
}

impl Default for TieRule {
    fn default() -> Self {
        Self {
            window_days: 28,
            at_least: 2,
            reciprocal: false,
            recipients_at_most: 10,
            recipients_at_most_by_channel: BTreeMap::from([("meeting".to_owned(), 8)]),
        }
    }
}

/// `[disclosure]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DisclosureConfig {
    /// Fewest people a shown statistic may rest on; never below 5 in a report.
    pub min_group: u32,
}

impl Default for DisclosureConfig {
    fn default() -> Self {
        Self { min_group: 5 }
    }
}
