//! Random relabelling: the same for a seed and an index, whichever thread does it.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Permutations a label test uses.
pub const PERMUTATIONS: u32 = 1_000;

/// The generator of permutation `index`: one key from the seed, one stream a permutation.
pub fn generator(seed: u64, index: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(index);
    rng
}

/// Puts `items` into a random order, every order being equally likely (Durstenfeld 1964).
///
/// ```
/// use crossweave::network::permutation::{generator, shuffle};
/// let (mut a, mut b) = ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]);
/// shuffle(&mut a, &mut generator(7, 0));
/// shuffle(&mut b, &mut generator(7, 0));
/// assert_eq!(a, b);
/// ```
pub fn shuffle<T>(items: &mut [T], rng: &mut ChaCha8Rng) {
    for i in (1..items.len()).rev() {
        items.swap(i, below(i as u32 + 1, rng) as usize);
    }
}

/// A whole number below `bound`, without bias (Lemire 2019).
pub fn below(bound: u32, rng: &mut ChaCha8Rng) -> u32 {
    let mut product = u64::from(rng.next_u32()) * u64::from(bound);
    if (product as u32) < bound {
        let reject = bound.wrapping_neg() % bound.max(1);
        while (product as u32) < reject {
            product = u64::from(rng.next_u32()) * u64::from(bound);
        }
    }
    (product >> 32) as u32
}

/// A number from 0 up to, and not including, 1.
pub fn unit(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_three_comes_up_equally_often() {
        let mut seen = std::collections::BTreeMap::new();
        for index in 0..6_000 {
            let mut items = [0, 1, 2];
            shuffle(&mut items, &mut generator(11, index));
            *seen.entry(items).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 6);
        assert!(seen.values().all(|n| (880..1_120).contains(n)), "{seen:?}");
    }

    #[test]
    fn streams_and_seeds_differ() {
        let order = |seed, index| {
            let mut items: Vec<u32> = (0..50).collect();
            shuffle(&mut items, &mut generator(seed, index));
            items
        };
        assert_ne!(order(1, 0), order(1, 1));
        assert_ne!(order(1, 0), order(2, 0));
        assert_eq!(order(3, 9), order(3, 9));
    }

    #[test]
    fn numbers_stay_below_their_bound() {
        let mut rng = generator(5, 0);
        assert!((0..1_000).all(|_| below(7, &mut rng) < 7));
        assert!((0..1_000).map(|_| unit(&mut rng)).all(|x| (0.0..1.0).contains(&x)));
    }
}
