//! `[ties]`: when interactions make a tie, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Longest window and half-life, in days.
const MOST_DAYS: u32 = 36_500;
/// Most interactions that can be asked for.
const MOST_NEEDED: u32 = 10_000;
/// Most recipients that can be told apart.
const MOST_RECIPIENTS: u32 = 32_767;

/// `[ties]`: when interactions make a tie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TieRule {
    /// What ties are made of; without it interactions where there are any, else ties people reported, else
    /// groups they share.
    pub from: Option<TieSource>,
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
    /// How much an interaction with several recipients weighs.
    pub weight: TieWeight,
    /// Days after which an interaction weighs half, counted back from the newest in the logs; 0 is never.
    pub half_life_days: u32,
    /// Most members a group may have to tie them; 0 is no limit.
    pub group_members_at_most: u32,
    /// How much a group shared weighs.
    pub group_weight: GroupWeight,
}

/// What ties are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TieSource {
    /// Messages and meetings, under the rule.
    Interactions,
    /// What people answered when asked.
    #[default]
    Asked,
    /// Boards, projects and events that people share.
    Groups,
}

impl TieSource {
    /// The source as settings and results name it.
    ///
    /// ```
    /// assert_eq!(crossweave::programme::config::TieSource::Groups.id(), "groups");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            TieSource::Interactions => "interactions",
            TieSource::Asked => "asked",
            TieSource::Groups => "groups",
        }
    }
}

/// How much one group adds to the tie between two of its members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupWeight {
    /// 1: the weight of a tie is the number of groups shared.
    #[default]
    Count,
    /// 1 shared among the others in it: 1/(members − 1).
    Shared,
}

/// How much one interaction weighs for each of its recipients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TieWeight {
    /// 1 shared among the recipients: 1/(people − 1).
    #[default]
    Shared,
    /// 1 for each recipient.
    Count,
}

impl Default for TieRule {
    fn default() -> Self {
        Self {
            from: None,
            window_days: 28,
            at_least: 2,
            reciprocal: false,
            recipients_at_most: 10,
            recipients_at_most_by_channel: BTreeMap::from([("meeting".to_owned(), 8)]),
            weight: TieWeight::Shared,
            half_life_days: 0,
            group_members_at_most: 50,
            group_weight: GroupWeight::Count,
        }
    }
}

/// A setting under `[ties]` that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTieRule {
    /// Beyond what can be counted.
    #[error("[ties] {setting} = {value} is more than {most}; write a smaller number")]
    TooMuch {
        /// The setting.
        setting: &'static str,
        /// What it says.
        value: u32,
        /// The most it may say.
        most: u32,
    },
    /// A tie without an interaction.
    #[error("[ties] at_least = 0 would tie everyone to everyone; write 1 or more")]
    NothingNeeded,
    /// A channel without a name.
    #[error(
        "[ties.recipients_at_most_by_channel] has a channel without a name; write one, such as meeting = 8"
    )]
    NamelessChannel,
    /// The same channel, but for case, with two limits.
    #[error("[ties.recipients_at_most_by_channel] gives {0} two limits; keep one")]
    ChannelTwice(String),
}

impl TieRule {
    /// Checks that the rule can be followed.
    ///
    /// # Errors
    /// [`BadTieRule`] names the first setting that cannot, and what to write instead.
    ///
    /// ```
    /// use crossweave::programme::config::{BadTieRule, TieRule};
    /// assert_eq!(TieRule::default().check(), Ok(()));
    /// let none = TieRule { at_least: 0, ..TieRule::default() };
    /// assert_eq!(none.check(), Err(BadTieRule::NothingNeeded));
    /// ```
    pub fn check(&self) -> Result<(), BadTieRule> {
        if self.at_least == 0 {
            return Err(BadTieRule::NothingNeeded);
        }
        within("window_days", self.window_days, MOST_DAYS)?;
        within("at_least", self.at_least, MOST_NEEDED)?;
        within("recipients_at_most", self.recipients_at_most, MOST_RECIPIENTS)?;
        within("half_life_days", self.half_life_days, MOST_DAYS)?;
        within("group_members_at_most", self.group_members_at_most, MOST_RECIPIENTS)?;
        let mut seen: Vec<String> = Vec::new();
        for (channel, most) in &self.recipients_at_most_by_channel {
            within("recipients_at_most_by_channel", *most, MOST_RECIPIENTS)?;
            let name = channel.trim().to_lowercase();
            if name.is_empty() {
                return Err(BadTieRule::NamelessChannel);
            }
            if seen.contains(&name) {
                return Err(BadTieRule::ChannelTwice(channel.clone()));
            }
            seen.push(name);
        }
        Ok(())
    }
}

fn within(setting: &'static str, value: u32, most: u32) -> Result<(), BadTieRule> {
    if value > most { Err(BadTieRule::TooMuch { setting, value, most }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(settings: &str) -> Result<(), BadTieRule> {
        toml::from_str::<TieRule>(settings).unwrap().check()
    }

    #[test]
    fn every_part_can_be_set() {
        let rule: TieRule = toml::from_str(
            "window_days = 7\nat_least = 3\nreciprocal = true\nrecipients_at_most = 5\nweight = \"count\"\n\
             half_life_days = 30\nfrom = \"groups\"\ngroup_members_at_most = 12\ngroup_weight = \"shared\"\n\
             [recipients_at_most_by_channel]\nchat = 4\n",
        )
        .unwrap();
        assert_eq!((rule.weight, rule.half_life_days), (TieWeight::Count, 30));
        assert_eq!(rule.recipients_at_most_by_channel, BTreeMap::from([("chat".to_owned(), 4)]));
        assert_eq!((rule.from, rule.group_members_at_most), (Some(TieSource::Groups), 12));
        assert_eq!(rule.group_weight, GroupWeight::Shared);
        assert_eq!(rule.check(), Ok(()));
    }

    #[test]
    fn what_cannot_be_followed_is_named() {
        assert_eq!(checked("at_least = 0"), Err(BadTieRule::NothingNeeded));
        let error = checked("window_days = 40000").unwrap_err().to_string();
        assert_eq!(error, "[ties] window_days = 40000 is more than 36500; write a smaller number");
        assert!(checked("half_life_days = 40000").is_err() && checked("recipients_at_most = 40000").is_err());
        assert_eq!(
            checked("recipients_at_most_by_channel = { \" \" = 3 }"),
            Err(BadTieRule::NamelessChannel)
        );
        let twice = checked("recipients_at_most_by_channel = { Chat = 3, chat = 4 }");
        assert_eq!(twice, Err(BadTieRule::ChannelTwice("chat".into())));
        let wrong = toml::from_str::<TieRule>("weight = \"heavy\"").unwrap_err().to_string();
        assert!(wrong.contains("`shared` or `count`"), "{wrong}");
    }
}
