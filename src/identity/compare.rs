//! Two names side by side: how many times likelier they are one person's than two people's.

use super::book::NameBook;
use super::names::PersonName;
use super::nicknames;

/// Shorter words differ by a letter too often for it to be a slip.
const SHORTEST_SLIP: usize = 4;
/// Words are not compared beyond this length.
const LONGEST: usize = 40;

/// What speaks for one person, and how strongly.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// How many times likelier this is for one person than for two; above 0.
    pub odds: f64,
    /// Why, in words.
    pub reason: String,
}

/// How one part of a name agrees.
struct Part {
    odds: f64,
    word: &'static str,
    /// An initial alone, or nothing.
    slight: bool,
}

impl Part {
    fn clear(odds: f64, word: &'static str) -> Option<Self> {
        Some(Self { odds, word, slight: false })
    }

    fn slight(odds: f64, word: &'static str) -> Option<Self> {
        Some(Self { odds, word, slight: true })
    }
}

/// Compares a name as met with a name of the list; `None` where they are two people's.
///
/// ```
/// use crossweave::identity::book::NameBook;
/// use crossweave::identity::compare::compare;
/// use crossweave::identity::names::PersonName;
/// let name = |raw| PersonName::parse(raw).unwrap();
/// let listed = name("Margaret Asquith");
/// let book = NameBook::of([&listed].into_iter());
/// let odds = |seen| compare(&name(seen), &listed, &book).map(|l| l.odds);
/// assert!(odds("Margaret Asquith") > odds("Peggy Asquith"));
/// assert!(odds("Peggy Asquith") > odds("M. Asquith"));
/// assert_eq!(odds("Ravi Asquith"), None);
/// ```
pub fn compare(seen: &PersonName, listed: &PersonName, book: &NameBook) -> Option<Likeness> {
    let given = given(seen, listed, book)?;
    let family = family(seen, listed, book)?;
    if given.slight && family.slight {
        return None;
    }
    let (middle, middle_word) = middle(seen, listed);
    let both_same = given.word == SAME_GIVEN && family.word == SAME_FAMILY;
    let mut reason = if both_same {
        "same first name and surname".into()
    } else {
        format!("{}, {}", given.word, family.word)
    };
    if let Some(word) = middle_word {
        reason.push_str(", ");
        reason.push_str(word);
    }
    Some(Likeness { odds: given.odds * family.odds * middle, reason })
}

const SAME_GIVEN: &str = "same first name";
const SAME_FAMILY: &str = "same surname";

fn given(seen: &PersonName, listed: &PersonName, book: &NameBook) -> Option<Part> {
    let (a, b) = (seen.given.as_str(), listed.given.as_str());
    let share = book.given_share(b);
    if is_initial(a) || is_initial(b) {
        let letter = a.chars().next().filter(|l| b.starts_with(*l))?;
        return Part::slight(1.0 / book.given_letter_share(letter), "same initial");
    }
    let whole = |n: &PersonName| format!("{}{}", n.given, n.middle.first().map_or("", String::as_str));
    if a == b || a == whole(listed) || whole(seen) == b {
        return Part::clear(1.0 / share, SAME_GIVEN);
    }
    let both = share + book.given_share(a);
    if nicknames::same_person_may_be(a, b) {
        return Part::clear(0.8 / both, "another form of the first name");
    }
    let called = |n: &PersonName, other: &str| {
        n.middle.iter().any(|m| m.len() > 1 && (m == other || nicknames::same_person_may_be(m, other)))
    };
    if called(listed, a) || called(seen, b) {
        return Part::clear(0.2 / both, "first name that is a second name of theirs");
    }
    if one_slip(a, b) && !book.knows_given(a) {
        return Part::clear(0.6 / share, "first name but for a slip");
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let cut = short.len() >= 3 && long.len() > short.len() + 1 && long.starts_with(short);
    if cut && !(nicknames::is_given(short) && nicknames::is_given(long)) {
        return Part::clear(0.1 / both, "beginning of the first name");
    }
    None
}

fn family(seen: &PersonName, listed: &PersonName, book: &NameBook) -> Option<Part> {
    let (first, other) = (seen.family.first()?, listed.family.first()?);
    if seen.family.concat() == listed.family.concat() {
        let share = listed.family.iter().map(|f| book.family_share(f)).fold(f64::MAX, f64::min);
        return Part::clear(1.0 / share, SAME_FAMILY);
    }
    if let ([a], [b]) = (seen.family.as_slice(), listed.family.as_slice())
        && (is_initial(a) || is_initial(b))
    {
        let letter = a.chars().next().filter(|l| b.starts_with(*l))?;
        return Part::slight(1.0 / book.family_letter_share(letter), "same initial of the surname");
    }
    if let Some(part) = shared_part(seen, listed) {
        return Part::clear(0.3 / book.family_share(part), "one part of a double surname");
    }
    let single = seen.family.len() == 1 && listed.family.len() == 1;
    let whole_a = seen.family.concat();
    let whole_b = listed.family.concat();
    let (a, b) = if single { (first.as_str(), other.as_str()) } else { (whole_a.as_str(), whole_b.as_str()) };
    if one_slip(a, b) && !book.knows_family(a) {
        return Part::clear(0.6 / book.family_share(other), "surname but for a slip");
    }
    None
}

/// A part two surnames have in common, one of them being double; a surname that one writes as a middle
/// name counts.
fn shared_part<'n>(seen: &PersonName, listed: &'n PersonName) -> Option<&'n str> {
    let of_seen =
        |part: &String| seen.family.contains(part) || (part.len() > 2 && seen.middle.contains(part));
    let double = seen.family.len() > 1 || listed.family.len() > 1;
    let in_family = || listed.family.iter().find(|p| of_seen(p));
    let in_middle = || listed.middle.iter().find(|m| m.len() > 2 && seen.family.contains(m));
    let found = if double || !seen.middle.is_empty() { in_family() } else { None };
    found.or_else(in_middle).map(String::as_str)
}

