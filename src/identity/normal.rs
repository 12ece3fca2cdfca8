//! One spelling for each id and each name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What programs write before an address to say what kind it is.
const PREFIXES: [&str; 7] = ["mailto:", "smtp:", "sip:", "x500:", "ex:", "acct:", "upn:"];
/// How Exchange writes an internal path as an address.
const ENCAPSULATED: &str = "imceaex-";

/// An id as it is compared: case, accents, white space, characters that cannot be seen, quotation marks,
/// `mailto:` and `SMTP:`, display names and plus-addressing make no difference. A handle loses its
/// leading `@`, a number the `.0` a spreadsheet gave it. An Exchange path stays whole.
///
/// ```
/// use crossweave::identity::normal::id;
/// assert_eq!(id("  Jo Bloggs <Jo.Bloggs+audit@Example.org> "), "jo.bloggs@example.org");
/// assert_eq!(id("jo@example.org (Jo Bloggs)"), "jo@example.org");
/// assert_eq!(id("SMTP:JO@example.org"), "jo@example.org");
/// assert_eq!(id("/o=Borough/ou=Staff/cn=JoB"), "/o=borough/ou=staff/cn=job");
/// assert_eq!(id("@JoB"), "job");
/// assert_eq!(id("17.0"), "17");
/// assert_eq!(id("P-0193"), "p-0193");
/// ```
pub fn id(raw: &str) -> String {
    let exact = exact(raw);
    if is_path(&exact) {
        return exact;
    }
    let plain = plain(&exact);
    match plain.split_once('@') {
        Some((local, domain)) => {
            let untagged = local.split_once('+').map_or(local, |(before, _)| before).trim();
            format!("{}@{}", if untagged.is_empty() { local } else { untagged }, domain)
        }
        None => plain,
    }
}

/// The same but for accents and plus-addressing, which stay: what tells two people of one list apart
/// when nothing else does.
pub fn exact(raw: &str) -> String {
    let seen: String = raw.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).collect();
    let bare = unwrapped(address_part(&seen));
    if let Some(path) = bare.strip_prefix(ENCAPSULATED) {
        return decapsulated(path);
    }
    if is_path(bare) {
        return one_spaced(bare);
    }
    let plain = one_spaced(bare.trim_start_matches('@'));
    match plain.split_once('@') {
        Some((local, domain)) => {
            format!("{}@{}", unwrapped(local), domain.trim().trim_end_matches('.'))
        }
        None => whole_number(&plain).map(str::to_owned).unwrap_or(plain),
    }
}

/// The name beside an address: `Asha Patel` of `"Asha Patel" <asha@…>` and of `asha@… (Asha Patel)`.
///
/// ```
/// use crossweave::identity::normal::display_name;
/// assert_eq!(display_name("\"Patel, Asha\" <asha@council.example>").as_deref(), Some("Patel, Asha"));
/// assert_eq!(display_name("asha@council.example (Asha Patel)").as_deref(), Some("Asha Patel"));
/// assert_eq!(display_name("asha@council.example"), None);
/// ```
pub fn display_name(raw: &str) -> Option<String> {
    let (open, close) = brackets(raw)?;
    let inside = raw.get(open + 1..close)?;
    let name = if inside.contains('@') { raw.get(..open)? } else { inside };
    let name: String = name.chars().filter(|c| !is_invisible(*c) && *c != '"').collect();
    let name = one_spaced(unwrapped(&name));
    (!name.is_empty() && !name.contains('@')).then_some(name)
}

/// `x@y` out of `Name <x@y>`, `Name [x@y]`, `Name (x@y)` and `x@y (Name)`; anything else as it stands.
fn address_part(seen: &str) -> &str {
    let Some((open, close)) = brackets(seen) else { return seen };
    let (before, inside) = (seen.get(..open).unwrap_or(seen), seen.get(open + 1..close).unwrap_or(seen));
    match (inside.contains('@') || is_path(unwrapped(inside)), before.contains('@')) {
        (true, _) => inside,
        (false, true) => before,
        (false, false) => seen,
    }
}

/// Where the last pair of brackets opens and closes.
fn brackets(text: &str) -> Option<(usize, usize)> {
    let pair = |(open, close)| Some((text.rfind(open)?, text.rfind(close)?));
    [('<', '>'), ('[', ']'), ('(', ')')].into_iter().filter_map(pair).find(|(open, close)| open < close)
}

/// Without quotation marks, brackets and prefixes around it, however many there are.
fn unwrapped(text: &str) -> &str {
    let outer =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '‘' | '’' | '“' | '”' | '<' | '>');
    let mut bare = text;
    loop {
        let shorter = bare.trim_matches(outer).trim_end_matches([';', ',']);
        let shorter = PREFIXES.iter().find_map(|p| strip_prefix_any_case(shorter, p)).unwrap_or(shorter);
        if shorter.len() == bare.len() {
            return bare;
        }
        bare = shorter;
    }
}

