//! What a reader can work out: by subtraction, and by any sums and differences at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crossweave::assembly::build;
use crossweave::disclosure::{Disclosed, Policy, Tier};
use crossweave::identity::Matches;
use crossweave::ingest::read_paths;
use crossweave::insight::Analysis;
use crossweave::insight::analyse::{Request, analyse, groupings};
use crossweave::insight::analysis::About;
use crossweave::measures::{Family, Level, Measurement};
use crossweave::model::{Attribute, Organisation, PersonId, SkillId};
use crossweave::network::graph::Direction;
use crossweave::network::ties::tie_graph;
use crossweave::programme::Folder;

use super::K;
use super::made::{Dice, Made};

/// What is shown of a programme, and the truth it is about.
pub struct Shown {
    pub(super) organisation: Organisation,
    pub analysis: Disclosed<Analysis>,
    /// Rows with a value.
    pub(super) rows: Vec<Measurement>,
}

/// A column of what could be known: a person's answer in a wave; wave 0 for everyone.
type Column = (usize, usize);
/// What a shown row adds up.
type Sum = BTreeMap<Column, i64>;

impl Shown {
    pub fn of(made: &Made) -> Self {
        Self::under(made, 5)
    }

    /// As if hiding every row of fewer than five were enough.
    pub fn with_small_groups_hidden(made: &Made) -> Self {
        let mut shown = Self::under(made, 1);
        shown.rows.retain(|m| m.n >= K);
        shown
    }

    pub(super) fn under(made: &Made, k: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        made.write(folder.path());
        let files = Folder::open(&[folder.path().to_owned()], None).unwrap();
        let reading = read_paths(&files.root, &files.files, &files.config, &|_, _| ());
        let organisation = build(&reading.imports, &Matches::default(), &files.config).unwrap().organisation;
        assert_eq!(organisation.people().len(), made.people.len());
        assert_eq!(organisation.waves().len(), made.waves.len());
        let people = organisation.people().len();
        let graph = tie_graph(organisation.interactions(), people, Direction::Edges).graph;
        let framework = organisation.framework();
        let about = About {
            command: "report",
            people: people as u64,
            waves: organisation.waves().to_vec(),
            levels: framework.levels.clone(),
            positive_from: framework.positive_from,
            ..About::default()
        };
        let analysis = analyse(Request {
            organisation: &organisation,
            graph: &graph,
            groupings: groupings(organisation.attributes(), 5),
            families: &[Family::Skills, Family::Network, Family::Joint],
            about,
            person_level: false,
            map: false,
        })
        .unwrap();
        let analysis = Disclosed::new(analysis, Policy { tier: Tier::Leadership, k });
        let rows =
            analysis.get().measurements.iter().filter(|m| m.value.as_f64().is_some()).cloned().collect();
        Self { organisation, analysis, rows }
    }

    fn attribute(&self, by: &Arc<str>) -> &Attribute {
        self.organisation.attribute(by).unwrap()
    }

    fn members(&self, by: &Arc<str>, group: &Arc<str>) -> BTreeSet<usize> {
        let attribute = self.attribute(by);
        let g = attribute.labels.iter().position(|l| l == group).unwrap();
        (0..attribute.of.len()).filter(|p| attribute.of[*p].is_some_and(|x| x.0 as usize == g)).collect()
    }

    fn everyone(&self) -> BTreeSet<usize> {
        (0..self.organisation.people().len()).collect()
    }

    /// People of a row, by what everybody knows.
    pub(super) fn people(&self, m: &Measurement) -> BTreeSet<usize> {
        match (&m.key.by, &m.key.group) {
            (Some(by), Some(group)) => self.members(by, group),
            (Some(by), None) => {
                let of = &self.attribute(by).of;
                self.everyone().into_iter().filter(|p| of[*p].is_some()).collect()
            }
            _ => self.everyone(),
        }
    }

