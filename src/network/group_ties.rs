//! Ties added up by group: who is inside, who is outside, what chance would give.

use rayon::prelude::*;

use super::graph::{CollaborationGraph, Direction};
use super::permutation::{PERMUTATIONS, generator, shuffle};
use crate::model::Attribute;

/// Ties between people whose group is known, ready to be counted under any labels.
#[derive(Clone, Debug)]
pub struct LabelledTies {
    /// How ties are read.
    pub direction: Direction,
    /// How many groups there are.
    pub groups: usize,
    /// Group of each person whose group is known.
    pub labels: Vec<u16>,
    /// Ties as indices into `labels`, edges once.
    pub ties: Vec<(u32, u32)>,
    /// Weights of the ties.
    pub weights: Vec<f64>,
}

impl LabelledTies {
    /// Takes the people whose group is known, and the ties among them.
    pub fn new(graph: &CollaborationGraph, attribute: &Attribute) -> Self {
        let mut labels = Vec::new();
        let mut index = vec![None; graph.people()];
        for (slot, group) in index.iter_mut().zip(&attribute.of) {
            if let Some(group) = group {
                *slot = Some(labels.len() as u32);
                labels.push(group.0);
            }
        }
        let known = |(a, b, w): (u32, u32, f64)| Some(((index[a as usize]?, index[b as usize]?), w));
        let (ties, weights) = graph.iter().filter_map(known).unzip();
        Self { direction: graph.direction(), groups: attribute.labels.len(), labels, ties, weights }
    }
}

/// Ties of each group, added up. People whose group is unknown, and ties with them, are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTies {
    /// How ties are read.
    pub direction: Direction,
    /// People in each group.
    pub sizes: Vec<u64>,
    /// Ties with both ends in the group.
    pub within: Vec<u64>,
    /// Tie ends at the group's people (a tie within counts twice); as arcs, those sent.
    pub sent: Vec<u64>,
    /// The same received; equals `sent` for edges.
    pub received: Vec<u64>,
    /// Weight of ties within each group.
    pub weight_within: Vec<f64>,
    /// Weight of ties from each group to others; as arcs, those sent.
    pub weight_across: Vec<f64>,
    /// Ties in all.
    pub ties: u64,
}

impl GroupTies {
    /// Adds up.
    pub fn new(known: &LabelledTies) -> Self {
        let zeros = || vec![0u64; known.groups];
        let mut sums = Self {
            direction: known.direction,
            sizes: zeros(),
            within: zeros(),
            sent: zeros(),
            received: zeros(),
            weight_within: vec![0.0; known.groups],
            weight_across: vec![0.0; known.groups],
            ties: known.ties.len() as u64,
        };
        for &label in &known.labels {
            sums.sizes[usize::from(label)] += 1;
        }
        for (&(a, b), &w) in known.ties.iter().zip(&known.weights) {
            sums.add(known.labels[a as usize], known.labels[b as usize], w);
        }
        sums
    }

    fn add(&mut self, a: u16, b: u16, weight: f64) {
        let (a, b) = (usize::from(a), usize::from(b));
        let edges = self.direction == Direction::Edges;
        self.sent[a] += 1;
        self.received[b] += 1;
        if edges {
            self.sent[b] += 1;
            self.received[a] += 1;
        }
        if a == b {
            self.within[a] += 1;
            self.weight_within[a] += weight;
            return;
        }
        self.weight_across[a] += weight;
        if edges {
            self.weight_across[b] += weight;
        }
    }

    /// People whose group is known.
    pub fn people(&self) -> u64 {
        self.sizes.iter().sum()
    }

    /// Ties within groups, over all of them.
    pub fn all_within(&self) -> u64 {
        self.within.iter().sum()
    }

    /// Ties from a group's people to other groups; as arcs, those sent.
    pub fn across(&self, group: usize) -> u64 {
        match self.direction {
            Direction::Edges => self.sent[group] - 2 * self.within[group],
            Direction::Arcs => self.sent[group] - self.within[group],
        }
    }

    /// Pairs of people there could be a tie between: within groups, and across them.
    pub fn possible(&self) -> (u64, u64) {
        let pairs = |n: u64| n * n.saturating_sub(1) / 2;
        let within = self.sizes.iter().map(|&n| pairs(n)).sum();
        (within, pairs(self.people()) - within)
    }
}

/// Ties of each group with each group, and what random labels give.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupMatrix {
    /// Sums by group.
    pub by_group: GroupTies,
    /// Ties within groups under each random labelling.
    pub within_by_chance: Vec<u64>,
    cells: Option<Cells>,
}

