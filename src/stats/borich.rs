//! What matters and is not there: importance against confidence.

use super::undefined::Undefined;

/// The lowest and highest answer of a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The lowest answer.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

/// How importance and confidence were made comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// Both were asked on the same scale and are taken as answered.
    AsAnswered,
    /// They were asked on different scales and each was spread over 0–1: (answer − low)/(high − low).
    /// Discrepancies then lie between −1 and 1 and must not be put beside others.
    ZeroToOne,
}

/// One item's importance and confidence, on those who gave both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discrepancy {
    /// People who gave both.
    pub n: usize,
    /// Mean importance.
    pub importance: f64,
    /// Mean confidence.
    pub confidence: f64,
}

impl Discrepancy {
    /// Importance − confidence: above 0 it matters more than people feel able.
    pub fn gap(&self) -> f64 {
        self.importance - self.confidence
    }

    /// Borich's (1980) mean weighted discrepancy, mean(I − C)·mean(I): the gap, counting more where it
    /// matters more.
    pub fn borich(&self) -> f64 {
        self.gap() * self.importance
    }
}

/// Where an item stands when both means are cut (Martilla & James 1977). A mean at the cut counts as high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quadrant {
    /// High importance, low confidence: begin here.
    BeginHere,
    /// High importance, high confidence.
    KeepUp,
    /// Low importance, low confidence.
    CanWait,
    /// Low importance, high confidence.
    AlreadyThere,
}

/// An item among the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Priority {
    /// Its means.
    pub means: Discrepancy,
    /// Its quadrant by the cuts.
    pub quadrant: Quadrant,
    /// Its place by Borich's discrepancy, the largest being 1; equal ones share a place and the next is left
    /// out.
    pub place: usize,
    /// Whether another item has the same place.
    pub shared: bool,
}

/// All items of a framework, in the order given.
#[derive(Clone, Debug, PartialEq)]
pub struct Priorities {
    /// The cut on importance: the grand mean, of the items' means, each item counting once.
    pub cut_importance: f64,
    /// The cut on confidence, likewise.
    pub cut_confidence: f64,
    /// Each item, or why it has no place.
    pub items: Vec<Result<Priority, Undefined>>,
}

/// Differences below this are rounding.
const SAME: f64 = 1e-9;

/// Brings the pairs (importance, confidence) to one footing: as answered where both scales are the same, else
/// 0–1.
///
/// ```
/// use crossweave::stats::borich::{Footing, Scale, on_one_footing};
/// let (importance, confidence) = (Scale { low: 1.0, high: 5.0 }, Scale { low: 0.0, high: 10.0 });
/// let (footing, pairs) = on_one_footing(&[(5.0, 5.0)], importance, confidence).unwrap();
/// assert_eq!((footing, pairs[0]), (Footing::ZeroToOne, (1.0, 0.5)));
/// ```
pub fn on_one_footing(
    pairs: &[(f64, f64)],
    importance: Scale,
    confidence: Scale,
) -> Result<(Footing, Vec<(f64, f64)>), Undefined> {
    let long = |scale: Scale| scale.high > scale.low && (scale.high - scale.low).is_finite();
    if !long(importance) || !long(confidence) {
        return Err(Undefined::EmptyScale);
    }
    if importance == confidence {
        return Ok((Footing::AsAnswered, pairs.to_vec()));
    }
    let spread = |x: f64, scale: Scale| (x - scale.low) / (scale.high - scale.low);
    let both = pairs.iter().map(|(i, c)| (spread(*i, importance), spread(*c, confidence)));
    Ok((Footing::ZeroToOne, both.collect()))
}

/// One item's means from pairs (importance, confidence) of those who gave both; undefined when nobody did.
///
/// ```
/// use crossweave::stats::borich::discrepancy;
/// let item = discrepancy(&[(4.0, 1.0), (3.0, 2.0)]).unwrap();
/// assert_eq!((item.gap(), item.borich()), (2.0, 7.0));
/// ```
pub fn discrepancy(pairs: &[(f64, f64)]) -> Result<Discrepancy, Undefined> {
    let n = pairs.len();
    if n == 0 {
        return Err(Undefined::Nobody);
    }
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n as f64;
    let (importance, confidence) = (mean(|pair| pair.0), mean(|pair| pair.1));
    if !importance.is_finite() || !confidence.is_finite() {
        return Err(Undefined::BadNumber);
    }
    Ok(Discrepancy { n, importance, confidence })
}

