//! What would reverse a finding, counted from the numbers it shows. Those are rounded, so a count
//! is near enough and said with "about".

use crate::measures::Measurement;
use crate::report::words;

/// Confident answers that would lift one share above another: the least `d` with
/// `num + d > share × den`.
///
/// 30 of 100 against 34 %: five more make 35 of 100.
pub fn answers_to_pass(m: &Measurement, other: f64) -> Option<u64> {
    let share = m.value.as_f64()?;
    let missing = (other - share) * m.n as f64;
    (missing >= 0.0).then(|| (missing + 1e-9).floor() as u64 + 1)
}

/// Answers that would each have to be a level higher to close a mean gap of levels.
pub fn levels_to_close(m: &Measurement) -> Option<u64> {
    let gap = m.value.as_f64()?;
    (gap > 0.0).then(|| (gap * m.n as f64 - 1e-9).ceil() as u64)
}

/// People who gained as much as the average and whose staying put would bring an interval's nearer
/// end to 0. `None` where it holds 0 already.
pub fn people_to_blur(m: &Measurement, people: u64) -> Option<u64> {
    let value = m.value.as_f64()?;
    let near = if value > 0.0 { m.low? } else { m.high? };
    let clear = near * value > 0.0;
    clear.then(|| ((near / value) * people as f64 - 1e-9).ceil().max(1.0) as u64)
}

/// `One different answer`, `About 12 different answers`.
pub fn about(n: u64, one: &str, many: &str) -> String {
    words::capital(&format!("{} {}", roughly(n), if n == 1 { one } else { many }))
}

/// `one`, `about 12`.
pub fn roughly(n: u64) -> String {
    if n == 1 { "one".to_owned() } else { format!("about {}", words::count(n)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::{Key, Value};

    fn of(value: f64, n: u64, interval: Option<(f64, f64)>) -> Measurement {
        Measurement::new(Key::network("index"), Value::Number(value), n).with_interval(interval)
    }

    #[test]
    fn one_more_than_level_passes() {
        assert_eq!(answers_to_pass(&of(0.30, 100, None), 0.34), Some(5));
        assert_eq!(answers_to_pass(&of(0.34, 100, None), 0.34), Some(1));
        assert_eq!(answers_to_pass(&of(0.35, 100, None), 0.34), None);
    }

    #[test]
    fn a_gap_closes_when_its_levels_are_made_up() {
        assert_eq!(levels_to_close(&of(0.5, 21, None)), Some(11));
        assert_eq!(levels_to_close(&of(-0.5, 21, None)), None);
    }

    #[test]
    fn a_change_blurs_when_enough_of_it_goes() {
        assert_eq!(people_to_blur(&of(8.0, 40, Some((2.0, 14.0))), 40), Some(10));
        assert_eq!(people_to_blur(&of(-8.0, 40, Some((-14.0, -2.0))), 40), Some(10));
        assert_eq!(people_to_blur(&of(8.0, 40, Some((-1.0, 17.0))), 40), None);
    }

    #[test]
    fn counts_are_said_with_their_nouns() {
        assert_eq!(about(1, "different answer", "different answers"), "One different answer");
        assert_eq!(about(1200, "different answer", "different answers"), "About 1,200 different answers");
    }
}
