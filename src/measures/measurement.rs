//! One value, and what it rests on.

use std::sync::Arc;

use serde::Serialize;

/// What a measurement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole network, or everyone.
    Network,
    /// One group of an attribute.
    Group,
    /// Two groups of one attribute.
    Pair,
    /// One person; operator only.
    Person,
    /// One skill, over everyone.
    Skill,
}

/// Why there is no value, in words a reader understands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason(pub &'static str);

/// A value. Unknown is never zero: what cannot be computed says why.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number of things.
    Count(u64),
    /// A number in the measure's unit.
    Number(f64),
    /// `num` of `den`.
    Share {
        /// How many.
        num: u64,
        /// Of how many.
        den: u64,
    },
    /// Cannot be computed.
    Undefined(Reason),
    /// Known, and not shown.
    Hidden(Reason),
}

impl Value {
    /// A number, or `Undefined` with the reason where it is not finite or there is none.
    pub fn number(x: Option<f64>, otherwise: &'static str) -> Self {
        match x {
            Some(x) if x.is_finite() => Value::Number(x),
            _ => Value::Undefined(Reason(otherwise)),
        }
    }

    /// A share, or `Undefined` when nobody is counted.
    pub fn share(num: u64, den: u64, otherwise: &'static str) -> Self {
        if den == 0 { Value::Undefined(Reason(otherwise)) } else { Value::Share { num, den } }
    }

    /// The value as a number, a share as a fraction; `None` when undefined or hidden.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Count(c) => Some(*c as f64),
            Value::Number(x) => Some(*x),
            Value::Share { num, den } => Some(*num as f64 / *den as f64),
            Value::Undefined(_) | Value::Hidden(_) => None,
        }
    }

    /// `ok`, `undefined` or `hidden`.
    pub fn status(&self) -> &'static str {
        match self {
            Value::Undefined(_) => "undefined",
            Value::Hidden(_) => "hidden",
            _ => "ok",
        }
    }

    /// Why there is no value.
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Value::Undefined(r) | Value::Hidden(r) => Some(r.0),
            _ => None,
        }
    }
}

/// What identifies a measurement; findings refer to measurements by it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Measure id.
    pub measure: &'static str,
    /// What it is about.
    pub level: Level,
    /// Attribute that groups.
    pub by: Option<Arc<str>>,
    /// Group.
    pub group: Option<Arc<str>>,
    /// The other group of a pair, or the answer a share is about.
    pub other: Option<Arc<str>>,
    /// Person key.
    pub person: Option<Arc<str>>,
    /// Skill.
    pub skill: Option<Arc<str>>,
    /// Wave, or `1→2` for a change.
    pub wave: Option<Arc<str>>,
}

impl Key {
    /// A key about everyone.
    pub fn network(measure: &'static str) -> Self {
        Self {
            measure,
            level: Level::Network,
            by: None,
            group: None,
            other: None,
            person: None,
            skill: None,
            wave: None,
        }
    }

    /// A key about one group.
    pub fn group(measure: &'static str, by: &Arc<str>, group: &Arc<str>) -> Self {
        Self {
            level: Level::Group,
            by: Some(by.clone()),
            group: Some(group.clone()),
            ..Self::network(measure)
        }
    }

    /// A key about two groups.
    pub fn pair(measure: &'static str, by: &Arc<str>, group: &Arc<str>, other: &Arc<str>) -> Self {
        Self { level: Level::Pair, other: Some(other.clone()), ..Self::group(measure, by, group) }
    }

    /// A key about one skill, over everyone.
    pub fn skill(measure: &'static str, skill: &Arc<str>) -> Self {
        Self { level: Level::Skill, skill: Some(skill.clone()), ..Self::network(measure) }
    }

    /// The same, in one wave.
    pub fn in_wave(mut self, wave: &Arc<str>) -> Self {
        self.wave = Some(wave.clone());
        self
    }

    /// The same, for one skill; the level stays.
    pub fn for_skill(mut self, skill: &Arc<str>) -> Self {
        self.skill = Some(skill.clone());
        self
    }

    /// The same, for one person.
    pub fn for_person(mut self, person: &Arc<str>) -> Self {
        self.level = Level::Person;
        self.person = Some(person.clone());
        self
    }

    /// The same, with `other` set.
    pub fn with_other(mut self, other: &Arc<str>) -> Self {
        self.other = Some(other.clone());
        self
    }
}

/// A value with its key, its uncertainty and the number of people it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// What it is.
    pub key: Key,
    /// The value.
    pub value: Value,
    /// Lower end of the 95 % interval, in the value's unit.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Distinct people it rests on.
    pub n: u64,
}

impl Measurement {
    /// A value without an interval.
    pub fn new(key: Key, value: Value, n: u64) -> Self {
        Self { key, value, low: None, high: None, n }
    }

    /// The same with an interval, unless one of its ends is no number.
    pub fn with_interval(mut self, interval: Option<(f64, f64)>) -> Self {
        (self.low, self.high) = interval.filter(|(low, high)| low.is_finite() && high.is_finite()).unzip();
        self
    }
}
