//! Lines for `crossweave.toml` that confirm how answers are to be read.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ingest::cell::CellRef;

/// Lines that say which text to read as which label, indented to stand below a sentence.
pub(super) fn accept_lines(accept: &BTreeMap<&str, &str>) -> String {
    #[derive(Serialize)]
    struct Audit<'a> {
        accept: &'a BTreeMap<&'a str, &'a str>,
    }
    #[derive(Serialize)]
    struct Config<'a> {
        audit: Audit<'a>,
    }
    indented(&toml::to_string(&Config { audit: Audit { accept } }).unwrap_or_default())
}

/// Lines that give one column of a sheet its levels, lowest first.
pub(super) fn levels_lines(at: &CellRef, header: &str, labels: &[String]) -> String {
    #[derive(Serialize)]
    struct Part<'a> {
        path: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        sheet: Option<&'a str>,
        levels: BTreeMap<&'a str, &'a [String]>,
    }
    #[derive(Serialize)]
    struct Config<'a> {
        file: [Part<'a>; 1],
    }
    let levels = BTreeMap::from([(header, labels)]);
    let part = Part { path: &at.file, sheet: at.sheet.as_deref(), levels };
    indented(&toml::to_string(&Config { file: [part] }).unwrap_or_default())
}

fn indented(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.is_empty()).map(|line| format!("      {line}"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::config::Config;

    #[test]
    fn the_lines_are_settings_whatever_the_texts_hold() {
        let text = accept_lines(&BTreeMap::from([("Con\"fid=nt", "Confident"), ("b]", "c")]));
        let config: Config = toml::from_str(&text).unwrap();
        assert_eq!(config.audit.accept["Con\"fid=nt"], "Confident");
        let at = CellRef::new("a b.xlsx", Some("S 1"), 1, 2);
        let text = levels_lines(&at, "How \"sure\"?", &["no\\".to_owned(), "yes".to_owned()]);
        let config: Config = toml::from_str(&text).unwrap();
        assert_eq!(config.files[0].levels["How \"sure\"?"], ["no\\", "yes"]);
        assert_eq!(
            (config.files[0].path.as_str(), config.files[0].sheet.as_deref()),
            ("a b.xlsx", Some("S 1"))
        );
    }
}
