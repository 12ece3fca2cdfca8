//! Which groups can be told apart, and which may not be ranked.

use super::Z95;
use super::many::holm;
use super::tails::normal_p;
use super::undefined::Undefined;

/// The chance of one false difference among all that are found.
const LEVEL: f64 = 0.05;

/// A group's value with its 95 % interval, which need not be even on both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// A mean or a share.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// People it rests on.
    pub n: u64,
}

/// Where a group stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Surely above.
    Above,
    /// Surely below.
    Below,
    /// Cannot be told apart.
    NotToldApart,
}

/// Two groups side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The first less the second.
    pub difference: f64,
    /// 95 % interval of this one difference.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Two-sided p of this one difference.
    pub p: f64,
}

/// The difference of two separate groups from their intervals (Zou & Donner 2008; for shares Newcombe 1998).
///
/// Each end takes the sides of the two intervals that face each other, √((a−l_a)² + (u_b−b)²), so that uneven
/// intervals such as Wilson's stay right; p is from the normal curve, by the end that faces no difference.
///
/// ```
/// use crossweave::stats::{apart::{Estimate, difference}, interval::wilson};
/// // Newcombe 1998: 56/70 less 48/80, by Wilson's intervals: .2 from .0524 to .3339.
/// let share = |num: u64, n: u64| {
///     let (low, high) = wilson(num, n).unwrap();
///     Estimate { value: num as f64 / n as f64, low, high, n }
/// };
/// let (a, b) = (share(56, 70), share(48, 80));
/// let found = difference(&a, &b);
/// assert!((found.low - 0.0524).abs() < 5e-5 && (found.high - 0.3339).abs() < 5e-5);
/// ```
pub fn difference(a: &Estimate, b: &Estimate) -> Difference {
    let difference = a.value - b.value;
    let down = (a.value - a.low).hypot(b.high - b.value);
    let up = (a.high - a.value).hypot(b.value - b.low);
    let facing = if difference > 0.0 { down } else { up };
    let p = if difference == 0.0 { 1.0 } else { normal_p(difference / facing * Z95) };
    Difference { difference, low: difference - down, high: difference + up, p }
}

/// Each group against all others together, Holm-corrected over the groups, in the order given.
///
/// A group is part of the whole, so it is held against the rest: whole and group differ where rest and group
/// do. The rest is the mean of the other groups by their n, and its interval the root of their squared sides.
/// A group without an estimate takes no part and stays `None`; so does everybody when fewer than two groups
/// have one.
///
/// ```
/// use crossweave::stats::apart::{Estimate, Standing, against_the_rest};
/// let of = |value| Some(Estimate { value, low: value - 5.0, high: value + 5.0, n: 20 });
/// let standing = against_the_rest(&[of(50.0), None, of(52.0), of(80.0)]);
/// assert_eq!(standing[2..], [Some(Standing::Below), Some(Standing::Above)]);
/// assert_eq!(standing[1], None);
/// ```
pub fn against_the_rest(groups: &[Option<Estimate>]) -> Vec<Option<Standing>> {
    let usable = |at: usize| groups[at].filter(usable);
    let compare = |at: usize| {
        let rest = together((0..groups.len()).filter(|other| *other != at).filter_map(usable))?;
        Some(difference(&usable(at)?, &rest))
    };
    let compared: Vec<Option<Difference>> = (0..groups.len()).map(compare).collect();
    let p = holm(&compared.iter().map(|d| d.map(|d| d.p)).collect::<Vec<_>>());
    compared.iter().zip(p).map(|(d, p)| Some(standing(d.as_ref()?.difference, p?))).collect()
}

fn usable(estimate: &Estimate) -> bool {
    let Estimate { value, low, high, n } = *estimate;
    low <= value && value <= high && low < high && (high - low).is_finite() && n > 0
}

/// Several groups as one, by their n.
fn together(groups: impl Iterator<Item = Estimate>) -> Option<Estimate> {
    let (mut n, mut value, mut down, mut up) = (0.0, 0.0, 0.0, 0.0);
    let mut people = 0;
    for group in groups {
        let weight = group.n as f64;
        people += group.n;
        n += weight;
        value += weight * group.value;
        down += (weight * (group.value - group.low)).powi(2);
        up += (weight * (group.high - group.value)).powi(2);
    }
    let value = (people > 0).then(|| value / n)?;
    Some(Estimate { value, low: value - down.sqrt() / n, high: value + up.sqrt() / n, n: people })
}