/// Counts by pair of groups; edges fill the upper triangle only.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cells {
    observed: Vec<u64>,
    sums: Vec<u64>,
    squares: Vec<u64>,
}

impl GroupMatrix {
    /// Above this many groups only sums by group are kept: a table of pairs is no use to
    /// anyone and its size grows with the square.
    pub const MOST_GROUPS: usize = 400;

    /// Counts ties between groups, and again with the groups dealt out anew to the same people
    /// (whose group is known), [`PERMUTATIONS`] times. Equal for equal seeds at any thread count.
    pub fn new(graph: &CollaborationGraph, attribute: &Attribute, seed: u64) -> Self {
        let known = LabelledTies::new(graph, attribute);
        let by_group = GroupTies::new(&known);
        let dense = known.groups <= Self::MOST_GROUPS;
        let chance = chance(&known, dense, seed);
        let cells = dense.then(|| {
            let mut observed = vec![0u32; known.groups * known.groups];
            count(&known, &known.labels, &mut observed);
            let observed = observed.into_iter().map(u64::from).collect();
            Cells { observed, sums: chance.sums, squares: chance.squares }
        });
        Self { by_group, within_by_chance: chance.within, cells }
    }

    /// How many groups there are.
    pub fn groups(&self) -> usize {
        self.by_group.sizes.len()
    }

    /// Whether counts by pair of groups are kept; see [`Self::MOST_GROUPS`].
    pub fn has_pairs(&self) -> bool {
        self.cells.is_some()
    }

    /// Ties between two groups; as arcs, from the first to the second.
    pub fn observed(&self, a: usize, b: usize) -> Option<u64> {
        Some(self.cells.as_ref()?.observed[self.cell(a, b)])
    }

    /// Pairs of people there could be a tie between; as arcs, ordered pairs.
    pub fn possible(&self, a: usize, b: usize) -> u64 {
        let (n, other) = (self.by_group.sizes[a], self.by_group.sizes[b]);
        match (a == b, self.by_group.direction) {
            (false, _) => n * other,
            (true, Direction::Arcs) => n * n.saturating_sub(1),
            (true, Direction::Edges) => n * n.saturating_sub(1) / 2,
        }
    }

    /// Ties the configuration model expects: as arcs, sent × received / ties; as edges, the
    /// product of tie ends over twice the ties, halved within a group. Sums to the ties there are.
    pub fn expected(&self, a: usize, b: usize) -> Option<f64> {
        let sums = &self.by_group;
        let product = sums.sent[a] as f64 * sums.received[b] as f64;
        let ties = sums.ties as f64;
        let expected = match (sums.direction, a == b) {
            (Direction::Arcs, _) => product / ties,
            (Direction::Edges, false) => product / (2.0 * ties),
            (Direction::Edges, true) => product / (4.0 * ties),
        };
        (sums.ties > 0).then_some(expected)
    }

    /// Standard deviations by which the observed ties exceed their mean under random labels;
    /// `None` where those never differ.
    pub fn z(&self, a: usize, b: usize) -> Option<f64> {
        let (cells, i) = (self.cells.as_ref()?, self.cell(a, b));
        let runs = f64::from(PERMUTATIONS);
        let (sum, squares) = (u128::from(cells.sums[i]), u128::from(cells.squares[i]));
        // Whole numbers until here, so the variance loses nothing to cancellation.
        let spread = u128::from(PERMUTATIONS) * squares - sum * sum;
        let sd = (spread as f64 / (runs * (runs - 1.0))).sqrt();
        (spread > 0).then(|| (cells.observed[i] as f64 - sum as f64 / runs) / sd)
    }

    fn cell(&self, a: usize, b: usize) -> usize {
        match self.by_group.direction {
            Direction::Edges => a.min(b) * self.groups() + a.max(b),
            Direction::Arcs => a * self.groups() + b,
        }
    }
}

/// Ties under random labels: within groups for each labelling, sums and squares for each cell.
struct Chance {
    within: Vec<u64>,
    sums: Vec<u64>,
    squares: Vec<u64>,
}

const BATCH: u32 = 25;

fn chance(known: &LabelledTies, dense: bool, seed: u64) -> Chance {
    let cells = if dense { known.groups * known.groups } else { 0 };
    let none = || Chance { within: Vec::new(), sums: vec![0; cells], squares: vec![0; cells] };
    // Only whole numbers are added across threads, so their order cannot show.
    (0..PERMUTATIONS.div_ceil(BATCH))
        .into_par_iter()
        .map(|batch| one_batch(known, cells, seed, batch))
        .reduce(none, merge)
}

