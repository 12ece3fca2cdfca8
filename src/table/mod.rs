//! Joins and group statistics. Polars lives here only.

use std::sync::Arc;

/// Answers joined with the groups people are in, ready to be summed up.
#[derive(Clone, Debug, Default)]
pub struct SkillMatrix {
    /// Skill names, in the framework's order.
    pub skills: Vec<Arc<str>>,
}
