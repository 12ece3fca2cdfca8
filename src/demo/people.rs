//! The people of the borough and who reports to whom.

use jiff::civil::{Date, date};

use super::dice::Dice;
use super::names::{AREAS, COUNCIL_DOMAIN, FIRST, LAST, POLICE_DOMAIN, VOLUNTEER_DOMAINS, in_address};
use super::places::{COMMAND, COMMUNITY, COUNCIL, LEADERSHIP, TEAMS, TeamPlan, team};
use super::story::STORY;

/// One person; people are sorted by team, the head of a team first.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// First and last name.
    pub(super) name: (String, String),
    /// E-mail.
    pub(super) email: String,
    /// Team, an index into [`TEAMS`].
    pub(super) team: usize,
    /// Role.
    pub(super) role: &'static str,
    /// Grade, for those who have one.
    pub(super) grade: &'static str,
    /// Manager, an index into the people.
    pub(super) manager: Option<usize>,
    /// Neighbourhood.
    pub(super) area: &'static str,
    /// Whether they agreed to be named; blank when they did not say.
    pub(super) may_name: &'static str,
    /// Date of birth: on the staff list, and nobody's business here.
    pub(super) born: Date,
    /// How much they write and meet, 1 to 6.
    pub(super) activity: f64,
}

impl Person {
    /// First and last name with a space.
    pub(super) fn full_name(&self) -> String {
        format!("{} {}", self.name.0, self.name.1)
    }

    /// The plan of their team.
    pub(super) fn plan(&self) -> &'static TeamPlan {
        &TEAMS[self.team]
    }
}

/// Everyone.
pub(super) fn people(seed: u64) -> Vec<Person> {
    let mut dice = Dice::new(seed, 1);
    let names = names(&mut dice);
    let mut people = Vec::new();
    for (t, plan) in TEAMS.iter().enumerate() {
        for place in 0..plan.size {
            let name = names[people.len()].clone();
            people.push(person(t, place, name, &mut dice));
        }
    }
    make_bridge(&mut people);
    set_managers(&mut people);
    people
}

/// People of a team, head first.
pub(super) fn team_of(people: &[Person], name: &str) -> Vec<usize> {
    let t = team(name);
    (0..people.len()).filter(|&p| people[p].team == t).collect()
}

/// The bridge of the story.
pub(super) fn bridge(people: &[Person]) -> usize {
    team_of(people, STORY.bridge_team)[1]
}

/// Names that do not repeat: the second round pairs the lists with another offset.
fn names(dice: &mut Dice) -> Vec<(String, String)> {
    let (mut first, mut last) = (FIRST.to_vec(), LAST.to_vec());
    dice.shuffle(&mut first);
    dice.shuffle(&mut last);
    (0..2 * FIRST.len())
        .map(|i| {
            let other = (i + i / FIRST.len() * 37) % LAST.len();
            (first[i % FIRST.len()].to_owned(), last[other].to_owned())
        })
        .collect()
}

fn person(t: usize, place: usize, name: (String, String), dice: &mut Dice) -> Person {
    let plan = &TEAMS[t];
    let role = if place == 0 { plan.head } else { plan.roles[(place - 1) % plan.roles.len()] };
    let domain = match plan.sector {
        COUNCIL => COUNCIL_DOMAIN,
        COMMUNITY => dice.pick(&VOLUNTEER_DOMAINS),
        _ => POLICE_DOMAIN,
    };
    Person {
        email: address(&name, domain),
        name,
        team: t,
        role,
        grade: grade(plan, place, dice),
        manager: None,
        area: dice.pick(&AREAS),
        may_name: if dice.chance(0.7) { "yes" } else { dice.pick(&["no", "no", ""]) },
        born: born(dice),
        activity: dice.heavy(),
    }
}

fn address(name: &(String, String), domain: &str) -> String {
    format!("{}.{}@{domain}", in_address(&name.0), in_address(&name.1))
}

fn grade(plan: &TeamPlan, place: usize, dice: &mut Dice) -> &'static str {
    match (plan.is_employed(), place, plan.name) {
        (true, 0, LEADERSHIP | COMMAND) => "Chief officer",
        (true, _, LEADERSHIP | COMMAND) => "Senior",
        (true, 0, _) => "Manager",
        (true, _, _) => dice.pick(&["Practitioner", "Practitioner", "Support"]),
        _ => "",
    }
}

fn born(dice: &mut Dice) -> Date {
    date(dice.between(1958, 2003) as i16, dice.between(1, 12) as i8, dice.between(1, 28) as i8)
}

/// The bridge has the same name and address whatever the seed.
fn make_bridge(people: &mut [Person]) {
    let at = bridge(people);
    let Some(person) = people.get_mut(at) else { return };
    person.name = ("Nadia".to_owned(), "Rahman".to_owned());
    person.email = STORY.bridge.to_owned();
    person.may_name = "yes";
    person.activity = 6.0;
}

/// Officers report to the head of their team, heads to a director, directors to the chief
/// executive; the police to their commander. Councillors and volunteers report to nobody.
fn set_managers(people: &mut [Person]) {
    let (leaders, command) = (team_of(people, LEADERSHIP), team_of(people, COMMAND));
    for (t, plan) in TEAMS.iter().enumerate().filter(|(_, plan)| plan.is_employed()) {
        let team = team_of(people, plan.name);
        let above = match (plan.sector, plan.name) {
            (_, LEADERSHIP | COMMAND) => None,
            (COUNCIL, _) => Some(leaders[1 + t % (leaders.len() - 1)]),
            _ => Some(command[0]),
        };
        people[team[0]].manager = above;
        for &member in &team[1..] {
            people[member].manager = Some(team[0]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn everyone_has_an_address_of_their_own() {
        for seed in [1, 2, 2013] {
            let people = people(seed);
            assert_eq!(people.len(), 200);
            let emails: BTreeSet<_> = people.iter().map(|p| p.email.as_str()).collect();
            let names: BTreeSet<_> = people.iter().map(Person::full_name).collect();
            assert_eq!((emails.len(), names.len()), (200, 200));
            assert!(emails.iter().all(|e| e.is_ascii() && e.ends_with(".example")));
        }
    }

    #[test]
    fn lines_lead_up_to_two_people() {
        let people = people(1);
        let top = |mut p: usize| {
            while let Some(up) = people[p].manager {
                p = up;
            }
            people[p].role
        };
        let tops: BTreeSet<_> = (0..200).filter(|&p| people[p].plan().is_employed()).map(top).collect();
        assert_eq!(tops, BTreeSet::from(["Area commander", "Chief executive"]));
        assert!(people.iter().all(|p| p.plan().is_employed() || p.manager.is_none()));
    }

    #[test]
    fn the_bridge_is_who_the_story_says() {
        let people = people(5);
        let bridge = &people[bridge(&people)];
        assert_eq!(bridge.email, STORY.bridge);
        assert_eq!(bridge.plan().name, STORY.bridge_team);
        assert_eq!(bridge.role, "Community connector");
    }
}
