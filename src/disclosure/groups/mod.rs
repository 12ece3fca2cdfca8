//! Which groups are too small to show, and which others must go with them.
//!
//! A group below k is hidden. Hiding it alone hides nothing: a published whole minus the shown
//! groups gives it away. So groups are hidden, the smallest first, until three things hold.
//!
//! 1. In every published table, a whole (everyone, or a shown group of another attribute) minus
//!    the shown groups that lie in it rests on nobody or on at least k people. People whose group
//!    is unknown are in that remainder like those of a hidden group.
//! 2. That remainder is never one hidden group alone, under another name.
//! 3. No sum of shown groups of one attribute minus a sum of those of another singles out fewer
//!    than k people; see [`super::cuts`]. Nor does it once the shown groups of both crossed, such as
//!    sergeants of the police, are taken away: then only people in none of those are left to draw.

mod crossing;
mod drawing;

use std::collections::{BTreeMap, BTreeSet};

use crate::disclosure::cuts::small_cut;
use crate::model::{Attribute, GroupId};
use drawing::{Drawing, People};

/// Groups hidden in one population, by attribute in the order given.
pub type HiddenGroups = Vec<BTreeSet<usize>>;

/// An attribute's index and a group's.
type Cell = (usize, usize);

/// Groups tried before the smallest is taken, where several could mend a cut.
const TRIED: usize = 6;

/// The people a table rests on: all together, and by attribute and group.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Table {
    /// All together; `None` where no total is published.
    pub whole: Option<u64>,
    /// Each group of each attribute; 0 where no row is published.
    pub groups: Vec<Vec<u64>>,
}

/// What is published about one population.
pub struct Published<'a> {
    /// The groupings.
    pub attributes: &'a [Attribute],
    /// Who belongs to the population.
    pub inside: &'a dyn Fn(usize) -> bool,
    /// The tables, beside that of how many people there are.
    pub tables: Vec<Table>,
    /// Hidden from the start.
    pub hidden: HiddenGroups,
    /// Known from other tables, whatever is hidden here.
    pub known: HiddenGroups,
    /// Whether the remainder may be a hidden group alone in none of the tables, as where questions are left out by
    /// many; else in that of how many people there are.
    pub in_each_table: bool,
}

impl<'a> Published<'a> {
    /// How many people there are, and nothing else.
    pub fn of(attributes: &'a [Attribute], inside: &'a dyn Fn(usize) -> bool) -> Self {
        let (hidden, known) = (none(attributes), none(attributes));
        Self { attributes, inside, tables: vec![], hidden, known, in_each_table: false }
    }
}

/// People in each group of each attribute.
pub fn sizes(attributes: &[Attribute]) -> Vec<Vec<u64>> {
    attributes.iter().map(|a| a.members().iter().map(|m| m.len() as u64).collect()).collect()
}

/// Groups nobody hides yet.
pub fn none(attributes: &[Attribute]) -> HiddenGroups {
    vec![BTreeSet::new(); attributes.len()]
}

/// What must be hidden in one population, and whether the total must go too.
pub struct Decided {
    /// The groups.
    pub hidden: HiddenGroups,
    /// Whether no choice of groups is enough while the total is shown.
    pub whole: bool,
}

/// Decides for one population.
pub fn decide(published: &Published<'_>, k: u64) -> Decided {
    let mut work = Work::new(published, k);
    work.hide_small();
    let first = work.hidden.clone();
    while let Some(next) = work.next_to_hide() {
        match next {
            Some((a, g)) => work.hidden[a].insert(g),
            None => std::mem::replace(&mut work.total_gone, true),
        };
    }
    work.show_again(&first);
    Decided { hidden: work.hidden, whole: work.total_gone }
}

/// Whether sums over everyone whose group is known would single out fewer than k people, by attribute.
pub fn totals_expose(
    attributes: &[Attribute],
    inside: &dyn Fn(usize) -> bool,
    hidden: &HiddenGroups,
    k: u64,
) -> Vec<bool> {
    let published = Published { hidden: hidden.clone(), ..Published::of(attributes, inside) };
    let work = Work::new(&published, k);
    (0..attributes.len()).map(|a| work.total_exposes(a)).collect()
}

