//! Dates as people type them. Whether `03/04/2014` is the third of April or the fourth of March is
//! decided for a whole column from all its values, never for one cell.

use jiff::civil::{Date, DateTime};

use super::cell::Cell;

const DAY: i64 = 86_400;

/// A date, or a date and time, as text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextDate {
    /// Certain: seconds since 1970-01-01, civil time as written.
    Exact(i64),
    /// Two numbers and a year, in an order the column has to settle.
    Slashed {
        /// First number.
        first: u8,
        /// Second number.
        second: u8,
        /// Year, four digits.
        year: u16,
        /// Seconds into the day.
        seconds: u32,
    },
}

/// Which of two numbers in a date is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// `31/12/2014`.
    #[default]
    DayFirst,
    /// `12/31/2014`.
    MonthFirst,
}

/// What a column's dates say about their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    first_over_12: u64,
    second_over_12: u64,
    open: u64,
}

impl OrderEvidence {
    /// Takes one more date into account.
    pub fn note(&mut self, date: TextDate) {
        if let TextDate::Slashed { first, second, .. } = date {
            match (first > 12, second > 12) {
                (true, false) => self.first_over_12 += 1,
                (false, true) => self.second_over_12 += 1,
                _ if first != second => self.open += 1,
                _ => {}
            }
        }
    }

    /// Joins the evidence of other rows of the column.
    pub fn join(&mut self, other: Self) {
        self.first_over_12 += other.first_over_12;
        self.second_over_12 += other.second_over_12;
        self.open += other.open;
    }

    /// The order: the one with evidence, or more of it; day first when there is none.
    pub fn order(&self) -> DayOrder {
        if self.second_over_12 > self.first_over_12 { DayOrder::MonthFirst } else { DayOrder::DayFirst }
    }

    /// Whether some dates could be read either way and nothing settles which.
    pub fn is_unsettled(&self) -> bool {
        self.open > 0 && self.first_over_12 == self.second_over_12
    }
}

impl TextDate {
    /// Seconds since 1970-01-01 under an order; `None` when there is no such day.
    pub fn seconds(self, order: DayOrder) -> Option<i64> {
        match self {
            TextDate::Exact(seconds) => Some(seconds),
            TextDate::Slashed { first, second, year, seconds } => {
                let (day, month) = match order {
                    DayOrder::DayFirst => (first, second),
                    DayOrder::MonthFirst => (second, first),
                };
                Some(days(year, month, day)? * DAY + i64::from(seconds))
            }
        }
    }

    /// The day under an order.
    pub fn date(self, order: DayOrder) -> Option<Date> {
        date_of(self.seconds(order)?)
    }

    /// The date a cell holds, as a date or as text.
    pub fn of(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Date(at) => Some(TextDate::Exact(seconds_of(*at))),
            Cell::Text(text) => parse(text.as_bytes()),
            _ => None,
        }
    }
}

/// Reads `YYYY-MM-DD[ T]HH:MM[:SS]` (an offset is left aside: the time stands as written),
/// `DD/MM/YYYY` and `M/D/YY`, with `/`, `-` or `.`, and a time with or without AM and PM.
///
/// ```
/// use crossweave::ingest::date::{parse, TextDate};
/// assert_eq!(parse(b"1970-01-02T00:01:00"), Some(TextDate::Exact(86_460)));
/// assert_eq!(parse(b"32/01/2014"), None);
/// ```
pub fn parse(text: &[u8]) -> Option<TextDate> {
    if let Some(exact) = iso(text) {
        return Some(TextDate::Exact(exact));
    }
    slashed(text)
}

/// The form logs are written in, by position.
fn iso(t: &[u8]) -> Option<i64> {
    if t.len() < 10 || !matches!(t[4], b'-' | b'/') || t[7] != t[4] {
        return None;
    }
    let year = two(t[0], t[1])? * 100 + two(t[2], t[3])?;
    let day = days(year, two(t[5], t[6])? as u8, two(t[8], t[9])? as u8)?;
    let seconds = if t.len() == 10 {
        0
    } else if matches!(t[10], b'T' | b' ' | b't') {
        time_of_day(&t[11..])?
    } else {
        return None;
    };
    Some(day * DAY + i64::from(seconds))
}

fn two(a: u8, b: u8) -> Option<u16> {
    (a.is_ascii_digit() && b.is_ascii_digit()).then(|| u16::from(a - b'0') * 10 + u16::from(b - b'0'))
}

fn slashed(t: &[u8]) -> Option<TextDate> {
    let (first, rest) = number(t)?;
    let (&mark, rest) = rest.split_first()?;
    let (second, rest) = number(rest)?;
    let (&mark_again, rest) = rest.split_first()?;
    let (year, after) = number(rest)?;
    let written = rest.len() - after.len();
    if !matches!(mark, b'/' | b'-' | b'.') || mark != mark_again || !matches!(written, 2 | 4) {
        return None;
    }
    let year = match (written, year) {
        (4, year) => year,
        (_, year) if year < 70 => 2000 + year,
        (_, year) => 1900 + year,
    };
    let seconds = match after.split_first() {
        None => 0,
        Some((b' ' | b'T' | b',', rest)) => time_of_day(rest.trim_ascii_start())?,
        Some(_) => return None,
    };
    let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    // Whether the month has so many days is asked once the order is known.
    let possible =
        (1..=31).contains(&first) && (1..=31).contains(&second) && first.min(second) <= 12 && year > 0;
    possible.then_some(TextDate::Slashed { first, second, year, seconds })
}

fn number(t: &[u8]) -> Option<(u16, &[u8])> {
    let end = t.iter().position(|b| !b.is_ascii_digit()).unwrap_or(t.len());
    if end == 0 || end > 4 {
        return None;
    }
    let value = t[..end].iter().fold(0, |n, b| n * 10 + u16::from(b - b'0'));
    Some((value, &t[end..]))
}

