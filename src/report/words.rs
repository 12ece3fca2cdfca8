//! Numbers and dates as readers see them: one formatter, so a number is written the same everywhere.

use jiff::civil::Date;

use crate::charts::spec::Shown;
use crate::measures::{self, Measurement, Unit, Value};

/// A share as a whole percentage.
///
/// ```
/// assert_eq!(crossweave::report::words::percent(0.4761), "48%");
/// ```
pub fn percent(share: f64) -> String {
    format!("{:.0}%", minus_free(share * 100.0, 0))
}

/// A number with a fixed number of decimals and a real minus sign.
pub fn decimal(x: f64, places: usize) -> String {
    format!("{:.places$}", minus_free(x, places)).replace('-', "−")
}

/// The same with its sign, `+` included.
pub fn signed(x: f64, places: usize) -> String {
    let text = decimal(x, places);
    if minus_free(x, places) > 0.0 { format!("+{text}") } else { text }
}

/// Rounded, and 0 instead of −0.
fn minus_free(x: f64, places: usize) -> f64 {
    crate::disclosure::precision::to_places(x, places as i32)
}

/// A whole number with commas between thousands.
///
/// ```
/// assert_eq!(crossweave::report::words::count(1234567), "1,234,567");
/// ```
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 person`, `12 people`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// `6 January 2014`.
pub fn date(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `6 to 17 January 2014`, as short as it stays clear.
pub fn period(from: Date, to: Date) -> String {
    if from == to {
        date(from)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{} to {}", from.day(), date(to))
    } else if from.year() == to.year() {
        format!("{} {} to {}", from.day(), MONTHS[from.month() as usize - 1], date(to))
    } else {
        format!("{} to {}", date(from), date(to))
    }
}

/// A value in its measure's unit.
pub fn value(x: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => percent(x),
        Unit::Density => format!("{}%", decimal(x * 100.0, 2)),
        Unit::People | Unit::Groups | Unit::Skills | Unit::Paths => count(x.round().max(0.0) as u64),
        Unit::Ties if x.fract() == 0.0 && x >= 0.0 => count(x as u64),
        Unit::Points | Unit::Levels | Unit::Steps | Unit::Deviations | Unit::Ties => decimal(x, 1),
        Unit::Ratio => decimal(x, 2),
        Unit::Chance if x < 0.0005 => "under 0.001".to_owned(),
        Unit::Chance => decimal(x, 3),
    }
}

/// A measurement as printed in a table or a cell.
pub fn shown(measurement: Option<&Measurement>) -> Shown {
    let Some(m) = measurement else { return Shown::Unavailable("not measured") };
    let unit = measures::find(m.key.measure).map_or(Unit::Ratio, |spec| spec.unit);
    match (&m.value, m.value.as_f64()) {
        (Value::Hidden(_), _) => Shown::Hidden,
        (Value::Undefined(reason), _) => Shown::Unavailable(reason.0),
        (_, Some(x)) => Shown::Number(x, value(x, unit)),
        (_, None) => Shown::Unavailable("not measured"),
    }
}

/// The interval of a measurement in words: `41% to 55%`.
pub fn interval(m: &Measurement) -> Option<String> {
    let unit = measures::find(m.key.measure)?.unit;
    Some(format!("{} to {}", value(m.low?, unit), value(m.high?, unit)))
}

/// An audit within a sentence: a number stays with its noun, a name goes before it.
///
/// ```
/// use crossweave::report::words;
/// assert_eq!(words::audit("2"), "audit 2");
/// assert_eq!(words::audit("Spring 2026"), "the Spring 2026 audit");
/// assert_eq!(words::audit("Staff survey"), "the Staff survey");
/// ```
pub fn audit(label: &str) -> String {
    let says_so = ["audit", "survey"].iter().any(|w| label.to_lowercase().contains(w));
    match (is_ordinal(label), says_so) {
        (true, _) => format!("audit {label}"),
        (false, true) => format!("the {label}"),
        (false, false) => format!("the {label} audit"),
    }
}

/// An audit at the head of a column or in a key: `Audit 2`, `Spring 2026`.
pub fn audit_head(label: &str) -> String {
    if is_ordinal(label) { format!("Audit {label}") } else { label.to_owned() }
}

/// `1`, `2`, …; a year is a name.
fn is_ordinal(label: &str) -> bool {
    (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit())
}

/// A group within a sentence: `Housing`, but `team 4` where the label is a bare number.
///
/// ```
/// use crossweave::report::words;
/// assert_eq!(words::group("team", "Housing"), "Housing");
/// assert_eq!(words::group("team", "2.0"), "team 2.0");
/// ```
pub fn group(by: &str, label: &str) -> String {
    if label.parse::<f64>().is_ok() { format!("{by} {label}") } else { label.to_owned() }
}

/// `team`, `sector`, in the plural where `n` is not 1.
///
/// ```
/// use crossweave::report::words;
/// assert_eq!(words::plural("team", 1), "team");
/// assert_eq!(words::plural("agency", 3), "agencies");
/// assert_eq!(words::plural("branch", 3), "branches");
/// ```
pub fn plural(noun: &str, n: usize) -> String {
    let vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end));
    match noun {
        _ if n == 1 => noun.to_owned(),
        _ if noun.ends_with('y') && !vowel_y => format!("{}ies", &noun[..noun.len() - 1]),
        _ if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// With its article: `a team`, `an area`.
pub fn a(noun: &str) -> String {
    let vowel = noun.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// A ratio below 1 as a part of the whole: 0.05 is `about a twentieth`.
///
/// ```
/// use crossweave::report::words;
/// assert_eq!(words::part(0.05), "about a twentieth");
/// assert_eq!(words::part(0.47), "about half");
/// assert_eq!(words::part(0.0), "none");
/// ```
pub fn part(ratio: f64) -> &'static str {
    const PARTS: [(f64, &str); 10] = [
        (0.02, "about a fiftieth"),
        (0.05, "about a twentieth"),
        (0.1, "about a tenth"),
        (1.0 / 6.0, "about a sixth"),
        (0.2, "about a fifth"),
        (0.25, "about a quarter"),
        (1.0 / 3.0, "about a third"),
        (0.5, "about half"),
        (2.0 / 3.0, "about two thirds"),
        (0.8, "about four fifths"),
    ];
    let far = |part: f64| (part / ratio.max(1e-9)).ln().abs();
    match ratio {
        r if r <= 0.0 => "none",
        r if r < 0.012 => "hardly any",
        _ => PARTS.iter().min_by(|x, y| far(x.0).total_cmp(&far(y.0))).map_or("some", |p| p.1),
    }
}

/// The first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Several things in a row: `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 103 and 166 of 565: rounded last, so the sum is 48 % although the parts show as 18 and 29.
    #[test]
    fn sums_are_rounded_last() {
        let shares = [103.0, 166.0, 103.0 + 166.0].map(|people| percent(people / 565.0));
        assert_eq!(shares, ["18%", "29%", "48%"]);
    }

    #[test]
    fn signs_periods_and_lists() {
        assert_eq!(signed(4.06, 1), "+4.1");
        assert_eq!(signed(-4.06, 1), "−4.1");
        assert_eq!(signed(-0.01, 1), "0.0");
        let d = |m, d| jiff::civil::date(2026, m, d);
        assert_eq!(period(d(1, 6), d(1, 17)), "6 to 17 January 2026");
        assert_eq!(period(d(1, 6), d(3, 2)), "6 January to 2 March 2026");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
