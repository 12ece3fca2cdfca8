//! `crossweave.toml`: optional, every part with a default; unknown keys are refused by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::ties::{BadTieRule, TieRule, TieWeight};

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
    /// Addresses that are nobody's.
    pub identity: IdentityConfig,
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
    /// Field = "Header as it stands in the sheet"; any other name on a people sheet becomes a grouping attribute.
    pub columns: BTreeMap<String, String>,
    /// Header = labels of that question's levels, lowest first; `"*"` stands for every question of the
    /// sheet. Questions on a scale of their own are kept apart from the others.
    pub levels: BTreeMap<String, Vec<String>>,
}

/// `[audit]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditConfig {
    /// Labels of the levels, lowest first; empty means recognise a known scale.
    pub levels: Vec<String>,
    /// The levels are the numbers from 1 to this; the same as giving them all as `levels`, which go before it.
    pub scale: Option<u8>,
    /// First level that counts as confident; without it, the first above the middle.
    pub positive_from: Option<u8>,
    /// When one person answers twice in a wave: the last, the first, or neither counts.
    pub repeat: RepeatRule,
    /// Text as it stands = the label or reason it is to be read as. Nothing is corrected without this.
    pub accept: BTreeMap<String, String>,
}

impl AuditConfig {
    /// Labels of the levels as the settings give them, by name or by number; empty where they do not.
    ///
    /// ```
    /// use crossweave::programme::config::AuditConfig;
    /// let six = AuditConfig { scale: Some(6), ..AuditConfig::default() };
    /// assert_eq!(six.labels(), ["1", "2", "3", "4", "5", "6"]);
    /// ```
    pub fn labels(&self) -> Vec<String> {
        match self.scale {
            Some(last) if self.levels.is_empty() => (1..=last).map(|number| number.to_string()).collect(),
            _ => self.levels.clone(),
        }
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

impl RepeatRule {
    /// The rule as the settings name it.
    pub fn id(self) -> &'static str {
        match self {
            RepeatRule::Last => "last",
            RepeatRule::First => "first",
            RepeatRule::Refuse => "refuse",
        }
    }
}

/// `[identity]`: shared mailboxes and lists, which are left out of ties.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentityConfig {
    /// Addresses that look like shared mailboxes and are people after all.
    pub keep: Vec<String>,
    /// Addresses that are shared mailboxes or lists, whatever they look like.
    pub shared: Vec<String>,
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
