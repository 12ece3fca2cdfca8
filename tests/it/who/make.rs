//! Staff lists and strangers with the truth about each, from a seed.

use crossweave::identity::suggest::Stranger;
use crossweave::ingest::cell::CellRef;
use crossweave::ingest::record::{Mention, PersonRecord};

use super::lists::Pool;

/// A stream of numbers: the same for the same seed, everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// A person of the list, or of nobody's.
#[derive(Clone, Debug)]
pub struct Made {
    pub given: &'static str,
    pub short: Option<&'static str>,
    pub middle: Option<&'static str>,
    pub family: String,
    pub sector: usize,
    pub id: String,
}

impl Made {
    pub fn name(&self) -> String {
        match self.middle {
            Some(middle) => format!("{} {middle} {}", self.given, self.family),
            None => format!("{} {}", self.given, self.family),
        }
    }
}

/// A stranger with the truth: the index on the list, or nobody. `kind` says how it was made.
pub struct Pair {
    pub kind: &'static str,
    pub stranger: Stranger,
    pub truth: Option<usize>,
}

pub fn plain(text: &str) -> String {
    let folded = crossweave::identity::normal::name(text);
    folded.chars().filter(|c| c.is_ascii_alphanumeric()).collect()
}

/// Someone made of the pool.
pub fn someone(dice: &mut Dice, pool: &Pool) -> Made {
    let (given, short) = if dice.chance(60) {
        let (given, short) = dice.pick(pool.given);
        (given, Some(short))
    } else {
        (dice.pick(pool.plain), None)
    };
    let single = if dice.chance(35) { pool.family[dice.below(12)] } else { dice.pick(pool.family) };
    let family = if dice.chance(12) && !single.contains(['-', ' ']) {
        format!("{single}-{}", dice.pick(&pool.family[12..30]))
    } else {
        single.to_owned()
    };
    let middle = dice.chance(15).then(|| dice.pick(pool.plain));
    Made { given, short, middle, family, sector: dice.below(3), id: String::new() }
}

/// A list of people with distinct addresses; a few share a whole name.
pub fn list(dice: &mut Dice, pool: &Pool, size: usize) -> Vec<Made> {
    let mut people: Vec<Made> = Vec::new();
    while people.len() < size {
        let mut person = someone(dice, pool);
        if dice.chance(2) && !people.is_empty() {
            let other = people[dice.below(people.len())].clone();
            (person.given, person.short, person.family, person.middle) =
                (other.given, other.short, other.family, other.middle);
        }
        let local = format!("{}.{}", plain(person.given), plain(&person.family));
        let domain = pool.sectors[person.sector].1;
        person.id = format!("{local}@{domain}");
        let mut n = 2;
        while people.iter().any(|p| p.id == person.id) {
            person.id = format!("{local}{n}@{domain}");
            n += 1;
        }
        people.push(person);
    }
    people.sort_by(|a, b| a.id.cmp(&b.id));
    people
}

pub fn records(people: &[Made], pool: &Pool) -> Vec<PersonRecord> {
    let row = |(i, p): (usize, &Made)| PersonRecord {
        who: Mention {
            id: Some(p.id.as_str().into()),
            name: Some(p.name().into()),
            at: CellRef::new("staff.csv", None, i as u32 + 2, 0),
        },
        aliases: vec![],
        attributes: vec![("sector".into(), pool.sectors[p.sector].0.to_owned())],
        manager: None,
        may_name: false,
        joined: None,
        left: None,
    };
    people.iter().enumerate().map(row).collect()
}

/// A spelling mistake past the first letter: two letters changed over, one doubled, or one left out.
fn slip(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len().saturating_sub(3).max(1));
    match dice.below(3) {
        0 if at + 1 < letters.len() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 => letters.insert(at, letters[at]),
        _ => drop(letters.remove(at)),
    }
    letters.into_iter().collect()
}

fn initial(name: &str) -> char {
    name.chars().next().unwrap()
}

/// Ways a person of the list turns up under another spelling.
pub const SAME: [&str; 14] = [
    "nickname",
    "nickname in the address",
    "initial and surname",
    "initial in the address",
    "joined initial",
    "surname first",
    "accents lost",
    "double surname halved",
    "married: a surname added",
    "middle name dropped",
    "slip in the surname",
    "slip in the first name",
    "same local part elsewhere",
    "whole name elsewhere",
];