fn time_of_day(t: &[u8]) -> Option<u32> {
    if t.len() == 8 && t[2] == b':' && t[5] == b':' {
        return clock(two(t[0], t[1])?, two(t[3], t[4])?, two(t[6], t[7])?);
    }
    let (hour, rest) = number(t)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?)?;
    let (second, rest) = match rest.strip_prefix(b":") {
        Some(rest) => number(rest)?,
        None => (0, rest),
    };
    let hour = match after_seconds(rest)? {
        Half::None => hour,
        Half::Am if (1..=12).contains(&hour) => hour % 12,
        Half::Pm if (1..=12).contains(&hour) => hour % 12 + 12,
        _ => return None,
    };
    clock(hour, minute, second)
}

enum Half {
    None,
    Am,
    Pm,
}

/// What may follow the seconds: a fraction, then AM or PM, `Z` or an offset.
fn after_seconds(t: &[u8]) -> Option<Half> {
    let t = match t.strip_prefix(b".") {
        Some(fraction) => {
            let end = fraction.iter().position(|b| !b.is_ascii_digit()).unwrap_or(fraction.len());
            &fraction[end..]
        }
        None => t,
    };
    let t = t.trim_ascii();
    match t {
        b"" | b"Z" | b"z" => Some(Half::None),
        [b'+' | b'-', rest @ ..] => {
            rest.iter().all(|b| b.is_ascii_digit() || *b == b':').then_some(Half::None)
        }
        _ if t.eq_ignore_ascii_case(b"am") => Some(Half::Am),
        _ if t.eq_ignore_ascii_case(b"pm") => Some(Half::Pm),
        _ => None,
    }
}

fn clock(hour: u16, minute: u16, second: u16) -> Option<u32> {
    let possible = hour < 24 && minute < 60 && second < 61;
    possible.then(|| u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second.min(59)))
}

/// Days from 1970-01-01; `None` when the calendar has no such day. Counts in years that begin in
/// March, so that a leap day is the last of its year.
fn days(year: u16, month: u8, day: u8) -> Option<i64> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if day == 0 || day > length || year == 0 {
        return None;
    }
    let shifted = (i64::from(month) + 9) % 12;
    let y = i64::from(year) - i64::from(month <= 2);
    let in_year = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    Some(365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + in_year - 719_468)
}

/// Seconds since 1970-01-01 of a date and time.
pub fn seconds_of(at: DateTime) -> i64 {
    let since = at.date().since(Date::constant(1970, 1, 1));
    let days = since.map_or(0, |span| i64::from(span.get_days()));
    days * DAY + i64::from(at.hour()) * 3600 + i64::from(at.minute()) * 60 + i64::from(at.second())
}

/// The day of a time given in seconds since 1970-01-01.
pub fn date_of(seconds: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(seconds.div_euclid(DAY)).ok()?;
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slashed(first: u8, second: u8, year: u16, seconds: u32) -> Option<TextDate> {
        Some(TextDate::Slashed { first, second, year, seconds })
    }

    #[test]
    fn reads_the_forms_people_use() {
        assert_eq!(parse(b"2014-01-06"), Some(TextDate::Exact(1_388_966_400)));
        assert_eq!(parse(b"2014-01-06 10:28"), Some(TextDate::Exact(1_389_004_080)));
        assert_eq!(parse(b"2014-01-06T10:28:09.250Z"), Some(TextDate::Exact(1_389_004_089)));
        assert_eq!(parse(b"1/6/2014 10:28"), slashed(1, 6, 2014, 37_680));
        assert_eq!(parse(b"08/01/2014"), slashed(8, 1, 2014, 0));
        assert_eq!(parse(b"4/28/21 11:21:47"), slashed(4, 28, 2021, 40_907));
        assert_eq!(parse(b"1/6/2014 12:05 AM"), slashed(1, 6, 2014, 300));
        assert_eq!(parse(b"1/6/2014 1:05:00 pm"), slashed(1, 6, 2014, 47_100));
    }

    #[test]
    fn refuses_what_is_no_date() {
        let no_dates: [&[u8]; 9] = [
            b"",
            b"2014",
            b"12pm",
            b"2014-02-30",
            b"31/31/2014",
            b"1/2",
            b"1/2/345",
            b"a/b/cccc",
            b"3-4 hours",
        ];
        for text in no_dates {
            assert_eq!(parse(text), None, "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn one_value_over_twelve_settles_a_column() {
        let mut evidence = OrderEvidence::default();
        evidence.note(parse(b"1/6/2014").unwrap());
        assert!(evidence.is_unsettled());
        evidence.note(parse(b"1/17/2014").unwrap());
        assert!(!evidence.is_unsettled());
        assert_eq!(evidence.order(), DayOrder::MonthFirst);
        let sixth = parse(b"1/6/2014").unwrap().date(evidence.order());
        assert_eq!(sixth, Some(Date::constant(2014, 1, 6)));
    }

    #[test]
    fn equal_numbers_need_no_order() {
        let mut evidence = OrderEvidence::default();
        evidence.note(parse(b"3/3/2014").unwrap());
        assert!(!evidence.is_unsettled());
    }

    #[test]
    fn day_counts_agree_with_the_calendar() {
        for (y, m, d) in [(1970, 1, 1), (2000, 2, 29), (1900, 3, 1), (2024, 12, 31), (9999, 12, 31)] {
            let date = Date::constant(y, m, d);
            let seconds = days(y as u16, m as u8, d as u8).unwrap() * DAY;
            assert_eq!(date_of(seconds), Some(date));
            assert_eq!(seconds_of(date.at(0, 0, 0, 0)), seconds);
        }
    }
}
