//! `matches.csv`: likenesses for the operator to decide, and their decisions.

use std::collections::BTreeMap;

use super::normal;
use super::suggest::Suggestion;

/// Columns of the file; columns the operator adds are kept.
pub const HEADERS: [&str; 6] = ["seen", "suggested", "name_on_list", "score", "reason", "accept"];

/// Matches that lead on to another are followed this far.
const LONGEST_CHAIN: usize = 16;

/// What the operator decided about an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is this person (a normalised id on the staff list).
    Same(String),
    /// It is someone else.
    Different,
}

/// A decided row, with what else stood in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    decision: Decision,
    line: u64,
    /// Cells by column, the columns of [`HEADERS`] first, then the operator's own.
    cells: Vec<String>,
}

/// The decisions, by normalised id as seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    decided: BTreeMap<String, Row>,
    own_columns: Vec<String>,
    /// Cells of the operator's own columns in rows they have not decided.
    open: BTreeMap<String, Vec<String>>,
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
    /// A yes without a person, or a decision about nothing.
    #[error("matches.csv row {row}: accept is {accept:?} but {column} is empty; fill it in, or clear accept")]
    Empty {
        /// Row, the header being 1.
        row: u64,
        /// `seen` or `suggested`.
        column: &'static str,
        /// What stands in accept.
        accept: String,
    },
    /// Two rows that cannot both be obeyed.
    #[error("matches.csv rows {first} and {second} say different things about {seen:?}; keep one of them")]
    Contradiction {
        /// The earlier row, the header being 1.
        first: u64,
        /// The later row.
        second: u64,
        /// The id both are about.
        seen: String,
    },
    /// Not readable as delimited text.
    #[error("matches.csv: {0}")]
    Csv(#[from] csv::Error),
}

/// Where the columns are.
struct Columns {
    known: [Option<usize>; 6],
    own: Vec<usize>,
}

impl Columns {
    fn find(headers: &csv::StringRecord) -> Result<Self, MatchesError> {
        let position = |name: &str| headers.iter().position(|h| unguarded(h).eq_ignore_ascii_case(name));
        let known = HEADERS.map(position);
        for needed in ["seen", "suggested", "accept"] {
            position(needed).ok_or(MatchesError::Column(needed))?;
        }
        let is_own =
            |c: &usize| !known.contains(&Some(*c)) && headers.get(*c).is_some_and(|h| !h.trim().is_empty());
        Ok(Self { known, own: (0..headers.len()).filter(is_own).collect() })
    }

    fn cells(&self, record: &csv::StringRecord) -> Vec<String> {
        let cell = |c: usize| unguarded(record.get(c).unwrap_or_default()).to_owned();
        let known = self.known.iter().map(|c| c.map(cell).unwrap_or_default());
        known.chain(self.own.iter().map(|c| cell(*c))).collect()
    }
}

impl Matches {
    /// Reads the decisions; undecided rows are passed over. Takes what spreadsheets make of the file:
    /// semicolons or tabs, a byte order mark, a `sep=` line, more columns, blank rows.
    ///
    /// # Errors
    /// [`MatchesError`] names the column, or the row or rows that cannot be obeyed.
    pub fn parse(text: &str) -> Result<Self, MatchesError> {
        let text = text.trim_start_matches('\u{feff}');
        let (body, before) = without_separator_line(text);
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(body)).from_reader(body.as_bytes());
        let headers = reader.headers()?.clone();
        let columns = Columns::find(&headers)?;
        let own_columns = columns.own.iter().filter_map(|c| headers.get(*c)).map(|h| h.trim().to_owned());
        let mut matches = Self { own_columns: own_columns.collect(), ..Self::default() };
        for record in reader.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line) + before;
            matches.take(columns.cells(&record), line)?;
        }
        Ok(matches)
    }

    fn take(&mut self, cells: Vec<String>, line: u64) -> Result<(), MatchesError> {
        let cell = |c: usize| cells.get(c).map(String::as_str).unwrap_or_default();
        let (seen, suggested, accept) = (normal::id(cell(0)), normal::id(cell(1)), cell(5));
        let empty = |column| Err(MatchesError::Empty { row: line, column, accept: accept.to_owned() });
        let decision = match accept.to_lowercase().as_str() {
            "" => {
                self.open.insert(seen, cells.get(HEADERS.len()..).unwrap_or_default().to_vec());
                return Ok(());
            }
            _ if seen.is_empty() => return empty("seen"),
            "yes" | "y" | "true" | "1" if suggested.is_empty() => return empty("suggested"),
            "yes" | "y" | "true" | "1" => Decision::Same(suggested),
            "no" | "n" | "false" | "0" => Decision::Different,
            _ => return Err(MatchesError::Accept { row: line, seen: accept.to_owned() }),
        };
        if let Some(earlier) = self.decided.get(&seen).filter(|e| !agree(e, &decision, cell(1))) {
            return Err(MatchesError::Contradiction { first: earlier.line, second: line, seen });
        }
        let better = self.decided.get(&seen).is_none_or(|e| e.decision == Decision::Different);
        if better {
            self.decided.insert(seen, Row { decision, line, cells });
        }
        Ok(())
    }

    /// The decision about an id, if there is one.
    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.decided.get(id).map(|row| &row.decision)
    }

    /// Whom an id stands for in the end, where a match leads on to another; `None` for a circle.
    pub fn last_of<'m>(&'m self, id: &'m str) -> Option<&'m str> {
        let mut last = id;
        for _ in 0..LONGEST_CHAIN {
            match self.decision(last) {
                Some(Decision::Same(next)) if next != last => last = next,
                _ => return Some(last),
            }
        }
        None
    }

    /// The decisions, by id as seen.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Decision)> {
        self.decided.iter().map(|(seen, row)| (seen, &row.decision))
    }
}