fn standing(difference: f64, p: f64) -> Standing {
    match p < LEVEL {
        true if difference > 0.0 => Standing::Above,
        true => Standing::Below,
        false => Standing::NotToldApart,
    }
}

/// Every group against every other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairwise {
    groups: usize,
    /// By first group and then second, each pair once; `None` where one has no estimate.
    pairs: Vec<Option<(Difference, f64)>>,
    /// Groups with an estimate, by value and then by place: in this order sets stay few.
    order: Vec<usize>,
}

/// Compares all groups in pairs, Holm-corrected over all pairs that have both estimates.
pub fn pairwise(groups: &[Option<Estimate>]) -> Pairwise {
    let all = (0..groups.len()).flat_map(|a| (a + 1..groups.len()).map(move |b| (a, b)));
    let found = all.map(|(a, b)| Some(difference(&groups[a].filter(usable)?, &groups[b].filter(usable)?)));
    let found: Vec<Option<Difference>> = found.collect();
    let p = holm(&found.iter().map(|d| d.map(|d| d.p)).collect::<Vec<_>>());
    let mut order: Vec<usize> =
        (0..groups.len()).filter(|at| groups[*at].is_some_and(|g| usable(&g))).collect();
    let value = |at: usize| groups[at].map_or(0.0, |g| g.value);
    order.sort_by(|a, b| value(*a).total_cmp(&value(*b)).then(a.cmp(b)));
    let pairs = found.into_iter().zip(p).map(|(d, p)| Some((d?, p?))).collect();
    Pairwise { groups: groups.len(), pairs, order }
}

impl Pairwise {
    /// The difference between two groups, first less second as they were given, and its Holm-corrected p.
    pub fn pair(&self, first: usize, second: usize) -> Option<(Difference, f64)> {
        if first >= second || second >= self.groups {
            return None;
        }
        *self.pairs.get(first * (2 * self.groups - first - 1) / 2 + second - first - 1)?
    }

    /// Where the first stands beside the second, either way round; `None` where one has no estimate.
    pub fn standing(&self, first: usize, second: usize) -> Option<Standing> {
        let (found, p) = self.pair(first.min(second), first.max(second))?;
        Some(standing(if first < second { found.difference } else { -found.difference }, p))
    }

    /// The sets of groups that cannot be told apart: two groups may be ranked only when no set holds both.
    ///
    /// A compact letter display (Piepho 2004, insert and absorb), each set a letter; every group with an
    /// estimate is in at least one. Sets and their members are in the order of the groups. Undefined when
    /// groups overlap so unevenly that there are more than twice as many sets as groups, and when no group
    /// has an estimate.
    pub fn sets(&self) -> Result<Vec<Vec<usize>>, Undefined> {
        let all = &self.order;
        if all.is_empty() {
            return Err(Undefined::Nobody);
        }
        let mut sets = vec![all.clone()];
        for (at, first) in all.iter().enumerate() {
            for second in &all[at + 1..] {
                if self.standing(*first, *second) != Some(Standing::NotToldApart) {
                    sets = split(sets, *first, *second);
                }
                if sets.len() > 2 * all.len() {
                    return Err(Undefined::TooManySets);
                }
            }
        }
        sets.iter_mut().for_each(|set| set.sort_unstable());
        sets.sort();
        Ok(sets)
    }
}

