//! Small programmes with the untidiness of real ones, written as files.

use std::fmt::Write;
use std::path::Path;

/// Numbers that look random and are the same each time (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

pub struct Person {
    pub email: String,
    pub name: String,
    pub team: Option<String>,
    pub sector: Option<String>,
    pub site: Option<String>,
}

/// Each person's levels by skill, where they answered.
pub struct Wave {
    pub answers: Vec<Option<Vec<Option<u8>>>>,
}

pub struct Made {
    pub people: Vec<Person>,
    pub waves: Vec<Wave>,
    pub ties: Vec<(usize, usize)>,
}

pub const SKILLS: [&str; 3] = ["Video calls", "Sharing files", "Reading charts"];
const LEVELS: [&str; 5] =
    ["Not at all confident", "Slightly confident", "Fairly confident", "Confident", "Very confident"];

impl Made {
    /// 6 to 120 people in 2 to 20 teams and 2 or 3 sectors, one or two audits.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(7919));
        let people = 6 + dice.below(115);
        let teams = 2 + dice.below(19.min(people / 3));
        Self::sized(&mut dice, people, teams)
    }

    pub fn sized(dice: &mut Dice, people: usize, teams: usize) -> Self {
        let (sectors, sites) = (2 + dice.below(2), dice.below(4));
        let (untidy, silent, blank) = (2 + dice.below(30), 2 + dice.below(12), 3 + dice.below(40));
        let person = |i: usize, dice: &mut Dice| {
            // Some teams are much larger than others.
            let team = dice.below(teams).min(dice.below(teams));
            let sector = if dice.one_in(untidy) { dice.below(sectors) } else { team % sectors };
            let known = |text: String, dice: &mut Dice| Some(text).filter(|_| !dice.one_in(untidy * 2));
            Person {
                email: format!("p{i}@made.example"),
                name: format!("Person Number{i}"),
                team: known(format!("Team {team}"), dice),
                sector: known(format!("Sector {sector}"), dice),
                site: (sites > 1).then(|| format!("Site {}", dice.below(sites))),
            }
        };
        let made: Vec<Person> = (0..people).map(|i| person(i, dice)).collect();
        let first = wave(people, silent, blank, dice);
        let again = (dice.below(3) > 0).then(|| after(&first, silent * 2, blank, dice));
        let ties = (0..people * (1 + dice.below(4)))
            .map(|_| (dice.below(people), dice.below(people)))
            .filter(|(a, b)| a != b)
            .collect();
        Self { people: made, waves: [Some(first), again].into_iter().flatten().collect(), ties }
    }

    /// A third audit after two.
    pub fn with_a_third_audit(mut self, seed: u64) -> Option<Self> {
        let mut dice = Dice(seed.wrapping_mul(104_729));
        let (moved, blank) = (2 + dice.below(40), 3 + dice.below(40));
        let third = after(self.waves.get(1)?, moved, blank, &mut dice);
        self.waves.push(third);
        Some(self)
    }

    /// Writes the staff list, the audits and the messages.
    pub fn write(&self, folder: &Path) {
        let mut staff = "Email,Name,Team,Sector,Site\n".to_owned();
        for p in &self.people {
            let cell = |c: &Option<String>| c.clone().unwrap_or_default();
            let (team, sector, site) = (cell(&p.team), cell(&p.sector), cell(&p.site));
            writeln!(staff, "{},{},{team},{sector},{site}", p.email, p.name).unwrap();
        }
        std::fs::write(folder.join("staff list.csv"), staff).unwrap();
        for (w, wave) in self.waves.iter().enumerate() {
            std::fs::write(folder.join(format!("audit {}.csv", w + 1)), self.audit(w + 1, wave)).unwrap();
        }
        let mut log = "Time,From,To\n".to_owned();
        for (i, (a, b)) in self.ties.iter().enumerate() {
            for (hour, from, to) in [(9, a, b), (10, b, a)] {
                let (from, to) = (&self.people[*from].email, &self.people[*to].email);
                writeln!(log, "2026-01-{:02} {hour:02}:{:02},{from},{to}", 5 + i % 5, i % 60).unwrap();
            }
        }
        std::fs::write(folder.join("messages.csv"), log).unwrap();
    }

    fn audit(&self, label: usize, wave: &Wave) -> String {
        let mut audit = format!("Email,Wave,{},Comments\n", SKILLS.join(","));
        for (person, answers) in self.people.iter().zip(&wave.answers) {
            let Some(levels) = answers else { continue };
            let text = |l: &Option<u8>| l.map_or("", |l| LEVELS[usize::from(l) - 1]);
            let levels: Vec<&str> = levels.iter().map(text).collect();
            writeln!(audit, "{},{label},{},I would rather keep to myself", person.email, levels.join(","))
                .unwrap();
        }
        audit
    }
}

fn answers(blank: usize, dice: &mut Dice) -> Vec<Option<u8>> {
    SKILLS.map(|_| Some(1 + dice.below(5) as u8).filter(|_| !dice.one_in(blank))).to_vec()
}

fn wave(people: usize, silent: usize, blank: usize, dice: &mut Dice) -> Wave {
    Wave { answers: (0..people).map(|_| (!dice.one_in(silent)).then(|| answers(blank, dice))).collect() }
}

/// The same people with few exceptions: some leave, some join, each answers anew.
fn after(before: &Wave, moved: usize, blank: usize, dice: &mut Dice) -> Wave {
    let again = |was: &Option<Vec<Option<u8>>>, dice: &mut Dice| {
        (was.is_some() != dice.one_in(moved)).then(|| answers(blank, dice))
    };
    Wave { answers: before.answers.iter().map(|was| again(was, dice)).collect() }
}
