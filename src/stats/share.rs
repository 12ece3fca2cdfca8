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
        Basis::Census { people } => (census(num, den, people), published_margin(share, den, people)),
    };
    Some(ShareInterval { share, interval, margin, basis })
}

/// The margin that is published of a census: 1.96 √(p(1−p)/n · (N−n)/(N−1)), n of N people having answered;
/// `None` when nobody answered, more answered than there are, or `share` is none.
///
/// ```
/// use crossweave::stats::share::published_margin;
/// assert!((published_margin(0.43, 120, 200).unwrap() - 0.056163680).abs() < 1e-8);
/// assert_eq!(published_margin(0.5, 10, 10), Some(0.0));
/// assert_eq!(published_margin(0.5, 11, 10), None);
/// ```
pub fn published_margin(share: f64, answered: u64, people: u64) -> Option<f64> {
    if answered == 0 || people < answered || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let left = Basis::of(answered, Some(people)).correction(answered);
    Some(PUBLISHED * (share * (1.0 - share) / answered as f64 * left).sqrt())
}

/// Wilson's interval with the variance of a draw without replacement, cut to what can still be.
fn census(num: u64, den: u64, people: u64) -> (f64, f64) {
    let (low, high) = wilson_finite(num, den, people);
    let (yes, no) = (num as f64 / people as f64, (den - num) as f64 / people as f64);
    (low.max(yes), high.min(1.0 - no))
}

/// Wilson's score interval with the finite-population correction, before it is cut.
fn wilson_finite(num: u64, den: u64, people: u64) -> (f64, f64) {
    let (p, n) = (num as f64 / den as f64, den as f64);
    let z2 = Z95 * Z95 * Basis::of(den, Some(people)).correction(den);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z2.sqrt() / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    (if num == 0 { 0.0 } else { centre - half }, if num == den { 1.0 } else { centre + half })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The four censuses that the guide to the measures states, in whole percent: 43 % ± 6, 50 % ± 8,
    /// 30 % ± 6, 60 % ± 2. The digits are the formula's, worked out apart.
    #[test]
    fn published_margins_are_those_of_the_guide() {
        let stated = [
            (0.43, 120, 200, 6.0, 0.056_163_680_390_220_8),
            (0.5, 80, 150, 8.0, 0.075_099_486_588_831_2),
            (0.3, 40, 50, 6.0, 0.064_156_059_729_381_7),
            (0.6, 375, 500, 2.0, 0.024_817_086_363_050_4),
        ];
        for (share, n, people, percent, digits) in stated {
            let margin = published_margin(share, n, people).unwrap();
            assert_eq!((100.0 * margin).round(), percent, "{n} of {people}");
            assert!((margin - digits).abs() < 1e-12, "{n} of {people}: {margin}");
        }
    }

    /// Wilson's intervals that the guide states.
    #[test]
    fn samples_are_those_of_the_guide() {
        for (num, low, high) in [(858, 0.8477586, 0.8897332), (529, 0.5053039, 0.5674350)] {
            let found = share(num, 986, None).unwrap().interval;
            assert!((found.0 - low).abs() < 1e-7 && (found.1 - high).abs() < 1e-7, "{found:?}");
        }
    }

    #[test]
    fn a_share_of_none_or_all_is_not_certain_until_everyone_answered() {
        let none = share(0, 8, Some(10)).unwrap();
        // The margin that is published is 0; two people have not answered.
        assert_eq!((none.margin, none.interval.0), (Some(0.0), 0.0));
        assert!(none.interval.1 > 0.08 && none.interval.1 <= 0.2, "{none:?}");
        let all = share(8, 8, Some(10)).unwrap();
        assert!((all.interval.0 - (1.0 - none.interval.1)).abs() < 1e-12 && all.interval.1 == 1.0);
        assert_eq!(share(0, 10, Some(10)).unwrap().interval, (0.0, 0.0));
    }

    #[test]
    fn what_cannot_be_any_more_is_outside() {
        // Nine of ten answered and five said yes: in all it is five or six.
        let (low, high) = share(5, 9, Some(10)).unwrap().interval;
        assert!((0.5..0.56).contains(&low) && (0.55..=0.6).contains(&high), "{low} {high}");
    }

    #[test]
    fn the_basis_says_why() {
        let basis = |den, people| share(1, den, people).unwrap().basis;
        assert_eq!(basis(4, None), Basis::Sampled);
        assert_eq!(basis(4, Some(9)), Basis::Census { people: 9 });
        assert_eq!(basis(4, Some(4)), Basis::Everyone);
        assert_eq!(basis(4, Some(3)), Basis::ShortList { people: 3 });
        assert_eq!(share(1, 4, Some(3)).unwrap().interval, wilson(1, 4).unwrap());
        assert_eq!(basis(1, Some(1)), Basis::Everyone);
        assert_eq!((share(0, 0, None), share(2, 1, None)), (None, None));
    }
}
