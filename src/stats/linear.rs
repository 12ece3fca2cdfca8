//! Small systems of linear equations.

/// Solves A·x = b for a symmetric positive definite A, row by row, by Cholesky; `None` when A is not.
pub(super) fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let n = right.len();
    let mut lower = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - known;
            if i != j {
                lower[i][j] = rest / lower[j][j];
            } else if rest > 1e-12 * matrix[i][i].abs() {
                lower[i][i] = f64::sqrt(rest);
            } else {
                return None;
            }
        }
    }
    let mut x = right.to_vec();
    for i in 0..n {
        let known: f64 = (0..i).map(|k| lower[i][k] * x[k]).sum();
        x[i] = (x[i] - known) / lower[i][i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| lower[k][i] * x[k]).sum();
        x[i] = (x[i] - known) / lower[i][i];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_equations_are_solved() {
        let matrix = [vec![4.0, 2.0, 0.0], vec![2.0, 5.0, 1.0], vec![0.0, 1.0, 3.0]];
        let x = solve(&matrix, &[8.0, 15.0, 11.0]).unwrap();
        for (row, right) in matrix.iter().zip([8.0, 15.0, 11.0]) {
            assert!((row.iter().zip(&x).map(|(a, x)| a * x).sum::<f64>() - right).abs() < 1e-12);
        }
    }

    #[test]
    fn dependent_equations_have_no_solution() {
        assert_eq!(solve(&[vec![1.0, 1.0], vec![1.0, 1.0]], &[1.0, 2.0]), None);
        assert_eq!(solve(&[], &[]), Some(vec![]));
    }
}
