//! `matches.csv`: likenesses for the operator to decide, and their decisions.

use std::collections::BTreeMap;

use super::normal;
use super::suggest::Suggestion;

/// Columns of the file.
pub const HEADERS: [&str; 6] = ["seen", "suggested", "name_on_list", "score", "reason", "accept"];

/// What the operator decided about an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is this person (a normalised id on the staff list).
    Same(String),
    /// It is someone else.
    Different,
}

/// The decisions, by normalised id as seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    decided: BTreeMap<String, Decision>,
}

/// A `matches.csv` that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MatchesError {
    /// Not a table with the columns needed.
    #[error("matches.csv has no column {0:?}; it needs seen, suggested and accept")]
    Column(&'static str),
    /// An accept that is neither yes nor no nor blank.
    #[error("matches.csv row {row}: accept is {seen:?}; write yes, no, or leave it blank")]
    Accept {
        /// Row, the header being 1.
        row: u64,
        /// What stands there.
        seen: String,
    },
    /// Not readable as delimited text.
    #[error("matches.csv: {0}")]
    Csv(#[from] csv::Error),
}

impl Matches {
    /// Reads the decisions; undecided rows are passed over.
    ///
    /// # Errors
    /// [`MatchesError`] names the column or row that cannot be read.
    pub fn parse(text: &str) -> Result<Self, MatchesError> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers()?.clone();
        let column = |name: &'static str| {
            headers.iter().position(|h| h.trim().eq_ignore_ascii_case(name)).ok_or(MatchesError::Column(name))
        };
        let (seen, suggested, accept) = (column("seen")?, column("suggested")?, column("accept")?);
        let mut decided = BTreeMap::new();
        for (i, record) in reader.records().enumerate() {
            let record = record?;
            let cell = |c: usize| record.get(c).unwrap_or("").trim_start_matches('\'').trim();
            match cell(accept).to_lowercase().as_str() {
                "" => continue,
                "yes" | "y" | "true" | "1" => {
                    decided.insert(normal::id(cell(seen)), Decision::Same(normal::id(cell(suggested))))
                }
                "no" | "n" | "false" | "0" => decided.insert(normal::id(cell(seen)), Decision::Different),
                other => return Err(MatchesError::Accept { row: i as u64 + 2, seen: other.to_owned() }),
            };
        }
        Ok(Self { decided })
    }

    /// The decision about an id, if there is one.
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.decided.get(id)
    }

    /// The decisions, by id as seen.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Decision)> {
        self.decided.iter()
    }
}

/// The file to write: earlier decisions are kept, new suggestions follow undecided.
///
/// # Errors
/// When a row cannot be encoded, which only a broken writer can cause.
pub fn render(previous: &Matches, suggestions: &[Suggestion]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADERS)?;
    for (seen, decision) in previous.iter() {
        let (person, accept) = match decision {
            Decision::Same(person) => (person.as_str(), "yes"),
            Decision::Different => ("", "no"),
        };
        writer.write_record([&guarded(seen), &guarded(person), "", "", "decided before", accept])?;
    }
    for s in suggestions.iter().filter(|s| previous.decision(&s.seen).is_none()) {
        let score = format!("{:.2}", s.score);
        writer.write_record([
            &guarded(&s.seen),
            &guarded(&s.person),
            &guarded(&s.name),
            &score,
            s.reason,
            "",
        ])?;
    }
    let bytes = writer.into_inner().map_err(|e| csv::Error::from(std::io::Error::other(e.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell a spreadsheet will not take for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_survive_a_rewrite() {
        let text = "seen,suggested,accept\nJo@gmail.example,jo@council.example,yes\nx@y.example,,no\nz@y.example,,\n";
        let read = Matches::parse(text).unwrap();
        assert_eq!(read.decision("jo@gmail.example"), Some(&Decision::Same("jo@council.example".into())));
        assert_eq!(read.decision("x@y.example"), Some(&Decision::Different));
        assert_eq!(read.decision("z@y.example"), None);
        let again = Matches::parse(&render(&read, &[]).unwrap()).unwrap();
        assert_eq!(again, read);
    }

    #[test]
    fn an_unclear_accept_is_refused_with_its_row() {
        let err = Matches::parse("seen,suggested,accept\na,b,yes\nc,d,perhaps\n").unwrap_err();
        assert_eq!(
            err.to_string(),
            "matches.csv row 3: accept is \"perhaps\"; write yes, no, or leave it blank"
        );
    }
}
