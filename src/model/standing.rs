//! Whom the answers stand for.

use std::sync::Arc;

use crate::programme::config::IntervalRule;

/// Whom the answers stand for, and how that is made good.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Whether a staff list says who was asked; without one, those who are known are those who answered.
    pub listed: bool,
    /// Whom intervals speak for.
    pub interval: IntervalRule,
    /// What the answers are weighted to; nothing is weighted where it is empty.
    pub composition: Vec<Composition>,
}

/// How many people of each group there are in the whole that answers stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Composition {
    /// The attribute.
    pub attribute: Arc<str>,
    /// People of each group, in the order of the attribute's labels; only their proportions count.
    pub people: Vec<f64>,
}
