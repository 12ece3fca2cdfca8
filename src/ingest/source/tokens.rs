//! Words of a line, as the network formats of lines write them: between spaces, or in quotation marks.

/// The words of a line; a comma separates words too where the format says so.
pub(super) fn tokens(line: &str, commas: bool) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    let parts = |c: char| c.is_whitespace() || (commas && c == ',');
    while !rest.is_empty() {
        let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        // An apostrophe within a word, or one that is never closed, is part of the word.
        let quoted = mark.and_then(|mark| rest.get(1..)?.split_once(mark));
        match quoted {
            Some((word, after)) => {
                words.push(word.trim().to_owned());
                rest = after.trim_start_matches(parts);
            }
            None => {
                let end = rest.find(parts).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                if !word.is_empty() {
                    words.push(word.to_owned());
                }
                rest = after.trim_start_matches(parts);
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_spaces_or_in_marks() {
        assert_eq!(tokens("  1 \"Asha Patel\"  0.5", false), ["1", "Asha Patel", "0.5"]);
        assert_eq!(tokens("O'Neil, Jo", true), ["O'Neil", "Jo"]);
        assert_eq!(tokens("'it's", false), ["it", "s"]);
        assert_eq!(tokens("\"open", false), ["\"open"]);
        assert_eq!(tokens(" ,, ", true), Vec::<String>::new());
    }
}
