//! Raking: weights that bring those who answered to known totals.

use super::undefined::Undefined;

/// Rounds after which raking gives up.
const MOST_ROUNDS: usize = 5_000;
/// How near each total must come, as a share of it.
const NEAR: f64 = 1e-12;

/// One attribute's known totals, and where each respondent belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// Each respondent's category, as a position in `target`; `None` where it is not known: the margin then
    /// leaves that respondent's weight alone and is met among the others.
    pub of: Vec<Option<usize>>,
    /// People of each category in the whole; only their proportions count.
    pub target: Vec<f64>,
}

/// Weights that meet every margin at once, with mean 1 (iterative proportional fitting, Deming & Stephan
/// 1940).
///
/// They are the weights nearest to even ones that do. A category with a target of 0 gets weight 0. Undefined
/// when a target counts people of a category in which nobody answered, when a respondent's category has no
/// target, or when the margins contradict each other among those who answered, so that no weights are found
/// in 5,000 rounds.
///
/// ```
/// use crossweave::stats::raking::{Margin, rake};
/// let half = Margin { of: vec![Some(0), Some(0), Some(0), Some(1)], target: vec![50.0, 50.0] };
/// let weights = rake(&[half], 4).unwrap();
/// assert!((weights[0] - 2.0 / 3.0).abs() < 1e-12 && (weights[3] - 2.0).abs() < 1e-12);
/// ```
pub fn rake(margins: &[Margin], people: usize) -> Result<Vec<f64>, Undefined> {
    if people == 0 {
        return Err(Undefined::Nobody);
    }
    for margin in margins {
        check(margin, people)?;
    }
    let mut weights = vec![1.0; people];
    for _ in 0..MOST_ROUNDS {
        let mut furthest: f64 = 0.0;
        for margin in margins {
            furthest = furthest.max(meet(margin, &mut weights)?);
        }
        if furthest < NEAR {
            let mean = weights.iter().sum::<f64>() / people as f64;
            return Ok(weights.into_iter().map(|w| w / mean).collect());
        }
    }
    Err(Undefined::NoConvergence)
}

fn check(margin: &Margin, people: usize) -> Result<(), Undefined> {
    if margin.of.len() != people {
        return Err(Undefined::UnevenLists);
    }
    if margin.target.iter().any(|t| !t.is_finite() || *t < 0.0) || margin.target.iter().sum::<f64>() <= 0.0 {
        return Err(Undefined::BadNumber);
    }
    if margin.of.iter().flatten().any(|category| *category >= margin.target.len()) {
        return Err(Undefined::AnswersWithoutTarget);
    }
    let wanted = margin.target.iter().enumerate().filter(|(_, target)| **target > 0.0);
    let missing = wanted.into_iter().any(|(category, _)| !margin.of.contains(&Some(category)));
    if missing { Err(Undefined::TargetWithoutAnswers) } else { Ok(()) }
}

/// Brings the weights to one margin; how far they were from it before, as the largest share.
fn meet(margin: &Margin, weights: &mut [f64]) -> Result<f64, Undefined> {
    let mut has = vec![0.0; margin.target.len()];
    for (weight, category) in weights.iter().zip(&margin.of) {
        if let Some(category) = category {
            has[*category] += weight;
        }
    }
    // Respondents whose category is known keep their share of the whole.
    let known = margin.of.iter().flatten().count() as f64 / margin.of.len() as f64 * weights.len() as f64;
    let all: f64 = margin.target.iter().sum();
    let mut furthest: f64 = 0.0;
    let mut factors = vec![0.0; has.len()];
    for (category, target) in margin.target.iter().enumerate().filter(|(_, target)| **target > 0.0) {
        let goal = known * target / all;
        // A weight of nothing cannot be brought to a total: another margin has taken everyone of this
        // category.
        if has[category] <= f64::MIN_POSITIVE {
            return Err(Undefined::NoConvergence);
        }
        furthest = furthest.max((has[category] / goal - 1.0).abs());
        factors[category] = goal / has[category];
    }
    for (weight, category) in weights.iter_mut().zip(&margin.of) {
        if let Some(category) = category {
            *weight *= factors[*category];
        }
    }
    Ok(furthest)
}