struct Work<'a> {
    published: &'a Published<'a>,
    k: u64,
    people: Table,
    /// For attributes a and b, the one group of b all of a group's people are in.
    lies_in: BTreeMap<(usize, usize), Vec<Option<usize>>>,
    /// Two attributes and a third that is both crossed.
    crossed: Vec<(usize, usize, usize)>,
    /// How many in a hundred of each attribute's groups are too small of themselves.
    small: Vec<usize>,
    hidden: HiddenGroups,
    total_gone: bool,
}

impl<'a> Work<'a> {
    fn new(published: &'a Published<'a>, k: u64) -> Self {
        let attributes = published.attributes;
        let inside: Vec<usize> =
            (0..attributes.first().map_or(0, |a| a.of.len())).filter(|&p| (published.inside)(p)).collect();
        let count = |a: &Attribute| {
            let mut sizes = vec![0; a.labels.len()];
            inside.iter().filter_map(|&p| a.of[p]).for_each(|g| sizes[g.0 as usize] += 1);
            sizes
        };
        let people =
            Table { whole: Some(inside.len() as u64), groups: attributes.iter().map(count).collect() };
        let pairs = (0..attributes.len()).flat_map(|a| (0..attributes.len()).map(move |b| (a, b)));
        let lies_in: BTreeMap<(usize, usize), Vec<Option<usize>>> = pairs
            .filter(|(a, b)| a != b)
            .map(|(a, b)| ((a, b), lies_in(&attributes[a], &attributes[b], &inside)))
            .collect();
        Self {
            published,
            k,
            crossed: crossing::crossings(attributes, &inside),
            people,
            lies_in,
            small: vec![0; attributes.len()],
            hidden: published.hidden.clone(),
            total_gone: false,
        }
    }

    fn tables(&self) -> impl Iterator<Item = &Table> {
        std::iter::once(&self.people).chain(&self.published.tables)
    }

    fn hide_small(&mut self) {
        let small: Vec<Cell> = self
            .tables()
            .flat_map(|t| t.groups.iter().enumerate())
            .flat_map(|(a, groups)| groups.iter().enumerate().map(move |(g, n)| ((a, g), *n)))
            .filter(|(_, n)| *n > 0 && *n < self.k)
            .map(|(cell, _)| cell)
            .collect();
        small.into_iter().for_each(|(a, g)| _ = self.hidden[a].insert(g));
        let share = |hidden: &BTreeSet<usize>, groups: &Vec<u64>| 100 * hidden.len() / groups.len().max(1);
        self.small = self.hidden.iter().zip(&self.people.groups).map(|(h, g)| share(h, g)).collect();
    }

    /// Shows again what need not have been hidden, after all that was hidden later; the dearest first.
    fn show_again(&mut self, first: &HiddenGroups) {
        let later = self.hidden.iter().zip(first).enumerate();
        let mut later: Vec<Cell> =
            later.flat_map(|(a, (now, then))| now.difference(then).map(move |g| (a, *g))).collect();
        later.sort_by_key(|cell| std::cmp::Reverse(self.cost(*cell)));
        for (a, g) in later {
            self.hidden[a].remove(&g);
            if self.next_to_hide().is_some() {
                self.hidden[a].insert(g);
            }
        }
    }

    fn shown(&self, (a, g): Cell) -> bool {
        !self.hidden[a].contains(&g) && self.people.groups[a][g] > 0
    }

    /// Whether readers have the value, shown or not.
    fn is_known(&self, (a, g): Cell) -> bool {
        self.shown((a, g)) || self.published.known[a].contains(&g) && self.people.groups[a][g] > 0
    }

