//! Which sector a stranger is of: as the row says, or as their domain tells.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::normal;
use super::roster::Entry;

/// The attribute that holds it.
const SECTOR: &str = "sector";
/// A domain tells a sector when at least this many people of it have it, and nearly no others.
const FEWEST: usize = 2;
const NEARLY_ALL: f64 = 0.95;

/// Providers of mail for everybody, by the first part of their domain: they tell nothing of who someone
/// works for.
const FOR_EVERYBODY: [&str; 34] = [
    "gmail",
    "googlemail",
    "outlook",
    "hotmail",
    "live",
    "msn",
    "yahoo",
    "ymail",
    "rocketmail",
    "icloud",
    "me",
    "mac",
    "aol",
    "btinternet",
    "btopenworld",
    "sky",
    "virginmedia",
    "ntlworld",
    "blueyonder",
    "talktalk",
    "tiscali",
    "plusnet",
    "proton",
    "protonmail",
    "pm",
    "gmx",
    "mail",
    "zoho",
    "fastmail",
    "tutanota",
    "wp",
    "onet",
    "interia",
    "o2",
];

/// Whether a domain is one anybody can have an address at.
///
/// ```
/// use crossweave::identity::sector::is_for_everybody;
/// assert!(is_for_everybody("gmail.example") && is_for_everybody("hotmail.co.example"));
/// assert!(!is_for_everybody("council.example"));
/// ```
pub fn is_for_everybody(domain: &str) -> bool {
    domain.split('.').next().is_some_and(|first| FOR_EVERYBODY.contains(&first))
}

/// Sectors of the list and the domains that tell them.
#[derive(Debug, Default)]
pub struct Sectors {
    labels: Vec<String>,
    sizes: Vec<usize>,
    of_person: Vec<Option<u16>>,
    of_domain: HashMap<String, u16>,
    own: HashMap<String, usize>,
}

impl Sectors {
    /// From the `sector` column of the list and its addresses.
    pub fn of(entries: &[Entry]) -> Self {
        let mut sectors = Self::default();
        let mut number: BTreeMap<String, u16> = BTreeMap::new();
        let mut by_domain: BTreeMap<String, BTreeMap<Option<u16>, usize>> = BTreeMap::new();
        for entry in entries {
            let label = entry.record.as_ref().and_then(|r| r.attributes.iter().find(|(a, _)| &**a == SECTOR));
            let sector = label.map(|(_, label)| sectors.numbered(&mut number, label));
            sectors.of_person.push(sector);
            if let Some(size) = sector.and_then(|s| sectors.sizes.get_mut(usize::from(s))) {
                *size += 1;
            }
            if let Some(domain) = normal::domain(&entry.key).filter(|d| !is_for_everybody(d)) {
                *by_domain.entry(domain.to_owned()).or_default().entry(sector).or_default() += 1;
                *sectors.own.entry(domain.to_owned()).or_default() += 1;
            }
        }
        for (domain, counts) in by_domain {
            if let Some(sector) = told(&counts) {
                sectors.of_domain.insert(domain, sector);
            }
        }
        sectors
    }

    fn numbered(&mut self, number: &mut BTreeMap<String, u16>, label: &str) -> u16 {
        *number.entry(normal::name(label)).or_insert_with(|| {
            self.labels.push(label.trim().to_owned());
            self.sizes.push(0);
            u16::try_from(self.labels.len() - 1).unwrap_or(u16::MAX)
        })
    }

    /// The sector a row gives, else the one the domain tells.
    pub fn of_stranger(&self, domain: Option<&str>, groups: &[(Arc<str>, String)]) -> Option<u16> {
        let said = groups.iter().find(|(a, _)| &**a == SECTOR).map(|(_, label)| normal::name(label));
        let known = |said: String| self.labels.iter().position(|l| normal::name(l) == said);
        let said = said.and_then(known).and_then(|at| u16::try_from(at).ok());
        said.or_else(|| self.of_domain.get(domain?).copied())
    }

    /// The sector of someone on the list.
    pub fn of_person(&self, person: u32) -> Option<u16> {
        self.of_person.get(person as usize).copied().flatten()
    }

    /// How many people are in it.
    pub fn size(&self, sector: u16) -> usize {
        self.sizes.get(usize::from(sector)).copied().unwrap_or_default()
    }

    /// Its name as the list writes it.
    pub fn label(&self, sector: u16) -> &str {
        self.labels.get(usize::from(sector)).map_or("", String::as_str)
    }

    /// Whether people on the list have this domain.
    pub fn is_own(&self, domain: &str) -> bool {
        self.own.get(domain).is_some_and(|n| *n >= FEWEST)
    }
}

fn told(counts: &BTreeMap<Option<u16>, usize>) -> Option<u16> {
    let all: usize = counts.values().sum();
    let (sector, most) = counts.iter().max_by_key(|(_, n)| **n)?;
    let telling = all >= FEWEST && *most as f64 >= NEARLY_ALL * all as f64;
    if telling { *sector } else { None }
}