    /// In every table: a whole minus the shown groups of an attribute that lie in it.
    pub fn subtract_groups_from_wholes(&self, seed: u64) {
        let mut tables: BTreeMap<_, Vec<&Measurement>> = BTreeMap::new();
        for m in self.rows.iter().filter(|m| m.key.level != Level::Pair) {
            if m.key.group.is_none() && m.key.by.is_some() {
                continue;
            }
            let key = (m.key.measure, m.key.skill.clone(), m.key.wave.clone(), m.key.other.clone());
            tables.entry(key).or_default().push(m);
        }
        for (key, rows) in tables {
            let sets: Vec<BTreeSet<usize>> = rows.iter().map(|m| self.people(m)).collect();
            for (w, whole) in rows.iter().enumerate() {
                for by in rows.iter().filter_map(|m| m.key.by.clone()).collect::<BTreeSet<_>>() {
                    let inside =
                        |i: &usize| rows[*i].key.by.as_ref() == Some(&by) && sets[*i].is_subset(&sets[w]);
                    let parts: Vec<usize> = (0..rows.len()).filter(|i| *i != w).filter(inside).collect();
                    let taken: u64 = parts.iter().map(|i| rows[*i].n).sum();
                    if whole.key.by.as_ref() == Some(&by) || parts.is_empty() {
                        continue;
                    }
                    let left = whole.n.saturating_sub(taken);
                    assert!(
                        left == 0 || left >= K,
                        "programme {seed}: {key:?} of {:?} minus {by}: {left}",
                        whole.key
                    );
                    let taken: BTreeSet<usize> =
                        parts.iter().flat_map(|i| sets[*i].iter().copied()).collect();
                    self.not_one_hidden(&by, &sets[w], &taken, whole, seed);
                }
            }
        }
    }

    /// What is left of a whole must not be one hidden group under another name.
    fn not_one_hidden(
        &self,
        by: &Arc<str>,
        whole: &BTreeSet<usize>,
        taken: &BTreeSet<usize>,
        row: &Measurement,
        seed: u64,
    ) {
        let answered = |p: &usize| self.inside(row, *p);
        let left: BTreeSet<usize> = whole.difference(taken).copied().filter(answered).collect();
        for group in &self.attribute(by).labels {
            let members: BTreeSet<usize> = self.members(by, group).into_iter().filter(answered).collect();
            let hidden = !self.rows.iter().any(|m| {
                m.key.group.as_ref() == Some(group)
                    && m.key.by.as_ref() == Some(by)
                    && (m.key.measure, &m.key.wave, &m.key.skill)
                        == (row.key.measure, &row.key.wave, &row.key.skill)
            });
            let exposed = hidden && !members.is_empty() && members == left;
            assert!(!exposed, "programme {seed}: {:?} minus {by} is {group}", row.key);
        }
    }

    /// Whether a person is among those a row could rest on.
    fn inside(&self, row: &Measurement, p: usize) -> bool {
        let of_answers = crossweave::measures::find(row.key.measure).unwrap().population
            == crossweave::measures::Population::Respondents;
        let Some(wave) = row.key.wave.as_ref().filter(|_| of_answers) else { return true };
        let waves = self.organisation.waves().iter().zip(self.organisation.answers());
        let mut named = waves.filter(|(w, _)| wave.split('→').any(|part| *part == *w.label));
        named.all(|(_, table)| table.took_part(PersonId(p as u32)))
    }

    /// Every sum and difference of shown rows of one kind, as a code whose lightest words are
    /// looked for: none may be about fewer than five people.
    pub fn add_and_take_away(&self, seed: u64) {
        let kinds = [("ties", self.sums_of_everyone()), ("index", self.sums_of_answers())];
        for (kind, sums) in kinds {
            let mut dice = Dice(seed);
            for _ in 0..3 {
                if let Some(few) = lightest(&sums, &mut dice).filter(|p| p.len() < K as usize) {
                    panic!("programme {seed}: {kind} of {few:?} follows from what is shown");
                }
            }
        }
    }

    fn sums_of_everyone(&self) -> Vec<Sum> {
        let add = |people: BTreeSet<usize>| people.into_iter().map(|p| ((p, 0), 1)).collect();
        let of = ["degree", "ei-index"];
        let rows = self.rows.iter().filter(|m| of.contains(&m.key.measure));
        rows.map(|m| add(self.people(m))).collect()
    }

