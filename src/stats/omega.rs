//! Omega total from one factor.

use super::reliability::{Covariances, Missing, Unreliable, covariances};

/// Rounds of the iteration beyond which it is not expected to converge.
const ROUNDS: usize = 20_000;

/// McDonald's omega total of a scale with one factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Omega {
    /// (Σλ)²/((Σλ)² + Σψ): the share of the total's variance that the factor makes.
    pub omega: f64,
    /// Loading λ of each item on the factor, in levels; the sign is such that their sum is not below 0.
    pub loadings: Vec<f64>,
    /// Variance ψ that each item has of its own.
    pub own: Vec<f64>,
    /// People who answered every item.
    pub people: usize,
}

/// Omega total (McDonald 1999) of people × items, from people who answered every item.
///
/// The factor is fitted to the covariances of the items by unweighted least squares, called minimum
/// residuals too (Harman & Jones 1966): λ makes the sum over pairs of (sᵢⱼ − λᵢλⱼ)² least, and
/// ψᵢ = sᵢᵢ − λᵢ². Programs that fit correlations, or by likelihood, differ in the third place.
///
/// ```
/// use crossweave::stats::{omega::omega, reliability::Unreliable};
/// let rows = [[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 3, 4], [2, 1, 2], [1, 2, 1]];
/// let rows = rows.map(|r| r.map(|x| Some(f64::from(x))).to_vec());
/// // Three items have one solution: λ₁² = s₁₂s₁₃/s₂₃, and so on.
/// let found = omega(&rows).unwrap();
/// assert!((found.loadings[0].powi(2) - 0.733333333 * 1.1 / 0.6).abs() < 1e-8);
/// assert!((found.omega - 0.894179894).abs() < 1e-8);
/// let pairs = rows.map(|r| r[..2].to_vec());
/// assert_eq!(omega(&pairs), Err(Unreliable::FewItems));
/// ```
pub fn omega(rows: &[Vec<Option<f64>>]) -> Result<Omega, Unreliable> {
    let found = covariances(rows, Missing::Listwise, 3)?;
    if found.people < 3 {
        return Err(Unreliable::FewPeople);
    }
    if found.variances().any(|v| v <= 1e-12) {
        return Err(Unreliable::ItemAlike);
    }
    let loadings = one_factor(&found).ok_or(Unreliable::NotConverged)?;
    let own: Vec<f64> = found.variances().zip(&loadings).map(|(v, l)| v - l * l).collect();
    // Rounding aside, a variance of 0 is as impossible as one below it.
    if own.iter().zip(found.variances()).any(|(own, v)| *own <= 1e-6 * v) {
        return Err(Unreliable::Heywood);
    }
    let common = loadings.iter().sum::<f64>().powi(2);
    let omega = common / (common + own.iter().sum::<f64>());
    Ok(Omega { omega, loadings, own, people: found.people })
}

/// Loadings by least squares, one item at a time given the others; `None` when they do not settle.
fn one_factor(found: &Covariances) -> Option<Vec<f64>> {
    let size = found.variances().sum::<f64>().sqrt();
    let mut loadings = start(found);
    for _ in 0..ROUNDS {
        let mut moved = 0.0_f64;
        for i in 0..found.items {
            let (mut shared, mut squares) = (0.0, 0.0);
            for (j, l) in loadings.iter().enumerate().filter(|(j, _)| *j != i) {
                shared += found.at(i, j) * l;
                squares += l * l;
            }
            if squares <= 1e-12 * size * size {
                return None;
            }
            moved = moved.max((shared / squares - loadings[i]).abs());
            loadings[i] = shared / squares;
        }
        if moved <= 1e-13 * size {
            return Some(upright(loadings));
        }
    }
    None
}

/// A first guess: the direction in which the answers differ most, by the power method.
fn start(found: &Covariances) -> Vec<f64> {
    let k = found.items;
    let reach = |i: usize| (0..k).map(|j| found.at(i, j).abs()).sum::<f64>();
    let widest = (0..k).fold(0, |best, i| if reach(i) > reach(best) { i } else { best });
    let mut direction: Vec<f64> = (0..k).map(|j| found.at(widest, j)).collect();
    for _ in 0..50 {
        let next = (0..k).map(|i| (0..k).map(|j| found.at(i, j) * direction[j]).sum::<f64>());
        let next: Vec<f64> = next.collect();
        let length = next.iter().map(|x| x * x).sum::<f64>().sqrt();
        direction = next.iter().map(|x| x / length).collect();
    }
    // Along it, two thirds of the variance make a fair start.
    let size = (found.variances().sum::<f64>() * 2.0 / 3.0).sqrt();
    direction.iter().map(|x| x * size).collect()
}

fn upright(loadings: Vec<f64>) -> Vec<f64> {
    let sign = if loadings.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    loadings.into_iter().map(|l| l * sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people<const K: usize>(rows: &[[i32; K]]) -> Vec<Vec<Option<f64>>> {
        rows.iter().map(|row| row.iter().map(|x| Some(f64::from(*x))).collect()).collect()
    }

    #[test]
    fn an_item_that_would_have_less_than_no_variance_is_said() {
        // λ₃² = s₁₃s₂₃/s₁₂ = 1 · 1/0.8 is more than the item's variance of 1.
        let rows = people(&[[1, 2, 2], [2, 2, 3], [3, 4, 4], [4, 3, 4], [2, 1, 2]]);
        assert_eq!(omega(&rows), Err(Unreliable::Heywood));
    }

    #[test]
    fn items_that_have_nothing_in_common_have_no_factor() {
        // Every pair of items is uncorrelated: any loading but 0 fits worse.
        let rows = people(&[[1, 1, 1], [1, 2, 2], [2, 1, 2], [2, 2, 1]]);
        assert_eq!(omega(&rows), Err(Unreliable::NotConverged));
    }

    #[test]
    fn an_item_asked_the_other_way_round_loads_the_other_way() {
        let rows = [[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 3, 4], [2, 1, 2], [1, 2, 1]];
        let turned = omega(&people(&rows.map(|[a, b, c]| [a, 5 - b, c]))).unwrap();
        let found = omega(&people(&rows)).unwrap();
        assert!(turned.loadings[1] < 0.0 && turned.omega < found.omega);
        assert!((turned.loadings[1] + found.loadings[1]).abs() < 1e-9);
    }

    #[test]
    fn who_left_an_item_out_does_not_count() {
        let mut rows = people(&[[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 3, 4], [2, 1, 2], [1, 2, 1]]);
        let whole = omega(&rows).unwrap();
        rows.push(vec![Some(4.0), None, Some(1.0)]);
        rows.push(vec![Some(4.0)]);
        assert_eq!(omega(&rows), Ok(whole));
        assert_eq!(omega(&rows[..2]), Err(Unreliable::FewPeople));
        assert_eq!(omega(&[]), Err(Unreliable::FewItems));
    }
}
