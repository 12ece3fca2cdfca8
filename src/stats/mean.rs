//! An interval for the mean of answers given in whole steps.
//!
//! In a small team all may answer alike, and Student's interval is then 0 wide, as if it were certain
//! that nobody else would answer otherwise. Of teams of five to nine with answers at one end of the scale it
//! holds the truth in 87 of 100. The interval here is Student's with the squares of two more answers,
//! half a step either side of the mean: an answer in whole steps hides as much. By simulation it holds
//! the truth 95 to 96 times in 100 (`docs/adr/0008-intervals-by-coverage.md`). It is never 0 wide unless
//! everyone answered, and from about thirty answers up it is Student's.

use super::interval::t_point;
use super::levels::Levels;
use super::share::Basis;

/// A mean with its interval, in the unit of the answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanInterval {
    /// Answers.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, with n − 1, nothing being added; `None` of one answer.
    pub sd: Option<f64>,
    /// The 95 % interval; `None` of one answer, from which nothing can be said of others.
    pub interval: Option<(f64, f64)>,
    /// Whom it speaks for.
    pub basis: Basis,
}

impl MeanInterval {
    /// The same with the interval cut to the ends of the scale, beyond which no mean can be.
    pub fn within(mut self, lowest: f64, highest: f64) -> Self {
        self.interval = self.interval.map(|(low, high)| (low.max(lowest), high.min(highest)));
        self
    }
}

/// The mean of levels, or of changes of level, of a group of `people`; `None` when nobody answered.
///
/// ```
/// use crossweave::stats::{levels::Levels, mean::of_levels};
/// // All five alike: sure of the mean to within a level, not beyond doubt.
/// let alike = of_levels(&Levels::of([3; 5]), None).unwrap();
/// let (low, high) = alike.interval.unwrap();
/// assert!((low - 2.561).abs() < 1e-3 && (high - 3.439).abs() < 1e-3);
/// assert_eq!(of_levels(&Levels::of([]), None), None);
/// ```
pub fn of_levels(answers: &Levels, people: Option<u64>) -> Option<MeanInterval> {
    Some(interval(answers.n(), answers.mean()?, answers.squares(), 1.0, people))
}