/// Names in the middle: some leave them out, but two that differ are two people's.
fn middle(seen: &PersonName, listed: &PersonName) -> (f64, Option<&'static str>) {
    let single = |n: &PersonName| match n.middle.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    match (single(seen), single(listed)) {
        (Some(a), Some(b)) if a == b && a.len() > 1 => (8.0, Some("same middle name")),
        (Some(a), Some(b)) if a.chars().next() == b.chars().next() => (4.0, Some("same middle initial")),
        (Some(a), Some(b)) if is_initial(&a) || is_initial(&b) => (0.01, Some("but another middle initial")),
        (Some(_), Some(_)) => (0.02, Some("but another middle name")),
        _ => (1.0, None),
    }
}

fn is_initial(part: &str) -> bool {
    part.chars().nth(1).is_none()
}

/// One letter more, fewer or other, or two changed over.
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    let (m, n) = (a.chars().count(), b.chars().count());
    let long_enough = m.min(n) >= SHORTEST_SLIP && m.max(n) <= LONGEST;
    long_enough && m.abs_diff(n) <= 1 && strsim::osa_distance(a, b) == 1
}

/// Whether two names cannot be one person's because of their first names; a changed surname is no
/// reason.
///
/// ```
/// use crossweave::identity::compare::first_names_differ;
/// assert!(first_names_differ("Asha Patel", "Ravi Patel"));
/// assert!(!first_names_differ("Asha Patel", "Patel, A."));
/// assert!(!first_names_differ("Asha Patel", "Asha Jones"));
/// ```
pub fn first_names_differ(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (PersonName::parse(one), PersonName::parse(other)) else { return false };
    let given = |n: &PersonName| [vec![n.given.clone()], n.middle.clone()].concat();
    let turned = |n: &PersonName| n.swapped().map(|s| s.given).into_iter().collect::<Vec<_>>();
    let agree = |ones: &[String], others: &[String]| {
        ones.iter().any(|a| others.iter().any(|b| first_names_agree(a, b)))
    };
    // One of them may be written surname first; were both, they would be compared by their surnames.
    let (one_given, other_given) = (given(&one), given(&other));
    !(agree(&one_given, &other_given)
        || agree(&turned(&one), &other_given)
        || agree(&one_given, &turned(&other)))
}

fn first_names_agree(a: &str, b: &str) -> bool {
    nicknames::same_person_may_be(a, b) || a.starts_with(b) || b.starts_with(a) || one_slip(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(raw: &[&str]) -> Vec<PersonName> {
        raw.iter().filter_map(|n| PersonName::parse(n)).collect()
    }

    fn like(seen: &str, listed: &str) -> Option<String> {
        let all = names(&["Asha Patel", "Joan Asquith", "Joanne Smith", listed]);
        let found = compare(&PersonName::parse(seen)?, all.last()?, &NameBook::of(all.iter()))?;
        Some(found.reason)
    }

    #[test]
    fn each_kind_of_likeness_says_why() {
        for (seen, listed, reason) in [
            ("Siân Pugh", "Sian Pugh", "same first name and surname"),
            ("Peggy Thwaite", "Margaret Thwaite", "another form of the first name, same surname"),
            ("M. Thwaite", "Margaret Thwaite", "same initial, same surname"),
            ("Asha Pugh", "Asha Pugh-Ellery", "same first name, one part of a double surname"),
            ("Asha Ellery", "Asha Pugh Ellery", "same first name and surname"),
            ("Asha Pugh", "Asha Pugh Ellery", "same first name, one part of a double surname"),
            ("Asha Thwiate", "Asha Thwaite", "same first name, surname but for a slip"),
            ("Ahsa Thwaite", "Asha Thwaite", "first name but for a slip, same surname"),
            (
                "Rose Thwaite",
                "Margaret Rose Thwaite",
                "first name that is a second name of theirs, same surname",
            ),
            ("Asha K Pugh", "Asha Kiran Pugh", "same first name and surname, same middle initial"),
            ("Mary Jane Pugh", "Maryjane Pugh", "same first name and surname"),
        ] {
            assert_eq!(like(seen, listed).as_deref(), Some(reason), "{seen} and {listed}");
        }
    }

    #[test]
    fn two_people_are_told_apart() {
        for (seen, listed) in [
            ("Ravi Patel", "Asha Patel"),
            ("Asha Jones", "Asha Patel"),
            ("Joan Pugh", "Joanne Pugh"),
            ("Carol Pugh", "Caroline Jones"),
            ("A P", "Asha Patel"),
            ("B. Patel", "Asha Patel"),
            ("Asha Asquith", "Asha Asquit"),
        ] {
            assert_eq!(like(seen, listed), None, "{seen} and {listed}");
        }
    }

    #[test]
    fn a_common_name_says_less_and_another_initial_speaks_against() {
        let all = names(&["Una Asquith", "Ann Smith", "Bea Smith", "Cat Smith"]);
        let book = NameBook::of(all.iter());
        let odds = |seen: &str, listed: usize| {
            compare(&PersonName::parse(seen).unwrap(), &all[listed], &book).unwrap().odds
        };
        assert!(odds("U. Asquith", 0) > odds("A. Smith", 1));
        let with_middle = PersonName::parse("Una B Asquith").unwrap();
        let other = compare(&PersonName::parse("Una C Asquith").unwrap(), &with_middle, &book).unwrap();
        assert!(other.odds < odds("Una Asquith", 0) / 20.0);
    }
}
