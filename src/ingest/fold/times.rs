//! Times of a log, quickly: the day of the row before is mostly the day of this one.

use crate::ingest::date::{TextDate, parse};

/// Characters of `2026-01-05`.
const DAY_TEXT: usize = 10;

/// Reads times as [`parse`] does, remembering the last day.
#[derive(Default)]
pub(super) struct TimeReader {
    day: [u8; DAY_TEXT],
    starts: i64,
    known: bool,
}

impl TimeReader {
    /// The time a text holds.
    #[inline]
    pub fn read(&mut self, text: &[u8]) -> Option<TextDate> {
        match text.split_first_chunk::<DAY_TEXT>() {
            Some((day, [b'T' | b' ', clock @ ..])) if self.known && *day == self.day => {
                match seconds(clock) {
                    Some(seconds) => Some(TextDate::Exact(self.starts + i64::from(seconds))),
                    None => parse(text),
                }
            }
            _ => self.read_new_day(text),
        }
    }

    fn read_new_day(&mut self, text: &[u8]) -> Option<TextDate> {
        let time = parse(text);
        let day =
            text.first_chunk::<DAY_TEXT>().filter(|day| matches!(day[4], b'-' | b'/') && day[7] == day[4]);
        if let (Some(TextDate::Exact(seconds)), Some(day)) = (time, day) {
            (self.day, self.known) = (*day, true);
            self.starts = seconds - seconds.rem_euclid(86_400);
        }
        time
    }
}

/// `HH:MM:SS` and nothing else.
#[inline]
fn seconds(clock: &[u8]) -> Option<u32> {
    let [h, hh, b':', m, mm, b':', s, ss] = *clock else { return None };
    let two = |tens: u8, ones: u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then_some(u32::from(tens) * 10 + u32::from(ones))
    };
    let (hour, minute, second) = (two(h, hh)?, two(m, mm)?, two(s, ss)?);
    (hour < 24 && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_general_reader_reads_whatever_came_before() {
        let texts = [
            "2026-01-05T08:00:00",
            "2026-01-05 08:00:59",
            "2026-01-05",
            "2026-01-05T08:00",
            "2026-01-05T08:00:60",
            "2026-01-05T24:00:00",
            "2026-01-05T08:00:00.250Z",
            "2026-01-05T08:00:00+01:00",
            "2026-01-05x08:00:00",
            "2026/01/05 08:00:01",
            "2026-02-30T08:00:00",
            "2026-02-30T08:00:00",
            "1969-12-31T23:59:59",
            "1969-12-31T00:00:01",
            "31/12/2025 10:00",
            "31/12/2025 10:00:00",
            "1/6/2014 1:05:00 pm",
            "",
            "soon",
        ];
        let mut times = TimeReader::default();
        for first in texts {
            for second in texts {
                assert_eq!(times.read(first.as_bytes()), parse(first.as_bytes()), "{first}");
                assert_eq!(times.read(second.as_bytes()), parse(second.as_bytes()), "{first} then {second}");
            }
        }
    }
}
