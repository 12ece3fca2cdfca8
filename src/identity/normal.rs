//! One spelling for each id and each name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// An id as it is compared: case, white space, `mailto:`, display names and plus-addressing
/// make no difference. A handle loses its leading `@`.
///
/// ```
/// use crossweave::identity::normal::id;
/// assert_eq!(id("  Jo Bloggs <Jo.Bloggs+audit@Example.org> "), "jo.bloggs@example.org");
/// assert_eq!(id("mailto:JO@example.org"), "jo@example.org");
/// assert_eq!(id("@JoB"), "job");
/// assert_eq!(id("P-0193"), "p-0193");
/// ```
pub fn id(raw: &str) -> String {
    let bare = address_part(raw.trim());
    let folded: String = bare.nfkc().flat_map(char::to_lowercase).collect();
    let one_spaced = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = one_spaced.trim_start_matches("mailto:").trim_start_matches('@');
    match plain.split_once('@') {
        Some((local, domain)) => {
            let local = local.split_once('+').map_or(local, |(before, _)| before);
            format!("{}@{}", local.trim(), domain.trim())
        }
        None => plain.to_owned(),
    }
}

/// `x@y` out of `Name <x@y>`; anything else as it stands.
fn address_part(raw: &str) -> &str {
    match (raw.rfind('<'), raw.rfind('>')) {
        (Some(open), Some(close)) if open < close && raw[open..close].contains('@') => &raw[open + 1..close],
        _ => raw,
    }
}

/// A name as it is compared: lower case, no accents, no punctuation, one space, and
/// `Surname, First` turned round.
///
/// ```
/// use crossweave::identity::normal::name;
/// assert_eq!(name("Siân  O'Brien-Jones"), "sian o brien jones");
/// assert_eq!(name("Bloggs, Jo"), "jo bloggs");
/// ```
pub fn name(raw: &str) -> String {
    let turned = match raw.split_once(',') {
        Some((last, first)) if !first.trim().is_empty() => format!("{first} {last}"),
        _ => raw.to_owned(),
    };
    let plain: String = turned
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words a name would have, read from the local part of an address: `jo.bloggs2@…` is `jo bloggs`.
pub fn name_in_address(id: &str) -> String {
    let local = id.split_once('@').map_or(id, |(local, _)| local);
    let letters: String = local.chars().filter(|c| !c.is_ascii_digit()).collect();
    name(&letters.replace(',', " "))
}

/// The domain of an address; `None` for ids that are none.
pub fn domain(id: &str) -> Option<&str> {
    id.split_once('@').map(|(_, domain)| domain)
}
