//! Asking afterwards how it was before: a workshop teaches people what they did not know.
//!
//! Someone who rated themselves 4 and, having learned, says "I was at 2 then" has shifted their yardstick by
//! 2 (Howard 1980). Change against the first wave hides what was learned, change against the recalled start
//! adds the wish to have learned; both are shown, with the shift between them.

use super::partly::{MeanChange, TwoWaves};
use super::undefined::Undefined;

/// One person's three ratings of one skill.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratings {
    /// Given before, at the first wave.
    pub first: Option<f64>,
    /// "Before", asked afterwards.
    pub recalled: Option<f64>,
    /// Given afterwards, about now.
    pub after: Option<f64>,
}

/// The three comparisons on the same people, so that `by_recall` = `by_first` + `shift`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// Response shift, first − recalled: above 0 people had thought themselves more confident than they now
    /// say.
    pub shift: MeanChange,
    /// after − first.
    pub by_first: MeanChange,
    /// after − recalled.
    pub by_recall: MeanChange,
}

/// What can be said about change with a recalled start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retrospective {
    /// On those who gave all three ratings.
    pub all_three: Result<Compared, Undefined>,
    /// after − first, on all who gave both of these.
    pub by_first: Result<MeanChange, Undefined>,
    /// after − recalled, on all who gave both of these.
    pub by_recall: Result<MeanChange, Undefined>,
}

/// Compares the first wave, the start as recalled, and now; paired t intervals throughout.
///
/// ```
/// use crossweave::stats::retrospective::{Ratings, retrospective};
/// let rating = |first, recalled, after| Ratings { first: Some(first), recalled: Some(recalled), after: Some(after) };
/// let people = [rating(4.0, 2.0, 4.0), rating(3.0, 2.0, 3.0), rating(4.0, 3.0, 5.0)];
/// let compared = retrospective(&people).all_three.unwrap();
/// assert!((compared.shift.change - 4.0 / 3.0).abs() < 1e-12);
/// assert!((compared.by_first.change - 1.0 / 3.0).abs() < 1e-12);
/// ```
pub fn retrospective(people: &[Ratings]) -> Retrospective {
    let complete: Vec<Ratings> = people
        .iter()
        .copied()
        .filter(|p| p.first.is_some() && p.recalled.is_some() && p.after.is_some())
        .collect();
    Retrospective {
        all_three: compared(&complete),
        by_first: paired(people, |p| (p.first, p.after)),
        by_recall: paired(people, |p| (p.recalled, p.after)),
    }
}

fn compared(people: &[Ratings]) -> Result<Compared, Undefined> {
    Ok(Compared {
        shift: paired(people, |p| (p.recalled, p.first))?,
        by_first: paired(people, |p| (p.first, p.after))?,
        by_recall: paired(people, |p| (p.recalled, p.after))?,
    })
}

fn paired(
    people: &[Ratings],
    of: impl Fn(&Ratings) -> (Option<f64>, Option<f64>),
) -> Result<MeanChange, Undefined> {
    TwoWaves::from_people(&people.iter().map(of).collect::<Vec<_>>()).same_people()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::partly::Population;

    fn all(first: f64, recalled: f64, after: f64) -> Ratings {
        Ratings { first: Some(first), recalled: Some(recalled), after: Some(after) }
    }

    #[test]
    fn the_three_add_up_on_the_same_people() {
        let mut people = vec![all(4.0, 2.0, 4.0), all(3.0, 3.0, 4.0), all(4.0, 3.0, 3.0), all(2.0, 1.0, 4.0)];
        people.push(Ratings { first: None, ..all(0.0, 1.0, 5.0) });
        people.push(Ratings { recalled: None, ..all(5.0, 0.0, 5.0) });
        let found = retrospective(&people);
        let three = found.all_three.unwrap();
        assert_eq!((three.shift.change, three.by_first.change, three.by_recall.change), (1.0, 0.5, 1.5));
        assert_eq!(three.shift.population, Population::SamePeople { n: 4 });
        assert_eq!(found.by_recall.unwrap().change, 2.0);
        assert_eq!(found.by_first.unwrap().population, Population::SamePeople { n: 5 });
        let sure = three.shift.sure.unwrap();
        assert!((sure.error - (2.0f64 / 3.0 / 4.0).sqrt()).abs() < 1e-12 && sure.low < 0.0);
    }

    #[test]
    fn undefined_has_its_reason() {
        let none = retrospective(&[]);
        assert_eq!(none.all_three, Err(Undefined::NobodyInBoth));
        let one = retrospective(&[all(4.0, 2.0, 4.0)]).all_three.unwrap();
        assert_eq!((one.shift.change, one.shift.sure), (2.0, Err(Undefined::OnePerson)));
        let alike = retrospective(&[all(3.0, 3.0, 3.0); 6]).all_three.unwrap();
        assert_eq!((alike.shift.change, alike.shift.sure), (0.0, Err(Undefined::AllAlike)));
        let unlinked = retrospective(&[
            Ratings { first: Some(2.0), ..Ratings::default() },
            Ratings { first: None, ..all(0.0, 2.0, 4.0) },
        ]);
        assert_eq!(unlinked.all_three, Err(Undefined::NobodyInBoth));
        assert_eq!(unlinked.by_recall.unwrap().change, 2.0);
    }
}