/// Whether a second row about an id can be obeyed beside the first: the same decision, or `no` to one
/// person and `yes` to another.
fn agree(earlier: &Row, decision: &Decision, suggested: &str) -> bool {
    let earlier_about = normal::id(earlier.cells.get(1).map(String::as_str).unwrap_or_default());
    match (&earlier.decision, decision) {
        (Decision::Same(a), Decision::Same(b)) => a == b,
        (Decision::Different, Decision::Different) => true,
        (Decision::Same(yes), Decision::Different) => {
            let no = normal::id(suggested);
            !no.is_empty() && no != *yes
        }
        (Decision::Different, Decision::Same(yes)) => !earlier_about.is_empty() && earlier_about != *yes,
    }
}

/// Excel's first line `sep=;`, left out, and how many lines that was.
fn without_separator_line(text: &str) -> (&str, u64) {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim().trim_matches('"').to_ascii_lowercase().starts_with("sep=") => {
            (rest, 1)
        }
        _ => (text, 0),
    }
}

/// The delimiter the header uses most.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let count = |d: u8| header.bytes().filter(|b| *b == d).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// The file to write: earlier decisions are kept, new suggestions follow undecided.
///
/// # Errors
/// When a row cannot be encoded, which only a broken writer can cause.
pub fn render(previous: &Matches, suggestions: &[Suggestion]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let own = previous.own_columns.iter().map(String::as_str);
    writer.write_record(HEADERS.into_iter().chain(own.clone()))?;
    let mut write = |cells: Vec<String>| writer.write_record(cells.iter().map(|c| guarded(c)));
    for row in previous.decided.values() {
        write(row.cells.clone())?;
    }
    for s in suggestions.iter().filter(|s| previous.decision(&s.seen).is_none()) {
        let score = format!("{:.2}", s.score);
        let known = [&s.seen, &s.person, &s.name, &score, &s.reason, ""].map(str::to_owned);
        let blank = || vec![String::new(); previous.own_columns.len()];
        let own = previous.open.get(&s.seen).cloned().unwrap_or_else(blank);
        write(known.into_iter().chain(own).collect())?;
    }
    let bytes = writer.into_inner().map_err(|e| csv::Error::from(std::io::Error::other(e.to_string())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A cell a spreadsheet will not take for a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the mark that guarded it.
fn unguarded(cell: &str) -> &str {
    cell.trim().trim_start_matches('\'').trim()
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
        assert!(again.iter().eq(read.iter()));
    }

    #[test]
    fn what_a_spreadsheet_makes_of_the_file_is_read_and_its_own_columns_kept() {
        let text = "\u{feff}sep=;\r\n\"seen\";suggested;accept;note\r\n\"jo@gmail.example\";\"jo@council.example\";YES;\"asked; 3 May\"\r\n;;;\r\n'=x@y.example;;No;=1+1\r\n";
        let read = Matches::parse(text).unwrap();
        assert_eq!(read.decision("jo@gmail.example"), Some(&Decision::Same("jo@council.example".into())));
        assert_eq!(read.decision("=x@y.example"), Some(&Decision::Different));
        let written = render(&read, &[]).unwrap();
        assert_eq!(
            written,
            "seen,suggested,name_on_list,score,reason,accept,note\n'=x@y.example,,,,,No,'=1+1\n\
             jo@gmail.example,jo@council.example,,,,YES,asked; 3 May\n"
        );
        assert!(Matches::parse(&written).unwrap().iter().eq(read.iter()));
    }

    #[test]
    fn what_cannot_be_obeyed_is_refused_with_its_rows() {
        for (rows, message) in [
            ("a,b,yes\nc,d,perhaps\n", "row 3: accept is \"perhaps\"; write yes, no, or leave it blank"),
            ("a,b,yes\nc,d,no\na,x,yes\n", "rows 2 and 4 say different things about \"a\"; keep one of them"),
            ("a,b,yes\na,b,no\n", "rows 2 and 3 say different things about \"a\"; keep one of them"),
            ("a,,no\na,b,yes\n", "rows 2 and 3 say different things about \"a\"; keep one of them"),
            ("a,,yes\n", "row 2: accept is \"yes\" but suggested is empty; fill it in, or clear accept"),
            (",b,no\n", "row 2: accept is \"no\" but seen is empty; fill it in, or clear accept"),
        ] {
            let err = Matches::parse(&format!("seen,suggested,accept\n{rows}")).unwrap_err();
            assert_eq!(err.to_string(), format!("matches.csv {message}"));
        }
        let err = Matches::parse("seen;accept\n").unwrap_err();
        assert_eq!(
            err.to_string(),
            "matches.csv has no column \"suggested\"; it needs seen, suggested and accept"
        );
    }

    #[test]
    fn no_to_one_person_and_yes_to_another_agree_in_either_order() {
        for rows in ["a,b,no\na,c,yes\n", "a,c,yes\na,b,no\na,c,yes\n"] {
            let read = Matches::parse(&format!("seen,suggested,accept\n{rows}")).unwrap();
            assert_eq!(read.decision("a"), Some(&Decision::Same("c".into())));
        }
    }

    #[test]
    fn a_match_leads_on_and_a_circle_leads_nowhere() {
        let read = Matches::parse("seen,suggested,accept\na,b,yes\nb,c,yes\nx,y,yes\ny,x,yes\n").unwrap();
        assert_eq!(read.last_of("a"), Some("c"));
        assert_eq!(read.last_of("x"), None);
    }
}
