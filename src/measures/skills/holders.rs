//! Who holds a skill: how many people, in how many teams.

use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::GroupId;

use super::cells::latest_wave;

/// `skill-holders`.
pub static HOLDERS: MeasureSpec = MeasureSpec {
    id: "skill-holders",
    title: "People confident in the skill",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::People,
    levels: &[Level::Skill],
    question: "How many people could be asked for help with this skill?",
    definition: "People at or above the first confident level in the latest wave.",
    how_to_read: "Below about one in twenty, everyone waits for the same few.",
    caveats: "People who did not answer may hold it too.",
    source: "Own definition.",
    minimum_n: 1,
    compute: holders,
};

/// `skill-teams`.
pub static TEAMS: MeasureSpec = MeasureSpec {
    id: "skill-teams",
    title: "Teams with someone confident in the skill",
    family: Family::Skills,
    population: Population::Respondents,
    unit: Unit::Groups,
    levels: &[Level::Skill],
    question: "Is this skill spread over the teams or held by a few?",
    definition: "Teams with at least one person at or above the first confident level in the latest wave.",
    how_to_read: "1 means that everyone outside that team depends on it.",
    caveats: "People who did not answer may hold it too.",
    source: "Own definition.",
    minimum_n: 1,
    compute: teams,
};

fn holders(subject: &Subject<'_>) -> Vec<Measurement> {
    let Some((wave, label)) = latest_wave(subject) else { return Vec::new() };
    let measure = |skill: crate::model::SkillId| {
        let counts = subject.skills.overall(wave, skill);
        let key = Key::skill(HOLDERS.id, &subject.skills.skills[skill.0 as usize]).in_wave(label);
        Measurement::new(key, Value::Count(counts.at_or_above(subject.skills.positive_from)), counts.n())
    };
    subject.skills.skill_ids().map(measure).collect()
}

fn teams(subject: &Subject<'_>) -> Vec<Measurement> {
    let team = subject.groupings.iter().find(|a| &*a.name == "team");
    let (Some((wave, label)), Some(team)) = (latest_wave(subject), team) else { return Vec::new() };
    let from = subject.skills.positive_from;
    let measure = |skill: crate::model::SkillId| {
        let groups = (0..team.labels.len() as u16).map(GroupId);
        let counts = groups.map(|g| subject.skills.in_group(wave, skill, &team.name, g));
        let (mut n, mut holding) = (0, 0);
        for cell in counts {
            n += cell.n();
            holding += u64::from(cell.at_or_above(from) > 0);
        }
        let key = Key {
            by: Some(team.name.clone()),
            ..Key::skill(TEAMS.id, &subject.skills.skills[skill.0 as usize])
        };
        Measurement::new(key.in_wave(label), Value::Count(holding), n)
    };
    subject.skills.skill_ids().map(measure).collect()
}
