//! Weights as whole numbers, so that sums are the same in any order.

use std::collections::BTreeMap;

/// Parts of one whole interaction: divisible by every number from 1 to 40, so that shares among so many
/// are exact. Shares among more are rounded to the nearest part, an error below 10⁻¹⁵.
pub const WHOLE: u128 = 5_342_931_457_063_200;

/// One interaction shared among `recipients`, in parts of [`WHOLE`].
///
/// ```
/// use crossweave::ingest::fold::weight::{WHOLE, number, share};
/// assert_eq!(share(3) * 3, WHOLE);
/// assert_eq!(number(share(4) + share(4)), 0.5);
/// ```
pub fn share(recipients: u16) -> u128 {
    let among = u128::from(recipients.max(1));
    (WHOLE + among / 2) / among
}

/// Parts of [`WHOLE`] as a number of interactions.
pub fn number(parts: u128) -> f64 {
    let (whole, rest) = (parts / WHOLE, parts % WHOLE);
    whole as f64 + rest as f64 / WHOLE as f64
}

/// Weights by day, in days since 1970-01-01.
pub type ByDay = BTreeMap<i32, u128>;

/// The sum of weights by day, halved for each half-life between the day and `newest`.
///
/// ```
/// use crossweave::ingest::fold::weight::{WHOLE, decayed};
/// let days = [(10, WHOLE), (17, 2 * WHOLE)].into();
/// assert_eq!(decayed(&days, 7, 17), 2.5);
/// ```
pub fn decayed(days: &ByDay, half_life: u32, newest: i32) -> f64 {
    let one = |(day, parts): (&i32, &u128)| {
        let age = f64::from(newest) - f64::from(*day);
        number(*parts) * (-age / f64::from(half_life.max(1))).exp2()
    };
    days.iter().map(one).sum::<f64>()
}
