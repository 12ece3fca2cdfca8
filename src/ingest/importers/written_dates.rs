//! Dates and times as programs of particular makers write them, turned into a form every reader knows.

/// Names of months, by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A time without the name of its zone, and with its month as a number: `2026/01/06 10:28:07 GMT`,
/// `Jan 6, 2026, 10:28:07 AM GMT`, `Tue, 6 Jan 2026 10:28:07`. The time itself stands as written. `None`
/// where nothing is to be changed.
pub(super) fn without_zone(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split([' ', ',', '\u{202f}', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let words = match words.split_last() {
        Some((last, rest)) if is_zone(last) => rest,
        _ => &words[..],
    };
    let words = match words.split_first() {
        Some((first, rest)) if is_weekday(first) => rest,
        _ => words,
    };
    let tidy = match words {
        [first, second, year, time @ ..] if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
            let (month, day) = month_and_day(first, second)?;
            format!("{year}-{month:02}-{day:02} {}", time.join(" "))
        }
        _ => words.join(" "),
    };
    let tidy = tidy.trim().to_owned();
    (tidy != text).then_some(tidy)
}

fn month_and_day(first: &str, second: &str) -> Option<(usize, u8)> {
    let month = |word: &str| {
        let start = word.get(..3)?.to_lowercase();
        Some(MONTHS.iter().position(|name| *name == start)? + 1)
    };
    match (month(first), month(second)) {
        (Some(month), None) => Some((month, second.parse().ok()?)),
        (None, Some(month)) => Some((month, first.parse().ok()?)),
        _ => None,
    }
}

/// `GMT`, `UTC`, `BST`: capital letters that are no half of the day.
fn is_zone(word: &str) -> bool {
    let letters = (3..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    letters && !MONTHS.contains(&word.to_lowercase().as_str())
}

fn is_weekday(word: &str) -> bool {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.get(..3).is_some_and(|start| days.contains(&start.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_names_of_months_are_put_aside() {
        assert_eq!(without_zone("2026/01/06 10:28:07 GMT").unwrap(), "2026/01/06 10:28:07");
        assert_eq!(without_zone("Jan 6, 2026, 10:28:07\u{202f}AM").unwrap(), "2026-01-06 10:28:07 AM");
        assert_eq!(without_zone("Tue, 16 June 2026 10:28:07 BST").unwrap(), "2026-06-16 10:28:07");
        assert_eq!(without_zone("1/14/2026, 10:01:22\u{202f}AM").unwrap(), "1/14/2026 10:01:22 AM");
        assert_eq!(without_zone("2026-01-06T10:28:07Z"), None);
        assert_eq!(without_zone("soon"), None);
        assert_eq!(without_zone(""), None);
    }
}
