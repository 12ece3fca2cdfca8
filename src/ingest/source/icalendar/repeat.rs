//! Events that repeat: the days they fall on.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Days of one event at most.
const MOST_DAYS: usize = 2_000;
/// Periods looked at for one event at most.
const MOST_PERIODS: i64 = 8_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
    /// By the hour, or nothing we know.
    Unknown,
}

/// A rule for repeating.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    every: Every,
    interval: i64,
    count: Option<usize>,
    until: Option<Date>,
    weekdays: Vec<(i8, Weekday)>,
    month_days: Vec<i8>,
    months: Vec<i8>,
    positions: Vec<i32>,
}

impl Rule {
    /// Reads `FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260331`.
    pub fn parse(text: &str) -> Self {
        let mut rule = Self {
            every: Every::Unknown,
            interval: 1,
            count: None,
            until: None,
            weekdays: Vec::new(),
            month_days: Vec::new(),
            months: Vec::new(),
            positions: Vec::new(),
        };
        let mut understood = true;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            understood &= rule.take(&name.trim().to_ascii_uppercase(), value.trim()).is_some();
        }
        if !understood {
            rule.every = Every::Unknown;
        }
        rule
    }

    fn take(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "FREQ" => {
                self.every = match value.to_ascii_uppercase().as_str() {
                    "DAILY" => Every::Day,
                    "WEEKLY" => Every::Week,
                    "MONTHLY" => Every::Month,
                    "YEARLY" => Every::Year,
                    _ => return None,
                }
            }
            "INTERVAL" => self.interval = value.parse().ok().filter(|n| (1..1_000).contains(n))?,
            "COUNT" => self.count = Some(value.parse().ok()?),
            "UNTIL" => self.until = Some(super::event::moment(value)?.at.date()),
            "BYDAY" => self.weekdays = list(value, weekday)?,
            "BYMONTHDAY" => {
                self.month_days = list(value, |v| v.parse().ok().filter(|n: &i8| *n != 0 && n.abs() <= 31))?;
            }
            "BYMONTH" => self.months = list(value, |v| v.parse().ok().filter(|n| (1..=12).contains(n)))?,
            "BYSETPOS" => {
                self.positions = list(value, |v| v.parse().ok().filter(|n: &i32| *n != 0 && n.abs() <= 366))?;
            }
            "WKST" => {}
            _ if name.starts_with("X-") => {}
            _ => return None,
        }
        Some(())
    }

    /// Whether it is one that we read.
    pub fn is_understood(&self) -> bool {
        self.every != Every::Unknown
    }

    /// The days from `start` on, which always counts, up to the day the calendar reaches.
    pub fn days(&self, start: Date, reaches: Date) -> Vec<Date> {
        let last = self.until.map_or(reaches, |until| until.min(reaches));
        let most = self.count.unwrap_or(MOST_DAYS).min(MOST_DAYS);
        let mut days = vec![start];
        for period in 0..MOST_PERIODS {
            let Some(found) = self.period(start, period * self.interval) else { break };
            for day in found.into_iter().filter(|day| *day > start) {
                if day > last || days.len() >= most {
                    return days;
                }
                days.push(day);
            }
        }
        days
    }

    /// The days of one period, counted from that of the start; `None` where the calendar of this world
    /// ends, or where the rule is not known.
    fn period(&self, start: Date, number: i64) -> Option<Vec<Date>> {
        let days = match self.every {
            Every::Unknown => return None,
            Every::Day => {
                let day = start.checked_add(number.days()).ok()?;
                let fits = self.fits_month(day) && self.fits_weekday(day) && self.fits_month_day(day);
                Vec::from_iter(fits.then_some(day))
            }
            Every::Week => {
                let monday = i64::from(start.weekday().to_monday_zero_offset());
                let first = start.checked_add((number * 7 - monday).days()).ok()?;
                let week = (0..7_i64).filter_map(|i| first.checked_add(i.days()).ok());
                let own = |day: &Date| self.weekdays.is_empty() && day.weekday() == start.weekday();
                let named = |day: &Date| !self.weekdays.is_empty() && self.fits_weekday(*day);
                week.filter(|day| (own(day) || named(day)) && self.fits_month(*day)).collect()
            }
            Every::Month => {
                let first = start.first_of_month().checked_add(number.months()).ok()?;
                if self.fits_month(first) { self.month(first, start) } else { Vec::new() }
            }
            Every::Year => {
                let year = start.first_of_year().checked_add(number.years()).ok()?;
                let months = (1..=12).filter(|m| match self.months.is_empty() {
                    true => *m == start.month(),
                    false => self.months.contains(m),
                });
                let firsts = months.filter_map(|m| Date::new(year.year(), m, 1).ok());
                firsts.flat_map(|first| self.month(first, start)).collect()
            }
        };
        Some(self.at_positions(days))
    }

    /// The days of a month that the rule names: by weekday, by number, or the start's own number.
    fn month(&self, first: Date, start: Date) -> Vec<Date> {
        let all = (0..i64::from(first.days_in_month())).filter_map(|i| first.checked_add(i.days()).ok());
        let own = self.weekdays.is_empty() && self.month_days.is_empty();
        all.filter(|day| match own {
            true => day.day() == start.day(),
            false => self.fits_place(*day) && self.fits_month_day(*day),
        })
        .collect()
    }

    fn fits_month(&self, day: Date) -> bool {
        self.months.is_empty() || self.months.contains(&day.month())
    }

    fn fits_weekday(&self, day: Date) -> bool {
        self.weekdays.is_empty() || self.weekdays.iter().any(|(_, own)| *own == day.weekday())
    }

    fn fits_month_day(&self, day: Date) -> bool {
        let from_end = day.day() - day.days_in_month() - 1;
        self.month_days.is_empty() || self.month_days.iter().any(|n| *n == day.day() || *n == from_end)
    }

    /// Whether a day is such a weekday of its month: any, the second, the last.
    fn fits_place(&self, day: Date) -> bool {
        let from_start = (day.day() - 1) / 7 + 1;
        let from_end = -((day.days_in_month() - day.day()) / 7 + 1);
        let is = |(place, own): &(i8, Weekday)| {
            *own == day.weekday() && (*place == 0 || *place == from_start || *place == from_end)
        };
        self.weekdays.is_empty() || self.weekdays.iter().any(is)
    }

    fn at_positions(&self, days: Vec<Date>) -> Vec<Date> {
        if self.positions.is_empty() {
            return days;
        }
        let length = days.len() as i32;
        let place = |i: usize| i as i32 + 1;
        let is = |i: usize| self.positions.iter().any(|p| *p == place(i) || *p == place(i) - length - 1);
        days.into_iter().enumerate().filter(|(i, _)| is(*i)).map(|(_, day)| day).collect()
    }
}