fn strip_prefix_any_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| text.get(prefix.len()..)).flatten()
}

/// Whether an id is an Exchange path such as `/o=Borough/ou=Staff/cn=JoB`.
fn is_path(id: &str) -> bool {
    id.starts_with("/o=") || id.starts_with("/ou=") || id.starts_with("/cn=")
}

/// `_o=borough_ou=x_cn=job+20b@domain` is `/o=borough/ou=x/cn=job b`.
fn decapsulated(encoded: &str) -> String {
    let path = encoded.split('@').next().unwrap_or(encoded);
    let mut decoded = String::new();
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        let hex = rest.strip_prefix('+').and_then(|r| r.get(..2));
        match (c, hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
            (_, Some(byte)) if byte.is_ascii() => {
                decoded.push(char::from(byte).to_ascii_lowercase());
                rest = rest.get(3..).unwrap_or_default();
            }
            _ => {
                decoded.push(if c == '_' { '/' } else { c });
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    one_spaced(&decoded)
}

/// `17` of `17.0`.
fn whole_number(text: &str) -> Option<&str> {
    let (whole, fraction) = text.split_once('.')?;
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction) && fraction.bytes().all(|b| b == b'0')).then_some(whole)
}

/// A staff number without its leading zeros; `None` for ids that are no plain number.
///
/// ```
/// use crossweave::identity::normal::number;
/// assert_eq!(number("00017"), Some("17"));
/// assert_eq!(number("P-017"), None);
/// ```
pub fn number(id: &str) -> Option<&str> {
    let is_number = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    let stripped = id.trim_start_matches('0');
    is_number.then_some(if stripped.is_empty() { "0" } else { stripped })
}

/// Characters that take no room on the page and get into cells by copying.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Lower case without accents, and with letters that have no plain form of their own written in two.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)).flat_map(char::to_lowercase)
    {
        match c {
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            _ => plain.push(c),
        }
    }
    plain
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
    let letters: String = plain(&turned).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    one_spaced(&letters)
}

/// The domain of an address; `None` for ids that are none.
pub fn domain(id: &str) -> Option<&str> {
    id.split_once('@').map(|(_, domain)| domain)
}

/// What stands before the `@`; the whole of ids that are no address.
pub fn local(id: &str) -> &str {
    id.split_once('@').map_or(id, |(local, _)| local)
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_spellings_are_one_id() {
        for written in [
            "asha@x.example",
            " ASHA@X.Example ",
            "Asha Patel <asha@x.example>",
            "\"Patel, Asha\" <asha@x.example>",
            "asha@x.example (Asha Patel)",
            "Asha Patel (asha@x.example)",
            "Asha Patel [mailto:asha@x.example]",
            "'asha@x.example'",
            "“asha@x.example”;",
            "<asha@x.example>",
            "mailto:asha@x.example",
            "SMTP:asha@x.example",
            "smtp: asha+news@x.example",
            "asha\u{200b}@x.example\u{a0}",
            "ａｓｈａ＠ｘ．ｅｘａｍｐｌｅ",
            "áshá@x.example.",
        ] {
            assert_eq!(id(written), "asha@x.example", "{written:?}");
        }
    }

    #[test]
    fn what_differs_stays_apart() {
        assert_ne!(id("asha@x.example"), id("asha@y.example"));
        assert_ne!(exact("asha+1@x.example"), exact("asha+2@x.example"));
        assert_ne!(id("+asha@x.example"), id("@x.example"));
        assert_eq!(id("17.5"), "17.5");
        assert_eq!(id("1.0.0"), "1.0.0");
        assert_eq!(id("00017"), "00017");
        assert_eq!(id("Asha Patel (Housing)"), "asha patel (housing)");
    }

    #[test]
    fn exchange_paths_stay_whole_and_their_two_forms_are_one() {
        let path = "/o=borough/ou=staff/cn=recipients/cn=asha patel";
        assert_eq!(id("EX:/O=Borough/OU=Staff/CN=Recipients/CN=Asha  Patel"), path);
        assert_eq!(id("X500:/o=Borough/ou=Staff/cn=Recipients/cn=Asha Patel"), path);
        assert_eq!(id("IMCEAEX-_O=BOROUGH_OU=STAFF_CN=RECIPIENTS_CN=ASHA+20PATEL@borough.example"), path);
    }

    #[test]
    fn letters_without_a_plain_form_are_written_out() {
        assert_eq!(name("Małgorzata Łuczak-Großmann"), "malgorzata luczak grossmann");
    }

    #[test]
    fn odd_brackets_do_no_harm() {
        for odd in [">a@b<", "<>", "(", ")(", "<a@", "[[[[", "\"\"", "mailto:", "IMCEAEX-+", "IMCEAEX-+é", ""]
        {
            let _ = (id(odd), display_name(odd), name(odd));
        }
        assert_eq!(id("mailto:"), "");
    }
}