    /// The next group to hide; `Some(None)` is the total; `None` when nothing is given away.
    fn next_to_hide(&self) -> Option<Option<Cell>> {
        let attributes = 0..self.hidden.len();
        for a in attributes.clone() {
            if let Some(parts) = (!self.total_gone).then(|| self.exposed(a, None)).flatten() {
                return Some(self.smallest(parts));
            }
            for b in attributes.clone().filter(|b| *b != a) {
                for h in (0..self.people.groups[b].len()).filter(|&h| self.is_known((b, h))) {
                    let Some(mut cells) = self.exposed(a, Some((b, h))) else { continue };
                    if cells.is_empty() || self.small[b] > self.small[a] {
                        cells = vec![(b, h)];
                    }
                    if let Some(cell) = self.smallest(cells).or_else(|| self.smallest(vec![(b, h)])) {
                        return Some(Some(cell));
                    }
                }
            }
        }
        attributes
            .clone()
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .find_map(|(a, b)| self.cut(a, b).map(Some))
            .or_else(|| self.crossed.iter().find_map(|&(a, b, c)| self.cut_beside(a, b, c).map(Some)))
    }

    /// The shown groups of an attribute that lie in a whole, where what they leave of it gives too much away.
    fn exposed(&self, a: usize, whole: Option<Cell>) -> Option<Vec<Cell>> {
        let inside = |g: &usize| whole.is_none_or(|(b, h)| self.lies_in[&(a, b)][*g] == Some(h));
        let (known, gone): (Vec<usize>, Vec<usize>) =
            (0..self.people.groups[a].len()).filter(inside).partition(|&g| self.is_known((a, g)));
        let left = |t: &Table| {
            let all = whole.map_or(t.whole, |(b, h)| Some(t.groups[b][h]).filter(|n| *n > 0))?;
            all.checked_sub(known.iter().map(|&g| t.groups[a][g]).sum())
        };
        let few = self.tables().any(|t| left(t).is_some_and(|n| n > 0 && n < self.k));
        let alone = |t: &Table| {
            let people = left(t);
            let is = |g: usize| t.groups[a][g] > 0 && Some(t.groups[a][g]) == people;
            gone.iter().any(|&g| self.hidden[a].contains(&g) && is(g))
        };
        let each = self.published.in_each_table;
        let another_name = alone(&self.people) || each && self.published.tables.iter().any(alone);
        (few || another_name).then(|| known.into_iter().map(|g| (a, g)).collect())
    }

    /// What is hidden first: groups of an attribute that has few left to show anyway, then small ones.
    fn cost(&self, (a, g): Cell) -> (std::cmp::Reverse<usize>, u64, usize, usize) {
        (std::cmp::Reverse(self.small[a]), self.people.groups[a][g], a, g)
    }

    /// The first group that could still be hidden.
    fn smallest(&self, cells: Vec<Cell>) -> Option<Cell> {
        let open = cells.into_iter().filter(|c| self.shown(*c) && !self.published.known[c.0].contains(&c.1));
        open.min_by_key(|cell| (std::cmp::Reverse(self.helped(*cell)), self.cost(*cell)))
    }

    /// In how many of the groups it is crossed from a hidden group has company in this one: hidden
    /// cells of a crossing shield each other in rectangles, not in rows alone.
    fn helped(&self, (a, g): Cell) -> usize {
        let wholes: BTreeSet<usize> =
            self.crossed.iter().filter(|c| c.2 == a).flat_map(|c| [c.0, c.1]).collect();
        let has_hidden = |b: &&usize| {
            let whole = &self.lies_in[&(a, **b)];
            self.hidden[a].iter().any(|&h| h != g && whole[h].is_some() && whole[h] == whole[g])
        };
        wholes.iter().filter(has_hidden).count()
    }

    /// The group to hide where two attributes together single few people out.
    fn cut(&self, a: usize, b: usize) -> Option<Cell> {
        let drawing = Drawing::of(self, a, b, People::All);
        let side: BTreeSet<usize> =
            small_cut(drawing.vertices, &drawing.edges, self.k)?.into_iter().collect();
        let ends = self.ends(&drawing, &side);
        let mends = |cell: &Cell| {
            let without = Drawing::of(self, a, b, People::Without(*cell));
            small_cut(without.vertices, &without.edges, self.k).is_none()
        };
        ends.iter().copied().take(TRIED).find(mends).or_else(|| ends.first().copied())
    }

