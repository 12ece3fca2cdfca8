//! The tie rule moved, one setting at a time.

use super::ties::{BadTieRule, TieRule};

/// Most rules one sweep tries.
pub const MOST: usize = 40;

/// One setting of the tie rule at a value of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knob {
    /// Interactions needed.
    AtLeast(u32),
    /// Days of the window; 0 is the whole period.
    WindowDays(u32),
    /// Whether both must have written.
    Reciprocal(bool),
    /// Most recipients of a message, but for channels with a limit of their own; 0 is no limit.
    RecipientsAtMost(u32),
}

/// A sweep that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSweep {
    /// Not `setting=values`.
    #[error(
        "{0:?} names no setting that can be moved; there are: at-least=1,2,3 window-days=7,28,0 reciprocal=on,off \
         recipients-at-most=5,25,0"
    )]
    Unknown(String),
    /// A value that is none.
    #[error("{setting}: {value:?} is no value of it; write {example}")]
    Value {
        /// The setting.
        setting: &'static str,
        /// What was given.
        value: String,
        /// What can be.
        example: &'static str,
    },
    /// A value the rule cannot have.
    #[error(transparent)]
    Rule(#[from] BadTieRule),
    /// More rules than anyone reads.
    #[error("{0} settings are more than {MOST}; give fewer values")]
    TooMany(usize),
}

const NUMBERS: &str = "whole numbers with commas between them, such as 1,2,3";
const SWITCH: &str = "on, off or on,off";

impl Knob {
    /// The rule with this setting, all else as it was.
    pub fn put(self, rule: &TieRule) -> TieRule {
        let mut moved = rule.clone();
        match self {
            Knob::AtLeast(n) => moved.at_least = n,
            Knob::WindowDays(days) => moved.window_days = days,
            Knob::Reciprocal(both) => moved.reciprocal = both,
            Knob::RecipientsAtMost(most) => moved.recipients_at_most = most,
        }
        moved
    }

    /// The setting's name under `[ties]`.
    pub fn setting(self) -> &'static str {
        match self {
            Knob::AtLeast(_) => "at_least",
            Knob::WindowDays(_) => "window_days",
            Knob::Reciprocal(_) => "reciprocal",
            Knob::RecipientsAtMost(_) => "recipients_at_most",
        }
    }

    /// The value, a switch as 0 or 1.
    pub fn value(self) -> u32 {
        match self {
            Knob::AtLeast(n) | Knob::WindowDays(n) | Knob::RecipientsAtMost(n) => n,
            Knob::Reciprocal(both) => u32::from(both),
        }
    }
}

/// The settings to try beside the rule itself: those given (`at-least=1,2,3`), or usual ones around the
/// rule where none are. What the rule has already is left out, and so is what is given twice.
///
/// # Errors
/// [`BadSweep`] names what cannot be tried, and what to write.
///
/// ```
/// use crossweave::programme::config::TieRule;
/// use crossweave::programme::sweep::{Knob, knobs};
/// let rule = TieRule { at_least: 2, ..TieRule::default() };
/// let found = knobs(&rule, &["at-least=1,2,3".to_owned()]).unwrap();
/// assert_eq!(found, [Knob::AtLeast(1), Knob::AtLeast(3)]);
/// ```
pub fn knobs(rule: &TieRule, given: &[String]) -> Result<Vec<Knob>, BadSweep> {
    let mut all = Vec::new();
    for text in given {
        all.extend(parse(text)?);
    }
    if given.is_empty() {
        all = usual(rule);
    }
    let mut kept: Vec<Knob> = Vec::new();
    for knob in all {
        knob.put(rule).check()?;
        if knob.put(rule) != *rule && !kept.contains(&knob) {
            kept.push(knob);
        }
    }
    if kept.len() > MOST { Err(BadSweep::TooMany(kept.len())) } else { Ok(kept) }
}