/// Sets that held both are replaced by one without either; a set inside another goes.
fn split(sets: Vec<Vec<usize>>, first: usize, second: usize) -> Vec<Vec<usize>> {
    let without =
        |set: &[usize], gone: usize| set.iter().copied().filter(|at| *at != gone).collect::<Vec<_>>();
    let (mixed, mut kept): (Vec<_>, Vec<_>) =
        sets.into_iter().partition(|set| set.contains(&first) && set.contains(&second));
    for set in mixed {
        for new in [without(&set, first), without(&set, second)] {
            if !kept.iter().any(|other| new.iter().all(|at| other.contains(at))) {
                kept.retain(|other| !other.iter().all(|at| new.contains(at)));
                kept.push(new);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: f64, half: f64) -> Option<Estimate> {
        Some(Estimate { value, low: value - half, high: value + half, n: 20 })
    }

    /// Values 10 apart with half-widths of 6: neighbours differ by 10 ± 8.5 alone, not after Holm's
    /// correction.
    #[test]
    fn a_ladder_of_groups_has_overlapping_sets() {
        let ladder = pairwise(&[of(10.0, 6.0), of(20.0, 6.0), of(30.0, 6.0), of(40.0, 6.0), of(50.0, 6.0)]);
        let (next, p) = ladder.pair(0, 1).unwrap();
        assert!(next.p < 0.05 && p > 0.05 && next.high < 0.0, "{next:?} {p}");
        assert_eq!(ladder.sets(), Ok(vec![vec![0, 1], vec![1, 2], vec![2, 3], vec![3, 4]]));
        assert_eq!(ladder.standing(0, 2), Some(Standing::Below));
        assert_eq!(ladder.standing(4, 0), Some(Standing::Above));
        assert_eq!(ladder.standing(3, 4), Some(Standing::NotToldApart));
        assert_eq!((ladder.pair(1, 0), ladder.pair(0, 9), ladder.standing(2, 2)), (None, None, None));
    }

    /// A wide interval in the middle joins what is told apart without it.
    #[test]
    fn sets_say_exactly_what_the_pairs_say() {
        let groups = [of(10.0, 2.0), of(30.0, 40.0), of(50.0, 2.0), None, of(12.0, 2.5), of(51.0, 9.0)];
        let found = pairwise(&groups);
        let sets = found.sets().unwrap();
        for a in 0..groups.len() {
            for b in a + 1..groups.len() {
                let share = sets.iter().any(|set| set.contains(&a) && set.contains(&b));
                assert_eq!(share, found.standing(a, b) == Some(Standing::NotToldApart), "{a} {b} {sets:?}");
            }
        }
        assert_eq!(sets, [vec![0, 1, 4], vec![1, 2, 5]]);
    }

    #[test]
    fn many_overlapping_groups_stay_quick() {
        let groups: Vec<Option<Estimate>> = (0..200).map(|i| of(f64::from(i * 37 % 200), 12.0)).collect();
        let sets = pairwise(&groups).sets().unwrap();
        // Holm's correction asks for about 4 standard errors, 37 steps here: sets of neighbours in value.
        assert!(sets.len() > 100 && sets.iter().all(|set| (20..60).contains(&set.len())), "{}", sets.len());
        let apart: Vec<Option<Estimate>> = (0..70).map(|i| of(f64::from(i) * 100.0, 1.0)).collect();
        assert_eq!(pairwise(&apart).sets().map(|sets| sets.len()), Ok(70));
    }

    /// By hand: against the mean 20 of two others ± √(6² + 6²)/2, a group at 30 ± 6 differs by 10 ± 7.35.
    #[test]
    fn a_group_is_held_against_the_rest() {
        let groups = [of(30.0, 6.0), of(15.0, 6.0), of(25.0, 6.0)];
        let rest = together(groups[1..].iter().flatten().copied()).unwrap();
        assert_eq!((rest.value, rest.n), (20.0, 40));
        let found = difference(&groups[0].unwrap(), &rest);
        assert!((found.difference - found.low - 54.0f64.sqrt()).abs() < 1e-12);
        assert_eq!(
            against_the_rest(&groups),
            [Some(Standing::Above), Some(Standing::Below), Some(Standing::NotToldApart)]
        );
    }

    #[test]
    fn degenerate_groups() {
        assert!(against_the_rest(&[]).is_empty());
        assert_eq!(against_the_rest(&[of(3.0, 1.0)]), [None]);
        assert_eq!(against_the_rest(&[None, of(3.0, 1.0), of(3.0, 0.0)]), [None, None, None]);
        assert_eq!(pairwise(&[None, None]).sets(), Err(Undefined::Nobody));
        assert_eq!(pairwise(&[]).sets(), Err(Undefined::Nobody));
        assert_eq!(pairwise(&[of(3.0, 1.0)]).sets(), Ok(vec![vec![0]]));
        assert_eq!(pairwise(&[of(3.0, 1.0), of(f64::NAN, 1.0)]).sets(), Ok(vec![vec![0]]));
        let alike = pairwise(&[of(3.0, 1.0), of(3.0, 1.0)]);
        assert_eq!((alike.pair(0, 1).unwrap().1, alike.sets()), (1.0, Ok(vec![vec![0, 1]])));
    }
}