fn one_batch(known: &LabelledTies, cells: usize, seed: u64, batch: u32) -> Chance {
    let mut chance = Chance { within: Vec::new(), sums: vec![0; cells], squares: vec![0; cells] };
    let mut labels = known.labels.clone();
    let mut counts = vec![0u32; cells];
    for index in batch * BATCH..((batch + 1) * BATCH).min(PERMUTATIONS) {
        labels.copy_from_slice(&known.labels);
        shuffle(&mut labels, &mut generator(seed, u64::from(index)));
        if cells == 0 {
            let same = |t: &&(u32, u32)| labels[t.0 as usize] == labels[t.1 as usize];
            chance.within.push(known.ties.iter().filter(same).count() as u64);
            continue;
        }
        counts.fill(0);
        count(known, &labels, &mut counts);
        chance.within.push(counts.iter().step_by(known.groups + 1).map(|&c| u64::from(c)).sum());
        for ((&c, sum), square) in counts.iter().zip(&mut chance.sums).zip(&mut chance.squares) {
            *sum += u64::from(c);
            *square += u64::from(c) * u64::from(c);
        }
    }
    chance
}

fn merge(mut a: Chance, b: Chance) -> Chance {
    a.within.extend(b.within);
    a.sums.iter_mut().zip(b.sums).for_each(|(x, y)| *x += y);
    a.squares.iter_mut().zip(b.squares).for_each(|(x, y)| *x += y);
    a
}

/// Counts ties by pair of groups; edges go to the upper triangle.
fn count(known: &LabelledTies, labels: &[u16], counts: &mut [u32]) {
    let groups = known.groups;
    let edges = known.direction == Direction::Edges;
    for &(a, b) in &known.ties {
        let (a, b) = (usize::from(labels[a as usize]), usize::from(labels[b as usize]));
        let (a, b) = if edges { (a.min(b), a.max(b)) } else { (a, b) };
        counts[a * groups + b] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;
    use crate::model::GroupId;

    #[test]
    fn the_null_is_that_of_all_labellings() {
        // Two ties among four people in two groups of two: dealt out at random, both ties lie
        // within in one case of three, so the mean is 1/3, the variance 2/9 and z is √2.
        let graph = fixtures::graph(4, Direction::Edges, &[(0, 1), (2, 3)]);
        let by = fixtures::attribute("team", [0, 0, 1, 1].map(Some).to_vec());
        let matrix = GroupMatrix::new(&graph, &by, 2013);
        assert_eq!(matrix.within_by_chance.len(), 1_000);
        let both = matrix.within_by_chance.iter().filter(|&&w| w == 2).count();
        assert!((290..380).contains(&both), "{both}");
        assert!((matrix.z(0, 0).unwrap() - 2f64.sqrt()).abs() < 0.15);
        assert!((matrix.z(0, 1).unwrap() + 2f64.sqrt()).abs() < 0.15);
    }

    #[test]
    fn arcs_are_counted_from_the_first_group_to_the_second() {
        let graph = fixtures::graph(4, Direction::Arcs, &[(0, 1), (0, 2), (1, 3), (3, 0)]);
        let by = fixtures::attribute("team", vec![Some(0), Some(0), Some(1), None]);
        let matrix = GroupMatrix::new(&graph, &by, 1);
        assert_eq!((matrix.observed(0, 1), matrix.observed(1, 0)), (Some(1), Some(0)));
        assert_eq!((matrix.by_group.ties, matrix.by_group.people()), (2, 3));
        assert_eq!((matrix.possible(0, 0), matrix.possible(0, 1)), (2, 2));
        assert_eq!(matrix.expected(0, 1), Some(1.0));
        assert_eq!((matrix.by_group.across(0), matrix.by_group.across(1)), (1, 0));
    }

    #[test]
    fn too_many_groups_for_a_table_still_have_sums() {
        let of = (0..401).map(|g| Some(GroupId(g))).collect();
        let labels = (0..401).map(|g| format!("{g:03}").into()).collect();
        let by = Attribute { name: "post".into(), labels, of };
        let graph = fixtures::graph(401, Direction::Edges, &[(0, 1), (1, 2)]);
        let matrix = GroupMatrix::new(&graph, &by, 1);
        assert_eq!((matrix.has_pairs(), matrix.observed(0, 1), matrix.z(0, 1)), (false, None, None));
        assert_eq!((matrix.by_group.across(1), matrix.within_by_chance[999]), (2, 0));
    }
}
