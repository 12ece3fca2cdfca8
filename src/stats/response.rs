//! Who answered: how evenly, over the groups that were asked.

use std::collections::BTreeMap;

use super::undefined::Undefined;

/// People of one group who were asked, and of these who answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// People asked.
    pub asked: u64,
    /// People who answered.
    pub answered: u64,
}

/// What the spread of response rates is divided by. Publications use both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// N − 1, as Schouten, Cobben & Bethlehem (2009) estimate it. The one to report.
    LessOne,
    /// N, the spread in the people asked themselves.
    Everyone,
}

/// How alike the groups' response rates are.
#[derive(Clone, Debug, PartialEq)]
pub struct Representativity {
    /// People asked.
    pub asked: u64,
    /// People who answered.
    pub answered: u64,
    /// R = 1 − 2·SD of the response rates over the people asked: 1 when all groups answered alike, about 0
    /// when some answered whole and as many not at all.
    pub r: f64,
    /// The R that chance alone would bring on average, were all people equally ready to answer: with small
    /// groups it is well below 1, and an R near it says nothing about who is missing.
    pub by_chance: f64,
    /// R with the spread that chance brings taken out; 1 when there is no more spread than that.
    pub adjusted: f64,
    /// What each group adds, √(n/N)·(its rate − the overall rate), in the order given: below 0 it is
    /// underrepresented. `None` for a group in which nobody was asked.
    pub parts: Vec<Option<f64>>,
}

/// Counts the people asked and those who answered, by an attribute or a tuple of crossed ones.
///
/// ```
/// use crossweave::stats::response::{Asked, tally};
/// let people = [(("North", "officer"), true), (("North", "member"), false), (("North", "officer"), false)];
/// let groups = tally(people);
/// assert_eq!(groups[&("North", "officer")], Asked { asked: 2, answered: 1 });
/// ```
pub fn tally<K: Ord>(people: impl IntoIterator<Item = (K, bool)>) -> BTreeMap<K, Asked> {
    let mut groups: BTreeMap<K, Asked> = BTreeMap::new();
    for (key, answered) in people {
        let group = groups.entry(key).or_default();
        group.asked += 1;
        group.answered += u64::from(answered);
    }
    groups
}

/// The R-indicator (Schouten, Cobben & Bethlehem 2009) of the groups' response rates.
///
/// Undefined when fewer than two people were asked, nobody answered (then all groups are alike and that is no
/// good sign), or more answered than were asked.
///
/// ```
/// use crossweave::stats::response::{Asked, Over, r_indicator};
/// let groups = [Asked { asked: 50, answered: 40 }, Asked { asked: 50, answered: 20 }];
/// let found = r_indicator(&groups, Over::Everyone).unwrap();
/// assert!((found.r - 0.6).abs() < 1e-12);
/// ```
pub fn r_indicator(groups: &[Asked], over: Over) -> Result<Representativity, Undefined> {
    if groups.iter().any(|g| g.answered > g.asked) {
        return Err(Undefined::BadNumber);
    }
    let asked: u64 = groups.iter().map(|g| g.asked).sum();
    let answered: u64 = groups.iter().map(|g| g.answered).sum();
    if answered == 0 {
        return Err(Undefined::Nobody);
    }
    if asked == 1 {
        return Err(Undefined::OnePerson);
    }
    let (n, overall) = (asked as f64, answered as f64 / asked as f64);
    let part = |g: &Asked| {
        let rate = (g.asked > 0).then(|| g.answered as f64 / g.asked as f64);
        rate.map(|rate| (g.asked as f64 / n).sqrt() * (rate - overall))
    };
    let parts: Vec<Option<f64>> = groups.iter().map(part).collect();
    let divisor = if over == Over::LessOne { n - 1.0 } else { n };
    let squared = parts.iter().flatten().map(|p| p * p).sum::<f64>() * n / divisor;
    // Answers dealt out at random: each group's rate varies by ρ(1−ρ)/n_g·(N−n_g)/(N−1).
    let used = parts.iter().flatten().count() as f64;
    let chance = overall * (1.0 - overall) * n * (used - 1.0) / (n - 1.0) / divisor;
    let r = |squared: f64| 1.0 - 2.0 * squared.max(0.0).sqrt();
    Ok(Representativity {
        asked,
        answered,
        r: r(squared),
        by_chance: r(chance),
        adjusted: r(squared - chance),
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::permutation::{generator, shuffle};

    fn groups(counts: &[(u64, u64)]) -> Vec<Asked> {
        counts.iter().map(|(asked, answered)| Asked { asked: *asked, answered: *answered }).collect()
    }

    /// By hand: rates .8 and .4 of 30 and 10 people; overall .7, SD² = (30·.01 + 10·.09)/N = .03.
    #[test]
    fn two_groups_by_hand() {
        let asked = groups(&[(30, 24), (10, 4)]);
        let found = r_indicator(&asked, Over::Everyone).unwrap();
        assert!((found.r - (1.0 - 2.0 * 0.03f64.sqrt())).abs() < 1e-12);
        assert!((found.parts[1].unwrap() + 0.3 * 0.5).abs() < 1e-12);
        let found = r_indicator(&asked, Over::LessOne).unwrap();
        assert!((found.r - (1.0 - 2.0 * (1.2f64 / 39.0).sqrt())).abs() < 1e-12);
    }

    /// Answers dealt out at random 4,000 times: the mean squared spread is the one expected.
    #[test]
    fn chance_alone_brings_what_it_should() {
        let sizes = [7usize, 12, 5, 16];
        let (people, answered, rounds) = (40usize, 26usize, 4_000);
        let mut spread = 0.0;
        for round in 0..rounds {
            let mut answers: Vec<bool> = (0..people).map(|i| i < answered).collect();
            shuffle(&mut answers, &mut generator(3, round));
            let owners = sizes.iter().enumerate().flat_map(|(g, size)| std::iter::repeat_n(g, *size));
            let asked: Vec<Asked> = tally(owners.zip(answers)).into_values().collect();
            let r = r_indicator(&asked, Over::LessOne).unwrap().r;
            spread += ((1.0 - r) / 2.0).powi(2) / rounds as f64;
        }
        let even = groups(&[(7, 4), (12, 8), (5, 4), (16, 10)]);
        let expected = ((1.0 - r_indicator(&even, Over::LessOne).unwrap().by_chance) / 2.0).powi(2);
        assert!((spread / expected - 1.0).abs() < 0.05, "{spread} {expected}");
        assert_eq!(r_indicator(&even, Over::LessOne).unwrap().adjusted, 1.0);
    }

    #[test]
    fn all_alike_is_one() {
        assert_eq!(r_indicator(&groups(&[(10, 5), (20, 10)]), Over::LessOne).unwrap().r, 1.0);
        assert_eq!(r_indicator(&groups(&[(10, 10)]), Over::LessOne).unwrap().by_chance, 1.0);
        let found = r_indicator(&groups(&[(0, 0), (4, 4), (4, 0)]), Over::Everyone).unwrap();
        assert_eq!((found.r, found.parts[0]), (0.0, None));
    }

    #[test]
    fn undefined_has_its_reason() {
        assert_eq!(r_indicator(&[], Over::LessOne), Err(Undefined::Nobody));
        assert_eq!(r_indicator(&groups(&[(9, 0)]), Over::LessOne), Err(Undefined::Nobody));
        assert_eq!(r_indicator(&groups(&[(1, 1)]), Over::LessOne), Err(Undefined::OnePerson));
        assert_eq!(r_indicator(&groups(&[(1, 2)]), Over::LessOne), Err(Undefined::BadNumber));
    }
}