/// The same person as they turn up; `None` where this way does not fit the name.
pub fn same(dice: &mut Dice, pool: &Pool, person: &Made, kind: &'static str) -> Option<Stranger> {
    let (given, family) = (person.given, person.family.as_str());
    let free = dice.pick(pool.free);
    let own = pool.sectors[person.sector].1;
    let own_or_free = if dice.chance(50) { own } else { free };
    let (g, f) = (plain(given), plain(family));
    let handle = |dice: &mut Dice| format!("user{:05}", dice.below(99_999));
    let (seen, name) = match kind {
        "nickname" => {
            (format!("{}@{own_or_free}", handle(dice)), Some(format!("{} {family}", person.short?)))
        }
        "nickname in the address" => (format!("{}.{f}@{own_or_free}", plain(person.short?)), None),
        "initial and surname" => {
            (format!("{}@{own}", handle(dice)), Some(format!("{}. {family}", initial(given))))
        }
        "initial in the address" => (format!("{}.{f}@{own}", initial(&g)), None),
        "joined initial" => {
            let local =
                if dice.chance(50) { format!("{}{f}", initial(&g)) } else { format!("{f}{}", initial(&g)) };
            (format!("{local}@{own}"), None)
        }
        "surname first" => {
            let comma = if dice.chance(50) { "," } else { "" };
            (format!("{}@{own_or_free}", handle(dice)), Some(format!("{family}{comma} {given}")))
        }
        "accents lost" => {
            let bare = crossweave::identity::normal::name(&format!("{given} {family}"));
            if bare == format!("{given} {family}").to_lowercase() {
                return None;
            }
            (format!("{}@{own_or_free}", handle(dice)), Some(bare))
        }
        "double surname halved" => {
            let (first, second) = family.split_once('-').filter(|(a, _)| *a != "Al" && *a != "El")?;
            let half = if dice.chance(50) { first } else { second };
            (format!("{}@{own}", handle(dice)), Some(format!("{given} {half}")))
        }
        "married: a surname added" => {
            let added = dice.pick(&pool.family[12..]);
            if family.contains(['-', ' ']) || added.contains(['-', ' ']) {
                return None;
            }
            (format!("{}@{own}", handle(dice)), Some(format!("{given} {family}-{added}")))
        }
        "middle name dropped" => {
            person.middle?;
            (format!("{}@{own_or_free}", handle(dice)), Some(format!("{given} {family}")))
        }
        "slip in the surname" => (family.len() >= 6 && !family.contains([' ', '-'])).then(|| {
            (format!("{}@{own_or_free}", handle(dice)), Some(format!("{given} {}", slip(dice, family))))
        })?,
        "slip in the first name" => (given.len() >= 6).then(|| {
            (format!("{}@{own_or_free}", handle(dice)), Some(format!("{} {family}", slip(dice, given))))
        })?,
        "same local part elsewhere" => (format!("{g}.{f}@{free}"), None),
        "whole name elsewhere" => {
            (format!("{}@{own_or_free}", handle(dice)), Some(format!("{given} {family}")))
        }
        other => panic!("no way is called {other}"),
    };
    Some(Stranger { seen, name, ..Stranger::default() })
}

/// Ways nobody of the list looks like someone who is.
pub const OTHERS: [&str; 9] = [
    "nobody at all",
    "sibling",
    "same first name",
    "same initial and surname",
    "same name at another sector",
    "same common name at free mail",
    "another middle name",
    "numbered namesake",
    "name one letter away",
];

/// Somebody who is not on the list; `None` where this way does not fit.
pub fn other(dice: &mut Dice, pool: &Pool, people: &[Made], kind: &'static str) -> Option<Stranger> {
    let like = &people[dice.below(people.len())];
    let (given, family) = (like.given, like.family.as_str());
    let own = pool.sectors[like.sector].1;
    let free = dice.pick(pool.free);
    let handle = format!("user{:05}", dice.below(99_999));
    let another = someone(dice, pool);
    let listed =
        |g: &str, f: &str| people.iter().any(|p| p.family == f && (p.given == g || p.short == Some(g)));
    let common = pool.family[..12].contains(&family);
    let (seen, name) = match kind {
        "nobody at all" => {
            (format!("{}.{}@elsewhere.example", plain(another.given), plain(&another.family)), another.name())
        }
        "sibling" => (format!("{handle}@{own}"), format!("{} {family}", another.given)),
        "same first name" => (format!("{handle}@{free}"), format!("{given} {}", another.family)),
        "same initial and surname" => {
            let twin = pool.plain.iter().chain(pool.given.iter().map(|(g, _)| g));
            let twin =
                twin.copied().find(|t| initial(t) == initial(given) && *t != given && !listed(t, family))?;
            (format!("{}.{}@{free}", plain(twin), plain(family)), format!("{twin} {family}"))
        }
        "same name at another sector" => {
            let there = pool.sectors[(like.sector + 1) % 3].1;
            let taken = people.iter().any(|p| p.family == like.family && p.sector == (like.sector + 1) % 3);
            (!taken).then(|| (format!("{handle}@{there}"), format!("{given} {family}")))?
        }
        "same common name at free mail" => {
            let twice = people.iter().filter(|p| p.given == given && p.family == family).count();
            (common && twice > 1).then(|| {
                (format!("{}.{}@{free}", plain(given), plain(family)), format!("{given} {family}"))
            })?
        }
        "another middle name" => {
            let middle = dice.pick(pool.plain);
            let differs = initial(like.middle?) != initial(middle);
            differs.then(|| (format!("{handle}@{free}"), format!("{given} {middle} {family}")))?
        }
        "numbered namesake" => {
            (format!("{}.{}9@{own}", plain(given), plain(family)), format!("{given} {family}"))
        }
        "name one letter away" => {
            let near = [
                ("Joan", "Joanne"),
                ("Marie", "Maria"),
                ("Daniel", "Daniela"),
                ("Martin", "Martina"),
                ("Julian", "Julia"),
            ];
            let (a, b) = dice.pick(&near);
            (format!("{handle}@{free}"), format!("{} {family}", if dice.chance(50) { a } else { b }))
        }
        other => panic!("no way is called {other}"),
    };
    let accident = matches!(kind, "nobody at all" | "sibling" | "same first name" | "name one letter away")
        && people.iter().any(|p| same_by_accident(p, &name));
    (!accident).then_some(Stranger { seen, name: Some(name), ..Stranger::default() })
}

/// Whether a made-up stranger happens to have the name of someone on the list.
fn same_by_accident(person: &Made, name: &str) -> bool {
    let whole = |g: &str| plain(&format!("{g} {}", person.family));
    if !name.ends_with(&person.family) {
        return false;
    }
    let name = plain(name);
    name == whole(person.given) || person.short.is_some_and(|s| name == whole(s))
}