    /// The same where the shown groups of a third attribute can be taken away. Hiding one of those
    /// that cross the cut makes it heavier by k at least.
    fn cut_beside(&self, a: usize, b: usize, c: usize) -> Option<Cell> {
        let drawing = Drawing::of(self, a, b, People::BesideShown(c));
        let side: BTreeSet<usize> =
            small_cut(drawing.vertices, &drawing.edges, self.k)?.into_iter().collect();
        let across = |&g: &usize| {
            let end = |side: usize, x: usize| drawing.vertex(self, side, x, self.lies_in[&(c, x)][g]);
            side.contains(&end(0, a)) != side.contains(&end(1, b))
        };
        let crossing = (0..self.people.groups[c].len()).filter(across).map(|g| (c, g)).collect();
        self.smallest(crossing).or_else(|| self.ends(&drawing, &side).first().copied())
    }

    /// The shown groups at the ends of a cut and beside those, in the order to hide them in. Hiding a
    /// group that an end overlaps makes the cut heavier as well as hiding the end does.
    fn ends(&self, drawing: &Drawing, side: &BTreeSet<usize>) -> Vec<Cell> {
        let mut ends: Vec<Cell> = drawing
            .edges
            .iter()
            .filter(|e| side.contains(&e.0) != side.contains(&e.1))
            .flat_map(|e| [drawing.cell(e.0), drawing.cell(e.1)])
            .flatten()
            .collect();
        ends.extend(side.iter().filter_map(|&v| drawing.cell(v)));
        let at_end = |v: usize| drawing.cell(v).is_some_and(|c| ends.contains(&c));
        let beside = drawing.edges.iter().filter(|e| at_end(e.0) || at_end(e.1));
        let beside: Vec<Cell> =
            beside.flat_map(|e| [drawing.cell(e.0), drawing.cell(e.1)]).flatten().collect();
        ends.extend(beside);
        ends.retain(|&c| self.shown(c));
        ends.sort_by_key(|cell| self.cost(*cell));
        ends.dedup();
        ends
    }

    /// Whether the sum over everyone whose group is known gives too much away: then those of hidden
    /// groups and those of no group are told apart.
    fn total_exposes(&self, a: usize) -> bool {
        let few = |n: u64| n > 0 && n < self.k;
        let is_crossed = self.crossed.iter().any(|crossing| crossing.2 == a);
        let of: u64 = self.people.groups[a].iter().sum();
        let hidden: Vec<u64> =
            self.hidden[a].iter().map(|&g| self.people.groups[a][g]).filter(|n| *n > 0).collect();
        let unknown = self.people.whole.unwrap_or_default().saturating_sub(of);
        let others = (0..self.hidden.len()).filter(|b| *b != a);
        // Those unknown in one of two parents are the total of the other minus that of the crossing.
        is_crossed && unknown > 0 || few(unknown) || few(hidden.iter().sum()) || hidden.len() == 1 || {
            let cuts = |b: usize| {
                let drawing = Drawing::of(self, a, b, People::Split(a));
                small_cut(drawing.vertices, &drawing.edges, self.k).is_some()
            };
            others.into_iter().any(cuts)
        }
    }
}

/// The one group of `b` that all people of each group of `a` are in.
fn lies_in(a: &Attribute, b: &Attribute, inside: &[usize]) -> Vec<Option<usize>> {
    let mut all: Vec<Option<Option<GroupId>>> = vec![None; a.labels.len()];
    for &p in inside {
        if let Some(GroupId(g)) = a.of[p] {
            let one = all[g as usize].get_or_insert(b.of[p]);
            *one = one.filter(|h| b.of[p] == Some(*h));
        }
    }
    all.into_iter().map(|one| Some(one??.0 as usize)).collect()
}

#[cfg(test)]
mod crossing_tests;
#[cfg(test)]
mod tests;