/// Weights none of which is above `most` times their mean; what is cut off goes to the others in proportion.
///
/// Trimmed weights no longer meet the margins exactly: they trade a little of that for answers of which no
/// single one counts for many. Undefined when `most` is below 1, or a weight is negative or no number.
///
/// ```
/// use crossweave::stats::raking::trimmed;
/// let weights = trimmed(&[1.0, 1.0, 1.0, 5.0], 2.0).unwrap();
/// assert!((weights[3] - 4.0).abs() < 1e-12 && (weights[0] - 4.0 / 3.0).abs() < 1e-12);
/// ```
pub fn trimmed(weights: &[f64], most: f64) -> Result<Vec<f64>, Undefined> {
    let all: f64 = weights.iter().sum();
    if weights.is_empty() || all <= 0.0 {
        return Err(Undefined::Nobody);
    }
    if !(most >= 1.0 && all.is_finite()) || weights.iter().any(|w| *w < 0.0) {
        return Err(Undefined::BadNumber);
    }
    let cap = most * all / weights.len() as f64;
    let mut cut = vec![false; weights.len()];
    loop {
        let free: f64 = weights.iter().zip(&cut).filter(|(_, cut)| !**cut).map(|(w, _)| w).sum();
        let left = all - cap * cut.iter().filter(|cut| **cut).count() as f64;
        let factor = if free > 0.0 { left / free } else { 0.0 };
        let over: Vec<usize> = (0..weights.len())
            .filter(|at| !cut[*at] && weights[*at] * factor > cap * (1.0 + 1e-12))
            .collect();
        if over.is_empty() {
            return Ok(weights
                .iter()
                .zip(&cut)
                .map(|(w, cut)| if *cut { cap } else { w * factor })
                .collect());
        }
        over.into_iter().for_each(|at| cut[at] = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn margin(of: &[usize], target: &[f64]) -> Margin {
        Margin { of: of.iter().copied().map(Some).collect(), target: target.to_vec() }
    }

    /// Four cells 2 1 / 1 2, margins 3:1 and 1:1. By hand w = r·c with 2x + y = 9/2 …: row and column sums
    /// are met.
    #[test]
    fn two_margins_are_met_at_once() {
        let (rows, columns) =
            (margin(&[0, 0, 0, 1, 1, 1], &[3.0, 1.0]), margin(&[0, 0, 1, 0, 1, 1], &[1.0, 1.0]));
        let weights = rake(&[rows, columns], 6).unwrap();
        assert!((weights[..3].iter().sum::<f64>() - 4.5).abs() < 1e-10);
        assert!((weights[0] + weights[1] + weights[3] - 3.0).abs() < 1e-10);
        assert!((weights.iter().sum::<f64>() - 6.0).abs() < 1e-10);
        // The nearest to even ones: the odds ratio of the cells' weights stays 1.
        assert!((weights[0] * weights[4] / (weights[2] * weights[3]) - 1.0).abs() < 1e-10);
    }

    #[test]
    fn who_is_not_known_keeps_their_weight() {
        let margin = Margin { of: vec![Some(0), Some(0), Some(1), None], target: vec![1.0, 2.0] };
        let weights = rake(&[margin], 4).unwrap();
        assert!((weights[3] - 1.0).abs() < 1e-12 && (weights[2] - 2.0).abs() < 1e-12);
        assert!((weights[0] - 0.5).abs() < 1e-12);
    }

    #[test]
    fn undefined_has_its_reason() {
        let why = |margins: &[Margin], people| rake(margins, people).unwrap_err();
        assert_eq!(why(&[], 0), Undefined::Nobody);
        assert_eq!(why(&[margin(&[0, 0], &[1.0, 1.0])], 2), Undefined::TargetWithoutAnswers);
        assert_eq!(why(&[margin(&[0, 1], &[1.0])], 2), Undefined::AnswersWithoutTarget);
        assert_eq!(why(&[margin(&[0], &[1.0])], 2), Undefined::UnevenLists);
        assert_eq!(why(&[margin(&[0, 1], &[1.0, -1.0])], 2), Undefined::BadNumber);
        assert_eq!(why(&[margin(&[0, 1], &[0.0, 0.0])], 2), Undefined::BadNumber);
        let contrary = [margin(&[0, 1], &[1.0, 3.0]), margin(&[0, 1], &[3.0, 1.0])];
        assert_eq!(why(&contrary, 2), Undefined::NoConvergence);
        assert_eq!(
            why(&[margin(&[0, 1], &[0.0, 1.0]), margin(&[0, 1], &[1.0, 1.0])], 2),
            Undefined::NoConvergence
        );
    }

    #[test]
    fn nothing_known_and_one_person_weigh_one() {
        assert_eq!(rake(&[], 3), Ok(vec![1.0; 3]));
        assert_eq!(rake(&[margin(&[0], &[7.0])], 1), Ok(vec![1.0]));
    }

    #[test]
    fn trimming_keeps_the_sum_and_the_cap() {
        let weights = trimmed(&[0.1, 0.2, 1.0, 4.0, 9.0], 1.5).unwrap();
        assert!((weights.iter().sum::<f64>() - 14.3).abs() < 1e-12);
        assert!(weights.iter().all(|w| *w <= 1.5 * 14.3 / 5.0 + 1e-9), "{weights:?}");
        assert!(weights.is_sorted());
        assert_eq!(trimmed(&[1.0, 1.0], 1.0), Ok(vec![1.0, 1.0]));
        assert_eq!(trimmed(&[1.0, 1.0], 0.9), Err(Undefined::BadNumber));
        assert_eq!(trimmed(&[], 2.0), Err(Undefined::Nobody));
        // Those without weight have nothing to multiply: what is cut off them is lost, the cap holds.
        assert_eq!(trimmed(&[0.0, 0.0, 3.0], 2.0), Ok(vec![0.0, 0.0, 2.0]));
    }
}
