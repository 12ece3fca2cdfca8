//! How many steps it is to a colleague who is confident.

use crate::measures::skills::latest_wave;
use crate::measures::{Family, Key, Level, MeasureSpec, Measurement, Population, Subject, Unit, Value};
use crate::model::{PersonId, SkillId, WaveId};
use crate::network::distances::hops_to_nearest;

const NOBODY: &str = "nobody is below the confident level";

/// `confident-within-1`.
pub static WITHIN_1: MeasureSpec = MeasureSpec {
    id: "confident-within-1",
    title: "A confident colleague one step away",
    family: Family::Joint,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Skill],
    question: "Of the people who are not confident in a skill, how many work with someone who is?",
    definition: "People below the first confident level in the latest wave who have a tie to someone at or above it, \
        over all people below it. Over all skills, each person and skill counts once and n counts people.",
    how_to_read: "High: help needs no introduction. Low: introductions are the cheapest training there is.",
    caveats: "Only recorded ties count, and people who did not answer are not known to be confident.",
    source: "Own definition; breadth-first search from everyone who is confident.",
    minimum_n: 1,
    compute: |subject| shares(subject, WITHIN_1.id, |hops| hops == Some(1)),
};

/// `confident-within-2`.
pub static WITHIN_2: MeasureSpec = MeasureSpec {
    id: "confident-within-2",
    title: "A confident colleague within two steps",
    family: Family::Joint,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Skill],
    question: "Of the people who are not confident in a skill, how many could be introduced to someone who is?",
    definition: "People below the first confident level in the latest wave who are one or two ties away from someone \
        at or above it, over all people below it. Over all skills, each person and skill counts once and n counts \
        people.",
    how_to_read: "Two steps is a colleague of a colleague: one introduction away.",
    caveats: "Only recorded ties count, and people who did not answer are not known to be confident.",
    source: "Own definition; breadth-first search from everyone who is confident.",
    minimum_n: 1,
    compute: |subject| shares(subject, WITHIN_2.id, |hops| matches!(hops, Some(1 | 2))),
};

/// `confident-unreachable`.
pub static UNREACHABLE: MeasureSpec = MeasureSpec {
    id: "confident-unreachable",
    title: "No path to a confident colleague",
    family: Family::Joint,
    population: Population::Respondents,
    unit: Unit::Share,
    levels: &[Level::Network, Level::Skill],
    question: "Of the people who are not confident in a skill, how many have no path to anyone who is?",
    definition: "People below the first confident level in the latest wave from whom no chain of ties leads to anyone \
        at or above it, over all people below it. Over all skills, each person and skill counts once and n counts \
        people.",
    how_to_read: "Above 0, some people cannot be helped by introductions alone.",
    caveats: "Only recorded ties count, and people who did not answer are not known to be confident.",
    source: "Own definition; breadth-first search from everyone who is confident.",
    minimum_n: 1,
    compute: |subject| shares(subject, UNREACHABLE.id, |hops| hops.is_none()),
};

/// People below the confident level in a skill, with their hops to the nearest who is confident.
fn hops_of_others(subject: &Subject<'_>, wave: WaveId, skill: SkillId) -> Vec<(PersonId, Option<u32>)> {
    let table = &subject.organisation.answers()[wave.0 as usize];
    let from = subject.skills.positive_from;
    let everyone = (0..subject.organisation.people().len() as u32).map(PersonId);
    let (confident, others): (Vec<PersonId>, Vec<PersonId>) = everyone
        .filter(|p| table.level(*p, skill).is_some())
        .partition(|p| table.level(*p, skill).is_some_and(|l| l >= from));
    let confident: Vec<u32> = confident.iter().map(|p| p.0).collect();
    let hops = hops_to_nearest(subject.graph, &confident);
    others.into_iter().map(|p| (p, hops[p.ix()])).collect()
}

/// The share of people below the level whose hops pass, by skill and over all skills.
fn shares(subject: &Subject<'_>, id: &'static str, passes: fn(Option<u32>) -> bool) -> Vec<Measurement> {
    let Some((wave, label)) = latest_wave(subject).filter(|_| subject.graph.ties() > 0) else {
        return Vec::new();
    };
    let mut people = vec![false; subject.organisation.people().len()];
    let (mut num, mut den) = (0, 0);
    let mut by_skill = Vec::new();
    for skill in subject.skills.skill_ids() {
        let others = hops_of_others(subject, wave, skill);
        let near = others.iter().filter(|(_, hops)| passes(*hops)).count() as u64;
        let all = others.len() as u64;
        others.iter().for_each(|(p, _)| people[p.ix()] = true);
        (num, den) = (num + near, den + all);
        let key = Key::skill(id, &subject.skills.skills[skill.0 as usize]).in_wave(label);
        by_skill.push(Measurement::new(key, Value::share(near, all, NOBODY), all));
    }
    let n = people.iter().filter(|p| **p).count() as u64;
    let mut out = vec![Measurement::new(Key::network(id).in_wave(label), Value::share(num, den, NOBODY), n)];
    out.extend(by_skill);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::record::Response;
    use crate::model::{Answers, Framework, Organisation, Parts, Person, Skill, Wave};
    use crate::network::graph::{CollaborationGraph, Direction};
    use crate::table::SkillMatrix;

    /// A line 0–1–2–3 and 4 apart; only 0 is confident, 5 did not answer.
    fn organisation() -> Organisation {
        let mut answers = Answers::new(6, 1);
        for (person, level) in [(0, 5), (1, 2), (2, 3), (3, 1), (4, 3)] {
            answers.set(PersonId(person), SkillId(0), Response::Level(level));
        }
        let person =
            |i: usize| Person { key: format!("p{i}").into(), name: None, manager: None, may_name: false };
        Organisation::new(Parts {
            people: (0..6).map(person).collect(),
            framework: Framework {
                skills: vec![Skill { name: "Video calls".into(), ..Skill::default() }],
                levels: ["1", "2", "3", "4", "5"].map(Into::into).to_vec(),
                positive_from: 4,
                ..Framework::default()
            },
            waves: vec![Wave { label: "1".into(), days: None }],
            answers: vec![answers],
            ..Parts::default()
        })
        .unwrap()
    }

    #[test]
    fn a_line_with_one_confident_end() {
        let organisation = organisation();
        let ties: Vec<_> = [(0, 1), (1, 2), (2, 3)].map(|(a, b)| (PersonId(a), PersonId(b), 1.0)).to_vec();
        let graph = CollaborationGraph::from_ties(6, Direction::Edges, &ties);
        let skills = SkillMatrix::new(&organisation, &[]).unwrap();
        let subject = Subject {
            organisation: &organisation,
            graph: &graph,
            skills: &skills,
            groupings: vec![],
            seed: 1,
            person_level: false,
            facts: Default::default(),
        };
        let value = |spec: &MeasureSpec| (spec.compute)(&subject)[1].value.clone();
        assert_eq!(value(&WITHIN_1), Value::Share { num: 1, den: 4 });
        assert_eq!(value(&WITHIN_2), Value::Share { num: 2, den: 4 });
        assert_eq!(value(&UNREACHABLE), Value::Share { num: 1, den: 4 });
    }
}