/// The mean of `values` that come in steps of `step` (an index over 25 answers on five levels comes in
/// steps of 1 when it runs from 0 to 100); `None` when there are none.
pub fn of_values(values: &[f64], step: f64, people: Option<u64>) -> Option<MeanInterval> {
    if values.is_empty() {
        return None;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    Some(interval(values.len() as u64, mean, squares, step, people))
}

fn interval(n: u64, mean: f64, squares: f64, step: f64, people: Option<u64>) -> MeanInterval {
    let basis = Basis::of(n, people);
    let (size, freedom) = (n as f64, n as f64 - 1.0);
    let half = t_point(freedom).map(|t| t * (error(squares, n, step) * left_out(n, basis)).sqrt());
    MeanInterval {
        n,
        mean,
        sd: (size >= 2.0).then(|| (squares / freedom).sqrt()),
        interval: half.map(|half| (mean - half, mean + half)),
        basis,
    }
}

/// Squared standard error of a mean, the squares of two more answers being added, which stand half a
/// step either side of the mean.
fn error(squares: f64, n: u64, step: f64) -> f64 {
    (squares + 2.0 * (step / 2.0).powi(2)) / (n as f64 - 1.0) / n as f64
}

/// Share of the group that did not answer, by which a variance with n − 1 shrinks; 1 of a sample.
fn left_out(n: u64, basis: Basis) -> f64 {
    match basis {
        Basis::Sampled | Basis::ShortList { .. } => 1.0,
        Basis::Everyone => 0.0,
        Basis::Census { people } => 1.0 - n as f64 / people as f64,
    }
}

/// The mean of `after` less that of `before`, given by different people, with Welch's interval (1947)
/// over the same errors as [`of_levels`]; `None` when either has fewer than two answers.
///
/// ```
/// use crossweave::stats::{levels::Levels, mean::difference};
/// let (change, (low, high)) = difference(&Levels::of([2; 4]), &Levels::of([3; 6])).unwrap();
/// assert_eq!(change, 1.0);
/// assert!(low > 0.3 && low < 0.6 && high > 1.4 && high < 1.7);
/// ```
pub fn difference(before: &Levels, after: &Levels) -> Option<(f64, (f64, f64))> {
    let change = after.mean()? - before.mean()?;
    welch(change, [(before.squares(), before.n()), (after.squares(), after.n())], 1.0)
}

/// [`difference`] of values that come in steps of `step`.
///
/// ```
/// use crossweave::stats::{levels::Levels, mean::{difference, difference_of_values}};
/// let of_levels = difference(&Levels::of([1, 2, 4]), &Levels::of([3, 3]));
/// assert_eq!(difference_of_values(&[1.0, 2.0, 4.0], &[3.0, 3.0], 1.0), of_levels);
/// assert_eq!(difference_of_values(&[1.0], &[3.0, 3.0], 1.0), None);
/// ```
pub fn difference_of_values(before: &[f64], after: &[f64], step: f64) -> Option<(f64, (f64, f64))> {
    let (a, b) = (of_values(before, step, None)?, of_values(after, step, None)?);
    let squares = |values: &[f64], mean: f64| values.iter().map(|x| (x - mean) * (x - mean)).sum();
    welch(b.mean - a.mean, [(squares(before, a.mean), a.n), (squares(after, b.mean), b.n)], step)
}

/// A change of means with Welch's interval, from the squares and the number of the values before and after.
fn welch(change: f64, sides: [(f64, u64); 2], step: f64) -> Option<(f64, (f64, f64))> {
    let [(squares_a, n_a), (squares_b, n_b)] = sides;
    if n_a < 2 || n_b < 2 {
        return None;
    }
    let (a, b) = (error(squares_a, n_a, step), error(squares_b, n_b, step));
    let freedom = (a + b) * (a + b) / (a * a / (n_a as f64 - 1.0) + b * b / (n_b as f64 - 1.0));
    let half = t_point(freedom)? * (a + b).sqrt();
    Some((change, (change - half, change + half)))
}

#[cfg(test)]
mod tests {
    use super::super::interval::mean_t;
    use super::*;

    #[test]
    fn one_answer_has_a_mean_and_no_interval() {
        let one = of_levels(&Levels::of([4]), None).unwrap();
        assert_eq!((one.mean, one.sd, one.interval), (4.0, None, None));
        assert_eq!(difference(&Levels::of([4]), &Levels::of([1, 2])), None);
        assert_eq!(difference(&Levels::of([]), &Levels::of([1, 2])), None);
    }

    #[test]
    fn it_is_students_with_half_a_squared_step_more() {
        let values = [1.0, 2.0, 3.0, 4.0];
        let (mean, student) = mean_t(&values).unwrap();
        let ours = of_values(&values, 1.0, None).unwrap();
        let half = |(low, high): (f64, f64)| (high - low) / 2.0;
        let (ours_half, student_half) = (half(ours.interval.unwrap()), half(student.unwrap()));
        assert_eq!((ours.mean, ours.sd), (mean, Some((5.0_f64 / 3.0).sqrt())));
        assert!((ours_half / student_half - (5.5_f64 / 5.0).sqrt()).abs() < 1e-12);
        // Steps a hundredth as large add a ten-thousandth of that.
        let fine = half(of_values(&values, 0.01, None).unwrap().interval.unwrap());
        assert!((fine / student_half - 1.0).abs() < 1e-5 && fine > student_half);
    }

    #[test]
    fn a_census_is_surer_and_certain_when_all_answered() {
        let answers = Levels::of([1, 2, 2, 3, 4]);
        let half = |people| {
            let (low, high) = of_levels(&answers, people).unwrap().interval.unwrap();
            (high - low) / 2.0
        };
        // Half of the group answered: half of the variance is left.
        assert!((half(Some(10)) / half(None) - 0.5_f64.sqrt()).abs() < 1e-12);
        assert_eq!((half(Some(5)), half(Some(4))), (0.0, half(None)));
    }

    #[test]
    fn levels_and_values_agree_and_no_mean_is_off_the_scale() {
        let answers = Levels::of([5, 5, 5, 4]);
        let found = of_levels(&answers, None).unwrap();
        assert_eq!(Some(found), of_values(&[4.0, 5.0, 5.0, 5.0], 1.0, None));
        assert!(found.interval.unwrap().1 > 5.0);
        let (low, high) = found.within(1.0, 5.0).interval.unwrap();
        assert!(low > 3.5 && high == 5.0);
    }
}
