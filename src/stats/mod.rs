//! Intervals, tests, permutations.
