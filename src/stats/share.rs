//! An interval for a share, and which one it is.

use super::Z95;
use super::interval::wilson;

/// The point of the normal distribution that published margins use.
const PUBLISHED: f64 = 1.96;

/// Whom a share or a mean speaks for, which decides how unsure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The size of the whole is not known, or the answers stand for others too (next year's members,
    /// other places): they are a sample without end.
    Sampled,
    /// All `people` were asked and only these are spoken of; those who did not answer are the doubt.
    Census {
        /// People in the group, answering or not.
        people: u64,
    },
    /// All were asked and all answered: nothing is left to be unsure of but how they put it.
    Everyone,
    /// More answered than are on the list of `people`, so that the list is not the whole.
    ShortList {
        /// People on the list.
        people: u64,
    },
}

impl Basis {
    /// The basis of `answered` answers from a group of `people`, where its size is known and it alone
    /// is spoken of.
    pub fn of(answered: u64, people: Option<u64>) -> Self {
        match people {
            None => Basis::Sampled,
            Some(people) if people < answered => Basis::ShortList { people },
            Some(people) if people == answered => Basis::Everyone,
            Some(people) => Basis::Census { people },
        }
    }

    /// The finite-population correction of a variance, (N − n)/(N − 1): 1 for a sample, 0 when all
    /// answered.
    pub fn correction(self, answered: u64) -> f64 {
        match self {
            Basis::Sampled | Basis::ShortList { .. } => 1.0,
            Basis::Everyone => 0.0,
            // A census of one is answered by all or by none.
            Basis::Census { people } if people < 2 => 1.0,
            Basis::Census { people } => people.saturating_sub(answered) as f64 / (people - 1) as f64,
        }
    }
}

/// A share with its interval, both from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareInterval {
    /// The share of those who answered.
    pub share: f64,
    /// The 95 % interval: Wilson's of a sample, Wilson's with finite-population correction of a census.
    pub interval: (f64, f64),
    /// The margin as it is published for a census, 1.96 √(p(1−p)/n · (N−n)/(N−1)); `None` of a sample.
    ///
    /// It is what readers of council surveys know, and too narrow where the share is near 0 or 1: there
    /// it is 0 when one person of ten is missing. Judge by `interval`.
    pub margin: Option<f64>,
    /// Which of the two it is, and why.
    pub basis: Basis,
}

/// The share `num` of `den` answers from a group of `people`; `None` when nobody answered.
///
/// A sample has Wilson's interval (1927). A census has the same score interval with the variance
/// p(1−p)/n·(N−n)/(N−1) of a draw without replacement, cut to what is still possible: those who said
/// yes have said it, and at most those who did not answer can be added. The interval is 0 wide only
/// when everyone answered. That those who did not answer differ from those who did is in neither.
///
/// ```
/// use crossweave::stats::share::{Basis, share};
/// let sampled = share(858, 986, None).unwrap();
/// assert_eq!((sampled.basis, sampled.margin), (Basis::Sampled, None));
/// let census = share(52, 120, Some(200)).unwrap();
/// assert_eq!(census.basis, Basis::Census { people: 200 });
/// assert!((census.margin.unwrap() - 0.056216).abs() < 1e-6);
/// assert_eq!(share(7, 8, Some(8)).unwrap().interval, (0.875, 0.875));
/// assert_eq!(share(0, 0, Some(8)), None);
/// ```
pub fn share(num: u64, den: u64, people: Option<u64>) -> Option<ShareInterval> {
    if den == 0 || num > den {
        return None;
    }
    let (share, basis) = (num as f64 / den as f64, Basis::of(den, people));
    let (interval, margin) = match basis {
        Basis::Sampled | Basis::ShortList { .. } => (wilson(num, den)?, None),
        Basis::Everyone => ((share, share), Some(0.0)),
        Basis::Census { people } => (census(num, den, people), Some(margin(share, den, basis))),
    };
    Some(ShareInterval { share, interval, margin, basis })
}

/// The published margin of a census.
fn margin(share: f64, answered: u64, basis: Basis) -> f64 {
    PUBLISHED * (share * (1.0 - share) / answered as f64 * basis.correction(answered)).sqrt()
}

/// Wilson's interval with the variance of a draw without replacement, cut to what can still be.
fn census(num: u64, den: u64, people: u64) -> (f64, f64) {
    let (low, high) = wilson_finite(num, den, people);
    let (yes, no) = (num as f64 / people as f64, (den - num) as f64 / people as f64);
    (low.max(yes), high.min(1.0 - no))
}

/// Wilson's score interval with the finite-population correction, before it is cut.
pub(super) fn wilson_finite(num: u64, den: u64, people: u64) -> (f64, f64) {
    let (p, n) = (num as f64 / den as f64, den as f64);
    let z2 = Z95 * Z95 * Basis::of(den, Some(people)).correction(den);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z2.sqrt() / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    (if num == 0 { 0.0 } else { centre - half }, if num == den { 1.0 } else { centre + half })
}