fn parse(text: &str) -> Result<Vec<Knob>, BadSweep> {
    let unknown = || BadSweep::Unknown(text.to_owned());
    let (setting, values) = text.split_once('=').ok_or_else(unknown)?;
    let one: fn(&str) -> Result<Knob, BadSweep> = match setting.trim().replace('_', "-").as_str() {
        "at-least" => |text| number("at-least", text).map(Knob::AtLeast),
        "window-days" => |text| number("window-days", text).map(Knob::WindowDays),
        "recipients-at-most" => |text| number("recipients-at-most", text).map(Knob::RecipientsAtMost),
        "reciprocal" => |text| switch(text).map(Knob::Reciprocal),
        _ => return Err(unknown()),
    };
    values.split(',').map(|value| one(value.trim())).collect()
}

fn number(setting: &'static str, text: &str) -> Result<u32, BadSweep> {
    let bad = |_| BadSweep::Value { setting, value: text.to_owned(), example: NUMBERS };
    text.parse().map_err(bad)
}

fn switch(text: &str) -> Result<bool, BadSweep> {
    match text.to_lowercase().as_str() {
        "on" | "yes" | "true" => Ok(true),
        "off" | "no" | "false" => Ok(false),
        _ => Err(BadSweep::Value { setting: "reciprocal", value: text.to_owned(), example: SWITCH }),
    }
}

/// Values around the rule: what people usually ask about, and from half to four times as much where the
/// rule asks for more than that.
fn usual(rule: &TieRule) -> Vec<Knob> {
    let own = rule.at_least;
    let needed = if own <= 8 { vec![1, 2, 3, 5, 8] } else { vec![1, own / 4, own / 2, own * 2, own * 4] };
    let needed = needed.into_iter().filter(|n| (1..=10_000).contains(n));
    needed
        .map(Knob::AtLeast)
        .chain([7, 28, 90, 0].map(Knob::WindowDays))
        .chain([Knob::Reciprocal(!rule.reciprocal)])
        .chain([5, 10, 25, 0].map(Knob::RecipientsAtMost))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        knobs(&TieRule::default(), &[text.to_owned()]).unwrap_err().to_string()
    }

    #[test]
    fn usual_values_lie_around_the_rule() {
        let found = knobs(&TieRule::default(), &[]).unwrap();
        let words: Vec<String> = found.iter().map(|k| format!("{} {}", k.setting(), k.value())).collect();
        assert_eq!(words[..4], ["at_least 1", "at_least 3", "at_least 5", "at_least 8"]);
        assert_eq!(words[4..8], ["window_days 7", "window_days 90", "window_days 0", "reciprocal 1"]);
        assert_eq!(words[8..], ["recipients_at_most 5", "recipients_at_most 25", "recipients_at_most 0"]);
        let high = TieRule { at_least: 40, ..TieRule::default() };
        assert_eq!(
            knobs(&high, &[]).unwrap()[1..5].iter().map(|k| k.value()).collect::<Vec<_>>(),
            [10, 20, 80, 160]
        );
    }

    #[test]
    fn what_is_given_is_tried_once_and_each_alone() {
        let given = ["window_days=0, 7,7".to_owned(), "reciprocal=on,off".to_owned()];
        let found = knobs(&TieRule::default(), &given).unwrap();
        assert_eq!(found, [Knob::WindowDays(0), Knob::WindowDays(7), Knob::Reciprocal(true)]);
        let rule = found[1].put(&TieRule::default());
        assert_eq!((rule.window_days, rule.at_least, rule.reciprocal), (7, 2, false));
    }

    #[test]
    fn what_cannot_be_tried_is_named() {
        assert!(refused("colour=red").starts_with("\"colour=red\" names no setting"));
        assert!(refused("at-least").contains("at-least=1,2,3"));
        assert_eq!(
            refused("at-least=1,few"),
            "at-least: \"few\" is no value of it; write whole numbers with commas between them, such as 1,2,3"
        );
        assert!(refused("reciprocal=maybe").ends_with("write on, off or on,off"));
        assert!(refused("at-least=0").contains("would tie everyone to everyone"));
        let many: Vec<String> = (3..60).map(|n| n.to_string()).collect();
        assert_eq!(
            refused(&format!("at-least={}", many.join(","))),
            "57 settings are more than 40; give fewer values"
        );
    }
}