/// Ranks items and puts each in its quadrant; undefined when nobody gave both answers to any.
///
/// All items must be on one footing. An item to which nobody gave both takes no part in cuts or places.
pub fn priorities(items: &[Vec<(f64, f64)>]) -> Result<Priorities, Undefined> {
    let means: Vec<Result<Discrepancy, Undefined>> = items.iter().map(|pairs| discrepancy(pairs)).collect();
    let known: Vec<Discrepancy> = means.iter().filter_map(|item| item.ok()).collect();
    if known.is_empty() {
        return Err(Undefined::Nobody);
    }
    let grand = |of: fn(&Discrepancy) -> f64| known.iter().map(of).sum::<f64>() / known.len() as f64;
    let (cut_importance, cut_confidence) = (grand(|d| d.importance), grand(|d| d.confidence));
    let place = |means: Discrepancy| {
        let ahead = known.iter().filter(|other| other.borich() > means.borich() + SAME).count();
        let level = known.iter().filter(|other| (other.borich() - means.borich()).abs() <= SAME).count();
        let quadrant = quadrant(&means, cut_importance, cut_confidence);
        Priority { means, quadrant, place: ahead + 1, shared: level > 1 }
    };
    Ok(Priorities {
        cut_importance,
        cut_confidence,
        items: means.into_iter().map(|item| item.map(place)).collect(),
    })
}

/// The quadrant of an item by cuts of one's own.
pub fn quadrant(item: &Discrepancy, cut_importance: f64, cut_confidence: f64) -> Quadrant {
    match (item.importance >= cut_importance - SAME, item.confidence >= cut_confidence - SAME) {
        (true, false) => Quadrant::BeginHere,
        (true, true) => Quadrant::KeepUp,
        (false, false) => Quadrant::CanWait,
        (false, true) => Quadrant::AlreadyThere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: means (4,1), (2,3), (4,3), (2,1) give 12, −2, 4, 2 around cuts of 3 and 2.
    #[test]
    fn four_items_in_four_quadrants() {
        let items = [(4.0, 1.0), (2.0, 3.0), (4.0, 3.0), (2.0, 1.0)].map(|pair| vec![pair, pair]);
        let found = priorities(&items).unwrap();
        assert_eq!((found.cut_importance, found.cut_confidence), (3.0, 2.0));
        let items: Vec<Priority> = found.items.into_iter().map(Result::unwrap).collect();
        assert_eq!(items.iter().map(|i| i.place).collect::<Vec<_>>(), [1, 4, 2, 3]);
        assert_eq!(items.iter().map(|i| i.means.borich()).collect::<Vec<_>>(), [12.0, -2.0, 4.0, 2.0]);
        let quadrants: Vec<Quadrant> = items.iter().map(|i| i.quadrant).collect();
        assert_eq!(
            quadrants,
            [Quadrant::BeginHere, Quadrant::AlreadyThere, Quadrant::KeepUp, Quadrant::CanWait]
        );
    }

    #[test]
    fn equal_items_share_a_place_and_all_alike_is_high() {
        let items = [vec![(4.0, 2.0)], vec![(4.0, 2.0), (4.0, 2.0)], vec![], vec![(4.0, 3.0)]];
        let found = priorities(&items).unwrap();
        let place = |at: usize| found.items[at].map(|i| (i.place, i.shared));
        assert_eq!((place(0), place(1), place(3)), (Ok((1, true)), Ok((1, true)), Ok((3, false))));
        assert_eq!(place(2), Err(Undefined::Nobody));
        let alike = priorities(&[vec![(3.3, 3.3)], vec![(3.3, 3.3)], vec![(3.3, 3.3)]]).unwrap();
        assert!(alike.items.iter().all(|i| i.unwrap().quadrant == Quadrant::KeepUp));
    }

    #[test]
    fn different_scales_are_spread_over_nought_to_one() {
        let four = Scale { low: 1.0, high: 4.0 };
        assert_eq!(on_one_footing(&[(4.0, 1.0)], four, four), Ok((Footing::AsAnswered, vec![(4.0, 1.0)])));
        let five = Scale { low: 1.0, high: 5.0 };
        let (footing, pairs) = on_one_footing(&[(4.0, 3.0)], four, five).unwrap();
        assert_eq!((footing, pairs), (Footing::ZeroToOne, vec![(1.0, 0.5)]));
        let none = Scale { low: 1.0, high: 1.0 };
        assert_eq!(on_one_footing(&[], none, four), Err(Undefined::EmptyScale));
    }

    #[test]
    fn undefined_has_its_reason() {
        assert_eq!(discrepancy(&[]), Err(Undefined::Nobody));
        assert_eq!(discrepancy(&[(f64::INFINITY, 1.0)]), Err(Undefined::BadNumber));
        assert_eq!(priorities(&[]), Err(Undefined::Nobody));
        assert_eq!(priorities(&[vec![], vec![]]), Err(Undefined::Nobody));
    }
}
