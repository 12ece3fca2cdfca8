//! `crossweave.toml`: optional, every part with a default; unknown keys are refused by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::scoring::Scoring;
pub use super::ties::{BadTieRule, GroupWeight, TieRule, TieSource, TieWeight};

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Name, place, and what the report says about itself.
    pub programme: ProgrammeConfig,
    /// Overrides for single files and sheets.
    #[serde(rename = "file")]
    pub files: Vec<FileConfig>,
    /// The parts of `mapping.toml`; what stands in `files` goes before them.
    #[serde(skip)]
    pub mapping: Vec<FileConfig>,
    /// The audit's scale.
    pub audit: AuditConfig,
    /// Addresses that are nobody's.
    pub identity: IdentityConfig,
    /// When an interaction makes a tie.
    pub ties: TieRule,
    /// What may be shown.
    pub disclosure: DisclosureConfig,
    /// What a report shows beside the usual.
    pub report: ReportConfig,
}

impl Config {
    /// Every part about files, the weaker first.
    pub fn parts(&self) -> impl Iterator<Item = &FileConfig> {
        self.mapping.iter().chain(&self.files)
    }
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
    /// Whether an audit is its own list of people.
    pub people: Option<PeopleOf>,
    /// Row that holds the headers, counted from 1, where it is not the one that is found.
    pub header_row: Option<u32>,
    /// Rows below the header that are read: `"5:200"`, or `"5:"` to the end. The others are not looked at.
    pub rows: Option<RowRange>,
    /// Headers of the audit's questions; empty means find them.
    pub questions: Vec<String>,
    /// Field = "Header as it stands in the sheet"; any other name on a people sheet becomes a grouping
    /// attribute, and so it does on an audit that is its own list of people. An empty header means that the
    /// field is not read.
    pub columns: BTreeMap<String, String>,
    /// Header = labels of that question's levels, lowest first; `"*"` stands for every question of the
    /// sheet. Questions on a scale of their own are kept apart from the others.
    pub levels: BTreeMap<String, Vec<String>>,
    /// Where each setting stands, such as `mapping.toml line 12`, by its key: `kind`, `columns.team`.
    #[serde(skip)]
    pub places: BTreeMap<String, String>,
}

impl FileConfig {
    /// Where a setting stands, as the beginning of a message; empty where that is not known.
    ///
    /// ```
    /// use crossweave::programme::config::FileConfig;
    /// let mut part = FileConfig::default();
    /// part.places.insert("kind".into(), "mapping.toml line 4".into());
    /// assert_eq!(part.place("kind"), "mapping.toml line 4: ");
    /// assert_eq!(part.place("sheet"), "");
    /// ```
    pub fn place(&self, key: &str) -> String {
        self.places.get(key).map(|place| format!("{place}: ")).unwrap_or_default()
    }
}

/// Who the people of an audit are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeopleOf {
    /// Each row is a person; where nothing in it says who, one of their own whom nothing else names.
    Rows,
}

/// Rows of a sheet, counted from 1, both ends among them.
///
/// ```
/// use crossweave::programme::config::RowRange;
/// let rows = RowRange::try_from("5:200".to_owned()).unwrap();
/// assert!(rows.contains(5) && rows.contains(200) && !rows.contains(201));
/// assert_eq!(String::from(rows), "5:200");
/// assert!(RowRange::try_from("200:5".to_owned()).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RowRange {
    /// First row.
    pub first: u32,
    /// Last row; `None` is the end of the sheet.
    pub last: Option<u32>,
}

impl RowRange {
    /// Whether a row is among them.
    pub fn contains(&self, row: u32) -> bool {
        row >= self.first && !self.is_past(row)
    }

    /// Whether a row comes after the last of them.
    pub fn is_past(&self, row: u32) -> bool {
        self.last.is_some_and(|last| row > last)
    }
}

impl TryFrom<String> for RowRange {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let ends = || {
            let (first, last) = text.split_once(':')?;
            let first = first.trim().parse().ok().filter(|first| *first > 0)?;
            let last = match last.trim() {
                "" => None,
                last => Some(last.parse().ok().filter(|last| *last >= first)?),
            };
            Some(Self { first, last })
        };
        ends().ok_or_else(|| format!("rows = {text:?} is no range of rows; write it as \"5:200\" or \"5:\""))
    }
}

impl From<RowRange> for String {
    fn from(rows: RowRange) -> Self {
        format!("{}:{}", rows.first, rows.last.map(|last| last.to_string()).unwrap_or_default())
    }
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
    /// Scores of a framework whose wording comes from elsewhere.
    pub scoring: Scoring,
    /// When one person answers twice in a wave: the last, the first, or neither counts.
    pub repeat: RepeatRule,
    /// Text as it stands = the label or reason it is to be read as. Nothing is corrected without this.
    pub accept: BTreeMap<String, String>,
    /// Whom intervals of the answers speak for.
    pub interval: IntervalRule,
    /// Attribute = group = people of that group in the whole, as shares or counts: answers are weighted to them.
    pub targets: BTreeMap<String, BTreeMap<String, f64>>,
    /// Attributes whose groups' sizes on the staff list the answers are weighted to.
    pub weight_by: Vec<String>,
    /// Where settings about weights stand, such as `crossweave.toml line 12`: `targets.sector.Council`.
    #[serde(skip)]
    pub places: BTreeMap<String, String>,
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

/// Whom the interval of a share or a mean speaks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IntervalRule {
    /// Others like those who answered too, next year's members among them: the answers are a sample.
    #[default]
    Sample,
    /// The people on the staff list alone: only those who did not answer are in doubt.
    Census,
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

/// `[report]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportConfig {
    /// Two groupings to cross: people are also grouped by both together.
    pub cross: Option<TwoGroupings>,
}

/// Two groupings to cross, by name.
///
/// ```
/// use crossweave::programme::config::TwoGroupings;
/// let two = TwoGroupings::try_from(vec!["sector".to_owned(), "grade".to_owned()]).unwrap();
/// assert_eq!(two.0[1], "grade");
/// assert!(TwoGroupings::try_from(vec!["sector".to_owned()]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct TwoGroupings(pub [String; 2]);

impl TryFrom<Vec<String>> for TwoGroupings {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Self, String> {
        let named = names.len();
        let wrong = |_| format!("cross names {named} groupings; name two, such as [\"sector\", \"grade\"]");
        names.try_into().map(Self).map_err(wrong)
    }
}

impl From<TwoGroupings> for Vec<String> {
    fn from(two: TwoGroupings) -> Self {
        two.0.to_vec()
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
