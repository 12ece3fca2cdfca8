//! Every kind of problem reading can find, with what `explain` says about it.

use std::collections::BTreeMap;

use super::cell::CellRef;
use super::problem::{Problem, ProblemSpec, Severity};

macro_rules! problems {
    ($($name:ident = $code:literal, $severity:ident, $title:literal, $explanation:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: ProblemSpec = ProblemSpec {
                code: $code, severity: Severity::$severity, title: $title, explanation: $explanation,
            };
        )*
        /// Every kind of problem, by code.
        pub static PROBLEMS: &[&ProblemSpec] = &[$(&$name),*];
    };
}

problems! {
    NOT_A_LEVEL = "E101", Error, "answer is no level of the scale",
        "A cell in a question column holds text that is not one of the scale's labels, not a number of the scale and not a way to say there is no answer. It is often a typing mistake. The answer counts as missing; the person's other answers stand. Correct the cell, or list the labels under [audit] levels in crossweave.toml.";
    BAD_DATE = "E102", Error, "date cannot be read",
        "A cell in a date column holds no date we can read, or a day that does not exist in the order the rest of the column uses. Write dates as 2026-03-31, or as 31/03/2026 throughout the column. In a log the row is left out; elsewhere the row stands without its date.";
    MISSING_VALUE = "E103", Error, "a required cell is empty",
        "A row lacks a value it cannot do without, such as who it is about. The row is left out. Fill in the cell, or delete the row.";
    OUTSIDE_SCALE = "E104", Error, "rating outside the scale",
        "A cell in a question column holds a number that is no level of the scale. The answer counts as missing. Correct the cell, or set the scale under [audit] levels in crossweave.toml.";
    BAD_NUMBER = "E105", Error, "number cannot be read",
        "A cell that should hold a number holds something else, or a negative number where there can be none. The row is left out. Correct the cell.";
    BROKEN_RECORD = "E106", Error, "the file breaks off or a record cannot be read",
        "Reading stopped at this row: the file ends in the middle, a quotation mark is never closed, or the file is damaged. The rows before it were read. Save the file again from the program it came from.";
    FILE_NOT_FOUND = "E110", Error, "file not found",
        "A file that was asked for is not there. Check the name and the folder.";
    EMPTY_FILE = "E111", Error, "file is empty",
        "The file has no content at all, as happens when a download or a save was interrupted. Fetch or save it again.";
    ENCRYPTED = "E112", Error, "workbook is protected by a password",
        "An encrypted workbook cannot be read without its password. Open it in your spreadsheet program and save a copy without a password.";
    DAMAGED = "E113", Error, "not a workbook, or damaged",
        "The file has the name of a workbook but its content cannot be read as one; often it was cut short on the way. Open it in your spreadsheet program and save it again, or fetch it again.";
    WRONG_EXTENSION = "E114", Error, "file name does not fit the content",
        "The file's name says one format and its content is another. Rename the file so that it ends as its content needs.";
    NOTHING_RECOGNISED = "E115", Error, "no table in the file",
        "No row of column headers could be found on any sheet. Each sheet needs one row that names its columns, with the data below.";
    TOO_LARGE = "E116", Error, "too large to read",
        "The file or sheet is beyond the limits that keep memory in bounds. Save the sheet on its own, or as a .csv file, which may be of any length.";
    UNREADABLE = "E117", Error, "file cannot be opened",
        "The operating system refused to open or read the file. Check that you may read it and that no other program holds it.";
    AMBIGUOUS = "E118", Error, "sheet could be two things",
        "Two readings fit the sheet equally well, and we do not guess. Say which it is with kind = \"…\" in a [[file]] part of crossweave.toml.";
    BAD_SETTING = "E119", Error, "setting in crossweave.toml cannot be followed",
        "A [[file]] part of crossweave.toml names a file, sheet, kind, column or field that does not exist or may not be read. Correct the setting; the message says what was found instead.";
    LACKING_COLUMN = "E120", Error, "a required column is missing",
        "crossweave.toml says what a sheet is, but a column it cannot do without was not found. Name the column in a [file.columns] part of crossweave.toml, or rename its header.";
    NO_OWNER = "E131", Error, "nothing says whose archive it is",
        "An archive of posts holds one person's posts and says in another of its files who that is. That file is not beside it, so none of the posts could be used. Put account.js of the archive beside tweets.js, or name the person with owner = \"@handle\" in a [[file]] part of crossweave.toml.";
    DAY_FIRST = "W201", Warning, "dates could be day first or month first",
        "Dates such as 03/04/2026 can be read two ways, and no date in the column settles which. We read the day first. If that is wrong, write the dates as 2026-04-03.";
    ANONYMOUS = "W202", Warning, "anonymous answer",
        "The form recorded this answer without a person, so it belongs to no team and cannot be linked between waves. It is left out of every figure, and counted among the rows left out. Enter the person\'s id if you know it.";
    DUPLICATE_HEADER = "W203", Warning, "two columns have the same header",
        "Two columns of a sheet have the same header. The first is read under that name. Rename one of them.";
    NOT_SUPPORTED = "W204", Warning, "file format not read",
        "The file's format is not one we read. Save it as .xlsx or .csv, or leave it out of the folder.";
    UNCLEAR_YES_NO = "W205", Warning, "neither yes nor no",
        "A cell in a yes or no column holds something else. It counts as no. Write yes or no.";
    TWICE_IN_FRAMEWORK = "W206", Warning, "skill listed twice",
        "The framework lists the same skill twice. The first line counts. Delete the other.";
    OTHER_SCALE = "W207", Warning, "question on another scale",
        "Most answers of this column are on a different scale from the rest of the sheet, so it was not read.";
    MORE_LIKE_THIS = "W208", Warning, "more problems of the same kind",
        "A column has so many problems of one kind that only the first are listed. The rest are counted here.";
    TWO_SCALES_FIT = "W209", Warning, "two scales fit the answers",
        "All answers are labels of two known scales, and one has levels that nobody chose. The shorter was taken. If the longer one was asked, list its labels under [audit] levels in crossweave.toml: the levels, and every mean, change with it.";
    WINDOWS_1252 = "N301", Note, "text is not Unicode",
        "The file is not UTF-8, so it was read as Windows-1252, the encoding older Windows programs write. If letters with accents look wrong, save the file as UTF-8.";
    REASON_GIVEN = "N302", Note, "answer missing with a reason",
        "The cell says that there is no answer, and why: not applicable, don\'t know, prefer not to say. It counts as missing for that reason, never as a level.";
    HIDDEN_SHEET = "N303", Note, "hidden sheet not read",
        "Hidden sheets are not read unless crossweave.toml asks for them with sheet = \"…\" in a [[file]] part.";
    BLANK_ANSWER = "N304", Note, "question left blank",
        "Someone who handed in the form left this question empty. It counts as missing, never as the lowest level.";
    LEFT_OUT = "N331", Note, "messages that make no ties",
        "Some messages of a chat, a mailbox or an archive say nothing about who works with whom: a bot or a machine wrote them, they went through a mailing list, they are notices, or they mention nobody and answer nobody. They are counted here by reason, among the rows without anything to use, and make no ties.";
}