fn list<T>(value: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    value.split(',').take(400).map(|part| read(part.trim())).collect()
}

/// `TU`, `2TU`, `-1FR`.
fn weekday(text: &str) -> Option<(i8, Weekday)> {
    let split = text.len().checked_sub(2)?;
    let (place, name) = (text.get(..split)?, text.get(split..)?);
    let weekday = match name.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let place = if place.is_empty() { 0 } else { place.parse().ok()? };
    Some((place, weekday))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rule: &str, start: &str, reaches: &str) -> Vec<String> {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let days = Rule::parse(rule).days(date(start), date(reaches));
        days.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn weeks() {
        let tuesdays = days("FREQ=WEEKLY;COUNT=3", "2026-01-06", "2026-12-31");
        assert_eq!(tuesdays, ["2026-01-06", "2026-01-13", "2026-01-20"]);
        let both = days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20260123", "2026-01-06", "2026-12-31");
        assert_eq!(both, ["2026-01-06", "2026-01-08", "2026-01-20", "2026-01-22"]);
        assert_eq!(days("FREQ=WEEKLY", "2026-01-06", "2026-01-13"), ["2026-01-06", "2026-01-13"]);
    }

    #[test]
    fn days_months_and_years() {
        let working = days("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-01-08", "2026-01-13");
        assert_eq!(working, ["2026-01-08", "2026-01-09", "2026-01-12", "2026-01-13"]);
        let last = days("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30", "2026-03-31");
        assert_eq!(last, ["2026-01-30", "2026-02-27", "2026-03-27"]);
        let second = days("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "2026-01-13", "2026-02-28");
        assert_eq!(second, ["2026-01-13", "2026-02-10"]);
        let end = days("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2026-03-31");
        assert_eq!(end, ["2026-01-31", "2026-02-28", "2026-03-31"]);
        assert_eq!(days("FREQ=MONTHLY", "2026-01-31", "2026-04-30"), ["2026-01-31", "2026-03-31"]);
        assert_eq!(days("FREQ=YEARLY", "2024-02-29", "2029-01-01"), ["2024-02-29", "2028-02-29"]);
    }

    #[test]
    fn what_is_not_known_counts_once_and_nothing_runs_on() {
        for rule in
            ["FREQ=HOURLY", "", "FREQ=WEEKLY;INTERVAL=0", "FREQ=DAILY;BYYEARDAY=1", "FREQ=WEEKLY;BYDAY=é"]
        {
            assert!(!Rule::parse(rule).is_understood(), "{rule}");
            assert_eq!(days(rule, "2026-01-06", "2026-12-31"), ["2026-01-06"], "{rule}");
        }
        assert_eq!(days("FREQ=DAILY", "0001-01-01", "9999-12-31").len(), MOST_DAYS);
        assert_eq!(days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "2026-01-06", "9999-12-31").len(), 1);
    }
}
