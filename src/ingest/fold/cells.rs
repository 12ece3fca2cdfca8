//! Cells of senders and recipients.

/// Whether a recipient cell may hold several, or an address with a name before it.
#[inline]
pub(super) fn may_be_several(cell: &[u8]) -> bool {
    memchr::memchr3(b';', b',', b'<', cell).is_some()
}

/// Whether there is a recipient in a cell.
pub(super) fn has_recipient(cell: &[u8]) -> bool {
    !cell.is_empty() && (!may_be_several(cell) || recipients(cell).next().is_some())
}

/// The recipients in a cell: between semicolons; between commas too where every part is an address or
/// an id without a space, so that `Patel, Asha` stays one.
pub(super) fn recipients(cell: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_id =
        |part: &[u8]| part.contains(&b'@') || !part.iter().any(|b| *b == b' ' || b.is_ascii_alphabetic());
    let by_comma = cell.split(|b| matches!(b, b';' | b',')).all(|part| is_id(part.trim_ascii()));
    let ends = move |b: &u8| *b == b';' || (by_comma && *b == b',');
    cell.split(ends).map(|part| address(part.trim_ascii())).filter(|part| !part.is_empty())
}

/// The address in `Asha Patel <asha@council.example>`; anything else as it stands.
pub(super) fn address(text: &[u8]) -> &[u8] {
    let inside = || {
        let (open, close) = (memchr::memchr(b'<', text)?, memchr::memrchr(b'>', text)?);
        text.get(open + 1..close).filter(|a| a.contains(&b'@'))
    };
    inside().unwrap_or(text).trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(cell: &str) -> Vec<String> {
        recipients(cell.as_bytes()).map(|r| String::from_utf8_lossy(r).into_owned()).collect()
    }

    #[test]
    fn several_recipients_in_one_cell() {
        assert_eq!(all("a@x.y, b@x.y; c d@x.y"), ["a@x.y", "b@x.y", "c d@x.y"]);
        assert_eq!(all("Patel, Asha; Lee, Sam"), ["Patel, Asha", "Lee, Sam"]);
        assert_eq!(all("Asha <a@x.y>, Sam <s@x.y>"), ["a@x.y", "s@x.y"]);
        assert_eq!(all("17, 18;19"), ["17", "18", "19"]);
        assert_eq!(all(" ; "), Vec::<String>::new());
    }
}
