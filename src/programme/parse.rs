//! Reading the settings, and remembering on which line each setting about a file stands.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::config::{Config, FileConfig};

/// Settings from the text of `crossweave.toml`; `name` is what messages call the file.
///
/// # Errors
/// What is wrong, with its line.
pub fn settings(text: &str, name: &str) -> Result<Config, toml::de::Error> {
    let mut config: Config = toml::from_str(text)?;
    remember(&mut config.files, text, name);
    config.audit.places = places_of_weights(text, name);
    Ok(config)
}

/// The parts of a `mapping.toml`, which holds nothing else.
///
/// # Errors
/// What is wrong, with its line.
///
/// ```
/// let parts = crossweave::programme::parse::mapping("[[file]]\npath = \"a.csv\"\nkind = \"ties\"\n", "mapping.toml");
/// assert_eq!(parts.unwrap()[0].place("kind"), "mapping.toml line 3: ");
/// ```
pub fn mapping(text: &str, name: &str) -> Result<Vec<FileConfig>, toml::de::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Mapping {
        #[serde(default)]
        file: Vec<FileConfig>,
    }
    let mut parts = toml::from_str::<Mapping>(text)?.file;
    remember(&mut parts, text, name);
    Ok(parts)
}

/// The settings whose places are remembered.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Part {
    path: Option<Spanned<String>>,
    sheet: Option<Spanned<String>>,
    kind: Option<Spanned<String>>,
    header_row: Option<Spanned<u32>>,
    rows: Option<Spanned<String>>,
    levels: BTreeMap<String, Spanned<Vec<String>>>,
    questions: Vec<Spanned<String>>,
    columns: BTreeMap<String, Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Parts {
    file: Vec<Part>,
}

impl Part {
    /// Keys, with where their values begin in the text.
    fn begins(&self) -> Vec<(String, usize)> {
        let text = |key: &str, value: &Option<Spanned<String>>| {
            value.as_ref().map(|v| (key.to_owned(), v.span().start))
        };
        let mut all: Vec<(String, usize)> = [
            text("path", &self.path),
            text("sheet", &self.sheet),
            text("kind", &self.kind),
            text("rows", &self.rows),
            self.header_row.as_ref().map(|v| ("header_row".to_owned(), v.span().start)),
        ]
        .into_iter()
        .flatten()
        .collect();
        all.extend(self.questions.iter().map(|q| (format!("questions.{}", q.get_ref()), q.span().start)));
        all.extend(self.levels.iter().map(|(header, v)| (format!("levels.{header}"), v.span().start)));
        all.extend(self.columns.iter().map(|(field, v)| (format!("columns.{field}"), v.span().start)));
        all
    }
}

/// The settings about weights whose places are remembered.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Weights {
    targets: BTreeMap<String, BTreeMap<String, Spanned<f64>>>,
    weight_by: Vec<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Audit {
    audit: Weights,
}

/// Where each group of `[audit.targets]` and each attribute of `weight_by` stands.
fn places_of_weights(text: &str, name: &str) -> BTreeMap<String, String> {
    let Weights { targets, weight_by } = toml::from_str::<Audit>(text).unwrap_or_default().audit;
    let line = lines(text);
    let mut places = BTreeMap::new();
    for (attribute, groups) in targets {
        for (group, people) in groups {
            let at = line(people.span().start);
            places.insert(format!("targets.{attribute}.{group}"), format!("{name} line {at}"));
        }
    }
    for attribute in weight_by {
        let at = line(attribute.span().start);
        places.insert(format!("weight_by.{}", attribute.get_ref()), format!("{name} line {at}"));
    }
    places
}

/// The line, counted from 1, on which a place in the text is.
fn lines(text: &str) -> impl Fn(usize) -> usize + use<> {
    let begins: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    move |at| begins.partition_point(|begin| *begin <= at)
}

fn remember(parts: &mut [FileConfig], text: &str, name: &str) {
    let line = lines(text);
    let spans: Parts = toml::from_str(text).unwrap_or_default();
    for (part, spans) in parts.iter_mut().zip(&spans.file) {
        let places = spans.begins().into_iter().map(|(key, at)| (key, format!("{name} line {}", line(at))));
        part.places = places.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::config::IntervalRule;
    use super::*;

    #[test]
    fn every_setting_about_a_file_knows_its_line() {
        let text = "[programme]\nname = \"x\"\n\n[[file]]\npath = \"a.csv\"\nrows = \"2:9\"\nquestions = [\n  \"One\",\n  \"Two\",\n]\n[file.columns]\nteam = \"Unit\"\n\n[[file]]\npath = \"b.csv\"\n";
        let config = settings(text, "crossweave.toml").unwrap();
        let first = &config.files[0];
        assert_eq!(first.place("path"), "crossweave.toml line 5: ");
        assert_eq!(first.place("rows"), "crossweave.toml line 6: ");
        assert_eq!(first.place("questions.Two"), "crossweave.toml line 9: ");
        assert_eq!(first.place("columns.team"), "crossweave.toml line 12: ");
        assert_eq!(config.files[1].place("path"), "crossweave.toml line 15: ");
    }

    #[test]
    fn every_target_knows_its_line() {
        let text = "[audit]\nweight_by = [\"strand\"]\ninterval = \"census\"\n\n[audit.targets.sector]\nCouncil = 0.5\nPolice = 120\n";
        let audit = settings(text, "crossweave.toml").unwrap().audit;
        assert_eq!(audit.places["targets.sector.Police"], "crossweave.toml line 7");
        assert_eq!(audit.places["weight_by.strand"], "crossweave.toml line 2");
        assert_eq!((audit.targets["sector"]["Police"], audit.interval), (120.0, IntervalRule::Census));
    }

    #[test]
    fn what_cannot_be_understood_is_refused_with_its_line() {
        let err =
            mapping("[[file]]\npath = \"a.csv\"\nrows = \"9:2\"\n", "mapping.toml").unwrap_err().to_string();
        assert!(err.contains("line 3") && err.contains("no range of rows"), "{err}");
        let err = mapping("[ties]\nat_least = 2\n", "mapping.toml").unwrap_err().to_string();
        assert!(err.contains("line 1") && err.contains("ties"), "{err}");
        let err = mapping("[[file]]\npath = \"a\"\nfield = 1\n", "mapping.toml").unwrap_err().to_string();
        assert!(err.contains("line 3") && err.contains("unknown field `field`"), "{err}");
    }
}
