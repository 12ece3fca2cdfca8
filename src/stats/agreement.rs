//! Whether people gave the same answer, or stand in two camps.

/// Van der Eijk's agreement A (2001, Measuring agreement in ordered rating scales) of the answers at each level,
/// lowest first: 1 where all gave one level, 0 where every level is as frequent, −1 where half stand at either end.
///
/// The counts are taken apart into layers in which a level is there or not; A is the mean of the layers' agreement,
/// by the answers in them. `None` without answers or with fewer than three levels, where there is no middle to leave
/// empty.
///
/// ```
/// use crossweave::stats::agreement::agreement;
/// // The example of R's agrmt: 0.6113333.
/// let a = agreement(&[30, 40, 210, 130, 530, 50, 10]).unwrap();
/// assert!((a - 0.611_333_333).abs() < 1e-9);
/// assert_eq!(agreement(&[5, 0, 0, 0, 5]), Some(-1.0));
/// assert_eq!(agreement(&[0, 0, 0]), None);
/// ```
pub fn agreement(counts: &[u64]) -> Option<f64> {
    let all: u64 = counts.iter().sum();
    if all == 0 || counts.len() < 3 {
        return None;
    }
    let (mut left, mut sum) = (counts.to_vec(), 0.0);
    while let Some(height) = left.iter().copied().filter(|n| *n > 0).min() {
        let layer: Vec<bool> = left.iter().map(|n| *n > 0).collect();
        let answers = height * layer.iter().filter(|there| **there).count() as u64;
        sum += answers as f64 / all as f64 * of_layer(&layer);
        left.iter_mut().for_each(|n| *n = n.saturating_sub(height));
    }
    Some(sum)
}

/// U·(1 − (S − 1)/(K − 1)) with S levels there of K.
fn of_layer(layer: &[bool]) -> f64 {
    let k = layer.len() as f64;
    let there = layer.iter().filter(|x| **x).count() as f64;
    unimodality(layer, k) * (1.0 - (there - 1.0) / (k - 1.0))
}

/// How little a layer has gaps: over all three levels of which two are there, those in which the two are neighbours
/// among the three against those in which they are not.
fn unimodality(layer: &[bool], k: f64) -> f64 {
    let (mut one_peak, mut two_peaks) = (0.0, 0.0);
    for high in 2..layer.len() {
        for middle in 1..high {
            for low in 0..middle {
                match (layer[low], layer[middle], layer[high]) {
                    (true, true, false) | (false, true, true) => one_peak += 1.0,
                    (true, false, true) => two_peaks += 1.0,
                    _ => {}
                }
            }
        }
    }
    let triples = one_peak + two_peaks;
    if triples == 0.0 { 1.0 } else { ((k - 2.0) * one_peak - (k - 1.0) * two_peaks) / ((k - 2.0) * triples) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_corners_are_where_they_should_be() {
        assert_eq!(agreement(&[0, 6, 0, 0, 0]), Some(1.0));
        assert_eq!(agreement(&[2; 5]), Some(0.0));
        assert_eq!(agreement(&[3, 0, 0, 0, 3]), Some(-1.0));
    }

    /// By hand, 0 3 2 0 1: layers 0 1 1 0 1, 0 1 1 0 0 and 0 1 0 0 0 with 3, 2 and 1 answers. The first has four
    /// triples with one peak and two with two, U = (3·4 − 4·2)/(3·6) = 2/9, A = 1/9; the others ¾ and 1.
    #[test]
    fn a_distribution_by_hand() {
        let expected = 3.0 / 6.0 * (1.0 / 9.0) + 2.0 / 6.0 * 0.75 + 1.0 / 6.0;
        assert!((agreement(&[0, 3, 2, 0, 1]).unwrap() - expected).abs() < 1e-12);
    }

    #[test]
    fn turning_the_scale_round_changes_nothing() {
        let counts = [4, 1, 0, 7, 2];
        let turned: Vec<u64> = counts.iter().rev().copied().collect();
        assert!((agreement(&counts).unwrap() - agreement(&turned).unwrap()).abs() < 1e-12);
    }

    #[test]
    fn undefined_without_answers_or_a_middle() {
        assert_eq!(agreement(&[]), None);
        assert_eq!(agreement(&[4, 4]), None);
        assert_eq!(agreement(&[0; 5]), None);
        assert_eq!(agreement(&[0, 0, 1]), Some(1.0), "one answer agrees with itself");
    }
}
