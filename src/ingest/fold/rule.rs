//! The parts of the tie rule that are decided while reading: which entries count, how much each weighs,
//! and when there are enough of them.

use std::collections::BTreeMap;

use crate::programme::config::{TieRule, TieWeight};

const SECONDS_A_DAY: u64 = 86_400;

/// How many entries there must be within how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Density {
    /// Entries needed; at least 1.
    pub needed: u32,
    /// Seconds: entries of one window are less than this apart. 0 is the whole period.
    pub window: u64,
}

impl Density {
    /// Whether some window holds enough of the times, which are sorted.
    pub fn holds(self, times: &[i64]) -> bool {
        let needed = self.needed.max(1) as usize;
        if self.window == 0 || times.len() < needed {
            return times.len() >= needed;
        }
        times.windows(needed).any(|w| w[needed - 1].abs_diff(w[0]) < self.window)
    }

    /// Whether some window that holds the time at `place` holds enough.
    pub fn holds_around(self, times: &[i64], place: usize) -> bool {
        let reach = self.needed.max(1) as usize - 1;
        let end = (place + reach + 1).min(times.len());
        times.get(place.saturating_sub(reach)..end).is_some_and(|near| self.holds(near))
    }
}

/// What reading needs to know of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldRule {
    /// When there are enough entries.
    pub density: Density,
    /// Whether an interaction is shared among its recipients or counts for each.
    pub weight: TieWeight,
    /// Whether weights are kept by day, because they will fade.
    pub by_day: bool,
    most: u32,
    most_by_channel: BTreeMap<String, u32>,
}

impl FoldRule {
    /// The parts of a rule that matter here.
    pub fn of(rule: &TieRule) -> Self {
        let lower = |(name, most): (&String, &u32)| (name.to_lowercase(), *most);
        Self {
            density: Density {
                needed: rule.at_least.max(1),
                window: u64::from(rule.window_days) * SECONDS_A_DAY,
            },
            weight: rule.weight,
            by_day: rule.half_life_days > 0,
            most: rule.recipients_at_most,
            most_by_channel: rule.recipients_at_most_by_channel.iter().map(lower).collect(),
        }
    }

    /// Whether what is folded under this rule also tells which pairs are ties under another.
    ///
    /// The same entries must count and weigh the same. Times are kept until enough of them fall within the
    /// window, so fewer within the same window can be decided afterwards; over the whole period the count
    /// alone decides, whatever is needed.
    ///
    /// ```
    /// use crossweave::ingest::fold::FoldRule;
    /// use crossweave::programme::config::TieRule;
    /// let of = |at_least, window_days| FoldRule::of(&TieRule { at_least, window_days, ..TieRule::default() });
    /// assert!(of(8, 28).answers(&of(3, 28)) && of(1, 0).answers(&of(9, 0)));
    /// assert!(!of(3, 28).answers(&of(8, 28)) && !of(8, 28).answers(&of(3, 7)));
    /// ```
    pub fn answers(&self, other: &Self) -> bool {
        let (own, asked) = (self.density, other.density);
        let dense = own.window == asked.window && (own.window == 0 || asked.needed <= own.needed);
        let alike = self.weight == other.weight && self.by_day == other.by_day;
        dense && alike && self.most == other.most && self.most_by_channel == other.most_by_channel
    }

    /// Most recipients a message of a channel, in lower case, may have to count; no limit is `u32::MAX`.
    pub fn most(&self, channel: &str) -> u32 {
        match self.most_by_channel.get(channel).copied().unwrap_or(self.most) {
            0 => u32::MAX,
            most => most,
        }
    }
}