/// Most problems of one kind in one column that are listed singly.
const MOST_LISTED: u64 = 1_000;

/// Collects a sheet's problems, keeping a count where one kind would flood the list.
#[derive(Debug, Default)]
pub struct Collector {
    listed: Vec<Problem>,
    counts: BTreeMap<(&'static str, u32), (u64, Option<CellRef>)>,
}

impl Collector {
    /// Adds a problem at a cell.
    pub fn at(
        &mut self,
        spec: &'static ProblemSpec,
        cell: CellRef,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) {
        let (count, last) = self.counts.entry((spec.code, cell.col)).or_default();
        *count += 1;
        if *count <= MOST_LISTED {
            self.listed.push(Problem::at(spec, cell, what, fix));
        } else {
            *last = Some(cell);
        }
    }

    /// Adds a problem as it is.
    pub fn push(&mut self, problem: Problem) {
        self.listed.push(problem);
    }

    /// The problems from top to bottom, with one line for each kind that was cut short.
    pub fn finish(mut self) -> Vec<Problem> {
        for ((code, _), (count, last)) in self.counts {
            if let Some(cell) = last {
                let more = count - MOST_LISTED;
                let what = format!("{more} more of {code} in this column, the last here");
                self.listed.push(Problem::at(
                    &MORE_LIKE_THIS,
                    cell,
                    what,
                    "correct the whole column at once",
                ));
            }
        }
        self.listed.sort_by_key(|p| p.cell.as_ref().map(|c| (c.row, c.col)));
        self.listed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_within_their_kind_and_fit_their_severity() {
        let codes: Vec<&str> = PROBLEMS.iter().map(|p| p.code).collect();
        assert!(
            codes.windows(2).all(|w| w[0] < w[1] || w[0].as_bytes()[0] != w[1].as_bytes()[0]),
            "{codes:?}"
        );
        for problem in PROBLEMS {
            let letter = match problem.severity {
                Severity::Error => 'E',
                Severity::Warning => 'W',
                Severity::Note => 'N',
            };
            assert!(problem.code.starts_with(letter), "{}", problem.code);
            assert!(problem.explanation.len() > 60, "{}", problem.code);
        }
    }

    #[test]
    fn a_flood_is_counted() {
        let mut collector = Collector::default();
        for row in 2..=1502 {
            collector.at(&BAD_DATE, CellRef::new("log.csv", None, row, 0), "x", "y");
        }
        let problems = collector.finish();
        assert_eq!(problems.len(), 1001);
        assert_eq!(problems[1000].spec.code, "W208");
        assert!(problems[1000].what.starts_with("501 more"));
    }
}
