//! Who works with whom: the ties that the logs will show. Every message goes along one of
//! them, or is a single message that makes no tie.

use std::collections::BTreeSet;

use super::dice::Dice;
use super::people::{Person, bridge, team_of};
use super::places::{COMMUNITY, COUNCIL, POLICE, TEAMS, team};
use super::story::STORY;

/// Ties between people, each once, the lower index first.
pub(super) type Ties = BTreeSet<(usize, usize)>;

/// Which side of the cut a person is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// With everyone else.
    Main,
    /// In one of the teams that hang on the bridge.
    CutOff,
}

/// The side a person is on; the bridge is on the main side.
pub(super) fn side(person: &Person) -> Side {
    if STORY.cut_off.contains(&person.plan().name) { Side::CutOff } else { Side::Main }
}

/// Whether two people may be in touch at all, beyond what the story lays down.
pub(super) fn may_meet(a: &Person, b: &Person) -> bool {
    let low = team(STORY.low_team);
    let sectors = (a.plan().sector, b.plan().sector);
    let quiet = matches!(sectors, (POLICE, COMMUNITY) | (COMMUNITY, POLICE));
    let leaves_low_team = (a.team == low) != (b.team == low);
    side(a) == side(b) && !quiet && !leaves_low_team
}

/// All ties.
pub(super) fn ties(people: &[Person], seed: u64) -> Ties {
    let mut dice = Dice::new(seed, 2);
    let mut ties = Ties::new();
    for plan in &TEAMS {
        within_team(&team_of(people, plan.name), plan.name, &mut dice, &mut ties);
    }
    along_the_line(people, &mut dice, &mut ties);
    across_teams(people, &mut dice, &mut ties);
    no_team_hangs_on_one(people, &mut dice, &mut ties);
    planted(people, &mut dice, &mut ties);
    ties
}

/// Adds a tie.
fn tie(ties: &mut Ties, a: usize, b: usize) {
    if a != b {
        ties.insert((a.min(b), a.max(b)));
    }
}

/// A ring, so that nobody hangs on one colleague, and some more.
fn within_team(team: &[usize], name: &str, dice: &mut Dice, ties: &mut Ties) {
    let low = name == STORY.low_team;
    let (team, more) = if low { (&team[..team.len() - STORY.low_team_isolates], 0.7) } else { (team, 0.45) };
    for (i, &a) in team.iter().enumerate() {
        tie(ties, a, team[(i + 1) % team.len()]);
        for &b in &team[i + 1..] {
            if dice.chance(more) {
                tie(ties, a, b);
            }
        }
    }
}

/// Most people work with their manager.
fn along_the_line(people: &[Person], dice: &mut Dice, ties: &mut Ties) {
    for (p, person) in people.iter().enumerate() {
        let Some(manager) = person.manager else { continue };
        let isolate = STORY.low_team == person.plan().name && !in_any(ties, p);
        if may_meet(person, &people[manager]) && !isolate && dice.chance(0.8) {
            tie(ties, p, manager);
        }
    }
}

fn in_any(ties: &Ties, p: usize) -> bool {
    ties.iter().any(|&(a, b)| a == p || b == p)
}

/// Active people reach out more, mostly within their own sector.
fn across_teams(people: &[Person], dice: &mut Dice, ties: &mut Ties) {
    for (p, person) in people.iter().enumerate() {
        for _ in 0..reach(person, dice) {
            let sector = other_sector(person.plan().sector, dice);
            if let Some(partner) = partner(people, p, sector, dice) {
                tie(ties, p, partner);
            }
        }
    }
}

/// How many others someone seeks out; less in the teams that have only each other.
fn reach(person: &Person, dice: &mut Dice) -> usize {
    let keen = if side(person) == Side::CutOff { 0.3 } else { 0.75 };
    (person.activity * keen + dice.unit()) as usize
}

fn other_sector(own: &'static str, dice: &mut Dice) -> &'static str {
    match (own, dice.unit()) {
        (COUNCIL, x) if x < 0.62 => COUNCIL,
        (COUNCIL, x) if x < 0.90 => POLICE,
        (COUNCIL, _) => COMMUNITY,
        (own, x) if x < 0.55 => own,
        _ => COUNCIL,
    }
}

/// Someone of another team in a sector whom `p` may meet: the more active of two tries.
fn partner(people: &[Person], p: usize, sector: &str, dice: &mut Dice) -> Option<usize> {
    let able: Vec<usize> = (0..people.len())
        .filter(|&q| people[q].team != people[p].team && people[q].plan().sector == sector)
        .filter(|&q| may_meet(&people[p], &people[q]))
        .collect();
    if able.is_empty() {
        return None;
    }
    let (one, two) = (dice.pick(&able), dice.pick(&able));
    Some(if people[one].activity >= people[two].activity { one } else { two })
}

/// Gives each ordinary team at least three ties to others, through three of its people.
fn no_team_hangs_on_one(people: &[Person], dice: &mut Dice, ties: &mut Ties) {
    for plan in TEAMS.iter().filter(|p| p.name != STORY.low_team && !STORY.cut_off.contains(&p.name)) {
        for &p in &team_of(people, plan.name)[..3] {
            for _ in 0..2 {
                if let Some(partner) = partner(people, p, COUNCIL, dice) {
                    tie(ties, p, partner);
                }
            }
        }
    }
}

/// The ties the story lays down.
fn planted(people: &[Person], dice: &mut Dice, ties: &mut Ties) {
    let bridge = bridge(people);
    let [one, two] = STORY.cut_off.map(|name| team_of(people, name));
    for p in [one[0], one[2], one[4], two[0], two[3]] {
        tie(ties, bridge, p);
    }
    for (a, b) in [(0, 1), (2, 2), (3, 5), (5, 0)] {
        tie(ties, one[a], two[b]);
    }
    for _ in 0..8 {
        if let Some(partner) = partner(people, bridge, COUNCIL, dice) {
            tie(ties, bridge, partner);
        }
    }
    let (police, reporters) =
        (team_of(people, "Neighbourhood Policing North"), team_of(people, "Ellersham Reporters"));
    tie(ties, police[0], reporters[0]);
    tie(ties, police[3], reporters[1]);
    let (low, housing) = (team_of(people, STORY.low_team), team_of(people, "Housing"));
    let contact = team_of(people, "Customer Contact");
    tie(ties, low[0], housing[0]);
    tie(ties, low[3], contact[2]);
}
