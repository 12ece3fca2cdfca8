//! The skills of the example programme: the framework *Networked working*.

use crate::report::templates::framework::{FrameworkSkill, Shipped};

use super::story::STORY;

/// How hard each skill is, in levels, in the framework's order: above 0 is harder.
const DIFFICULTY: [f64; 25] = [
    -0.1, -0.4, 0.2, -0.5, 0.3, -0.3, 0.0, 0.4, 0.9, 0.6, 0.5, 0.1, 0.0, 0.7, 0.4, 0.2, -0.2, -0.4, 0.1, 0.6,
    0.5, 0.0, 0.2, 0.3, 0.4,
];

/// A skill and how hard it is.
pub(super) struct AskedSkill {
    /// As the framework has it.
    pub(super) skill: FrameworkSkill,
    /// In levels.
    pub(super) difficulty: f64,
    /// Whether it is the one that only one team has.
    pub(super) rare: bool,
}

/// The skills people are asked about.
pub(super) fn skills() -> Vec<AskedSkill> {
    Shipped::NetworkedWorking
        .skills()
        .into_iter()
        .zip(DIFFICULTY)
        .map(|(skill, difficulty)| AskedSkill { rare: skill.name == STORY.rare_skill, skill, difficulty })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn twenty_five_skills_in_five_areas_one_of_them_rare() {
        let skills = skills();
        assert_eq!(skills.len(), 25);
        let areas: BTreeSet<_> = skills.iter().map(|s| s.skill.domain).collect();
        assert_eq!(areas.len(), 5);
        let questions: BTreeSet<_> = skills.iter().map(|s| s.skill.question).collect();
        assert_eq!(questions.len(), 25);
        assert_eq!(skills.iter().filter(|s| s.rare).count(), 1);
    }
}