    /// Rows of the index: each wave's, and the change of those who answered both times.
    fn sums_of_answers(&self) -> Vec<Sum> {
        let labels: Vec<&Arc<str>> = self.organisation.waves().iter().map(|w| &w.label).collect();
        let has = |w: usize, p: usize| {
            let (table, person) = (&self.organisation.answers()[w], PersonId(p as u32));
            (0..table.skills() as u16).any(|s| table.level(person, SkillId(s)).is_some())
        };
        let mut sums = Vec::new();
        for m in self.rows.iter().filter(|m| ["index", "change-index"].contains(&m.key.measure)) {
            let people = self.people(m);
            let in_wave = labels.iter().position(|l| Some(*l) == m.key.wave.as_ref());
            sums.push(match in_wave {
                Some(w) => people.iter().filter(|p| has(w, **p)).map(|p| ((*p, w), 1)).collect(),
                None => {
                    let both = people.iter().filter(|p| has(0, **p) && has(1, **p));
                    both.flat_map(|p| [((*p, 0), -1), ((*p, 1), 1)]).collect()
                }
            });
        }
        sums
    }

    /// Ties between groups: both must be shown wherever their other numbers are.
    pub fn look_at_pairs(&self, seed: u64) {
        let shown: BTreeSet<_> = self
            .rows
            .iter()
            .filter(|m| m.key.measure == "degree")
            .map(|m| (&m.key.by, &m.key.group))
            .collect();
        for m in self.rows.iter().filter(|m| m.key.level == Level::Pair) {
            for group in [&m.key.group, &m.key.other] {
                assert!(shown.contains(&(&m.key.by, group)), "programme {seed}: {:?}", m.key);
            }
        }
    }
}

const PRIME: i64 = 1_000_003;

/// The people of the lightest word found: rows are reduced with the columns in a random order, the
/// columns of people of whom little is shown last.
fn lightest(sums: &[Sum], dice: &mut Dice) -> Option<BTreeSet<usize>> {
    let mut columns: Vec<(usize, Column)> = sums
        .iter()
        .flat_map(Sum::keys)
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|c| (dice.below(1 << 20), c))
        .collect();
    columns.sort();
    let mut rows: Vec<Vec<i64>> = sums
        .iter()
        .map(|sum| columns.iter().map(|(_, c)| sum.get(c).copied().unwrap_or(0).rem_euclid(PRIME)).collect())
        .collect();
    reduce(&mut rows);
    let people = |row: &[i64]| -> BTreeSet<usize> {
        columns.iter().zip(row).filter(|(_, x)| **x != 0).map(|((_, c), _)| c.0).collect()
    };
    let alone = rows.iter().map(|r| people(r));
    let minus = rows.iter().enumerate().flat_map(|(i, a)| {
        rows[..i]
            .iter()
            .map(move |b| a.iter().zip(b).map(|(x, y)| (x - y).rem_euclid(PRIME)).collect::<Vec<_>>())
    });
    alone.chain(minus.map(|r| people(&r))).filter(|p| !p.is_empty()).min_by_key(BTreeSet::len)
}

/// Gauss and Jordan, in whole numbers modulo a prime.
fn reduce(rows: &mut Vec<Vec<i64>>) {
    let columns = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for c in 0..columns {
        let Some(pivot) = (done..rows.len()).find(|r| rows[*r][c] != 0) else { continue };
        rows.swap(done, pivot);
        let factor = inverse(rows[done][c]);
        rows[done].iter_mut().for_each(|x| *x = *x * factor % PRIME);
        let own = rows[done].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(r, row)| *r != done && row[c] != 0) {
            let times = row[c];
            row.iter_mut().zip(&own).for_each(|(x, y)| *x = (*x - times * y).rem_euclid(PRIME));
        }
        done += 1;
    }
    rows.truncate(done);
}

fn inverse(x: i64) -> i64 {
    let (mut result, mut base, mut power) = (1, x, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        power >>= 1;
    }
    result
}
