//! Cafés people came to, boards they sit on and projects they share.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::dice::Dice;
use super::people::{Person, team_of};
use super::places::{COMMUNITY, LEADERSHIP};
use super::story::STORY;

/// Cafés held, one a month from April 2026.
pub(super) const CAFES: usize = 6;
/// People who came to at least one.
const GUESTS: usize = 64;

/// One line of the sign-in sheet.
#[derive(Clone, Debug)]
pub(super) struct SignIn {
    /// Café, from 0.
    pub(super) cafe: usize,
    /// Day.
    pub(super) day: Date,
    /// Who.
    pub(super) person: usize,
    /// Whether they wrote down their e-mail as well.
    pub(super) with_email: bool,
}

/// Everyone who signed in, café by café. Nobody of the team that is cut off came, nor anyone
/// confident in the skill only one team has.
pub(super) fn sign_ins(people: &[Person], seed: u64) -> Vec<SignIn> {
    let mut dice = Dice::new(seed, 4);
    let mut able: Vec<usize> = (0..people.len())
        .filter(|&p| ![STORY.low_team, STORY.rare_skill_team].contains(&people[p].plan().name))
        .collect();
    dice.shuffle(&mut able);
    able.truncate(GUESTS);
    let mut all = Vec::new();
    for person in able {
        let first = dice.below(CAFES);
        for cafe in first..CAFES {
            if cafe == first || dice.chance(0.3) {
                all.push(SignIn { cafe, day: day(cafe), person, with_email: dice.chance(0.7) });
            }
        }
    }
    all.sort_by_key(|s| s.cafe);
    all
}

/// Second Wednesday or so of each month.
fn day(cafe: usize) -> Date {
    let first = date(2026, 4, 15);
    first.checked_add((cafe as i64 * 28).days()).unwrap_or(first)
}

/// Whether each person came to any café.
pub(super) fn guests(people: usize, sign_ins: &[SignIn]) -> Vec<bool> {
    let mut guests = vec![false; people];
    for s in sign_ins {
        guests[s.person] = true;
    }
    guests
}

/// Someone on a board or in a project.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    /// Board or project.
    pub(super) group: &'static str,
    /// `board` or `project`.
    pub(super) kind: &'static str,
    /// Who.
    pub(super) person: usize,
    /// `chair` or `member`.
    pub(super) role: &'static str,
}

/// A board or project, and the teams its people come from.
type Group = (&'static str, &'static str, &'static [&'static str]);

const GROUPS: [Group; 8] = [
    (
        "Safer Neighbourhoods Board",
        "board",
        &["Command", "Neighbourhood Policing North", "Neighbourhood Policing South", "Housing", "Cabinet"],
    ),
    (
        "Health and Care Board",
        "board",
        &["Adult Social Care", "Children's Services", "Safeguarding", "Cabinet", "Good Neighbours"],
    ),
    (
        "Children's Partnership",
        "board",
        &["Children's Services", "Safeguarding", "Ward Councillors", "Neighbourhood Partnerships"],
    ),
    ("Digital Board", "board", &[LEADERSHIP, "Digital and Data", "Communications", "Control Room"]),
    (
        "The Canteen",
        "project",
        &["Communications", "Engagement", "Ellersham Reporters", "Customer Contact", "Repair Workshop"],
    ),
    ("One Front Door", "project", &["Customer Contact", "Control Room", "Housing", "Digital and Data"]),
    ("High Street Renewal", "project", &["Planning and Regeneration", "Ward Councillors", "Communications"]),
    ("Open Meetings", "project", &["Democratic Services", "Ward Councillors", "Ellersham Reporters"]),
];

/// Seats on all boards and projects: two or three people of each team named.
pub(super) fn seats(people: &[Person], seed: u64) -> Vec<Seat> {
    let mut dice = Dice::new(seed, 5);
    let mut seats = Vec::new();
    for (group, kind, teams) in GROUPS {
        for (i, team) in teams.iter().enumerate() {
            let mut team = team_of(people, team);
            if people[team[0]].plan().sector == COMMUNITY {
                team.truncate(3);
            }
            dice.shuffle(&mut team);
            let places = dice.between(2, 3);
            for (place, &person) in team.iter().take(places).enumerate() {
                let role = if (i, place) == (0, 0) { "chair" } else { "member" };
                seats.push(Seat { group, kind, person, role });
            }
        }
    }
    seats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::people::people;

    #[test]
    fn guests_come_from_every_sector_but_not_from_the_team_that_is_cut_off() {
        let people = people(1);
        let sign_ins = sign_ins(&people, 1);
        let guests = guests(people.len(), &sign_ins);
        assert_eq!(guests.iter().filter(|&&g| g).count(), GUESTS);
        for sector in ["Council", "Police", "Community"] {
            assert!((0..200).any(|p| guests[p] && people[p].plan().sector == sector), "{sector}");
        }
        assert!((0..200).all(|p| !guests[p] || people[p].plan().name != STORY.low_team));
        assert!(sign_ins.iter().any(|s| !s.with_email));
    }

    #[test]
    fn each_group_has_one_chair() {
        let people = people(1);
        let seats = seats(&people, 1);
        for (group, _, teams) in GROUPS {
            let of: Vec<_> = seats.iter().filter(|s| s.group == group).collect();
            assert!(of.len() >= 2 * teams.len(), "{group}");
            assert_eq!(of.iter().filter(|s| s.role == "chair").count(), 1, "{group}");
        }
    }
}
