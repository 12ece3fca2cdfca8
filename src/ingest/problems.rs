//! Every kind of problem reading can find, with what `explain` says about it.

use std::collections::BTreeMap;

use super::cell::CellRef;
use super::problem::{MoreRows, Problem, ProblemSpec, Severity};

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
    DAMAGED = "E113", Error, "not what its name says, or damaged",
        "The content of the file cannot be read as the format its name says; often it was cut short on the way. Open it in the program it belongs to and save it again, or fetch it again.";
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
    BAD_SETTING = "E119", Error, "setting cannot be followed",
        "A [[file]] part of crossweave.toml or mapping.toml names a file, sheet, kind, column or field that does not exist or may not be read. Correct the setting; the message says what was found instead.";
    LACKING_COLUMN = "E120", Error, "a required column is missing",
        "crossweave.toml says what a sheet is, but a column it cannot do without was not found. Name the column in a [file.columns] part of crossweave.toml, or rename its header.";
    CODED_ANSWERS = "E125", Error, "answers are codes without labels",
        "A survey tool wrote codes such as A3 in place of the answers, and the file does not say what they stand for, so the column was not read. Export the responses again with the answers in full, or list the codes, lowest first, under [audit] levels in crossweave.toml.";
    NO_OWNER = "E131", Error, "nothing says whose archive it is",
        "An archive of posts holds one person's posts and says in another of its files who that is. That file is not beside it, so none of the posts could be used. Put account.js of the archive beside tweets.js, or name the person with owner = \"@handle\" in a [[file]] part of crossweave.toml.";
    BROKEN_LEVELS = "E141", Error, "levels of the framework have a gap",
        "The columns level_1, level_2 and so on name the levels from the lowest up. Here one in the middle is missing or empty, or two have the same label, so the numbers of the levels above it are not certain. The levels of this row are not used. Fill in the label, or move the others down.";
    ENDS_BEFORE = "E151", Error, "ends before it begins",
        "The last day of a row lies before its first day. Neither day is used; the rest of the row stands. Correct one of the two.";
    NOT_A_STRENGTH = "E152", Error, "cell of a roster is no strength",
        "In a table with a column for each colleague or group, a cell holds something that is no number from 0, no tick, no answer of a known scale and no way to say there is no answer. That one cell is left out; the others of its row stand. Correct the cell.";
    NUMBER_LEFT_OUT = "E153", Error, "number cannot be read, the row stands",
        "A cell that should hold a number from 0 holds something else. The number counts as not given. Where it is all that the row is about, the row is left out. Correct the cell.";
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
    TWO_SCALES_FIT = "W209", Warning, "two scales fit the answers",
        "All answers are labels of two known scales, and one has levels that nobody chose. The shorter was taken. If the longer one was asked, list its labels under [audit] levels in crossweave.toml: the levels, and every mean, change with it.";
    NOT_HANDED_IN = "W215", Warning, "answer begun and not handed in",
        "Someone opened the survey and did not send their answers. What they had filled in is not used, for they did not hand it in; the row is counted among those left out.";
    OPTION_NUMBERS = "W216", Warning, "answers could be numbers of options",
        "The survey tool can write the number of the option chosen in place of its text. We read 1 as the lowest level. If the form lists its options from the highest down, every level is the wrong way round: export the answers as text instead.";
    MOSTLY_OFF_SCALE = "W241", Warning, "question not read: too many answers are off the scale",
        "A column looks like a question of the audit, by its name in the framework or because a good part of its answers are labels of the scale, but too many other values stand in it to read it. None of its answers count. Correct the cells, or list the labels of this column, lowest first, in a [file.levels] part of crossweave.toml.";
    ASPECT_WITHOUT_SKILL = "W242", Warning, "no skill of this name",
        "A column asks how important a skill is, how much it will be needed or how confident people were before, but no confidence question or framework skill has the same name. Its answers were left out. Make the two names alike, or list the skill in a framework.";
    SCALES_DIFFER = "W243", Warning, "one aspect asked on two scales",
        "The same aspect of the skills, such as importance, was asked on scales with different numbers of levels. The first scale counts; answers on the other were left out, for they cannot be averaged together.";
    LEVELS_DIFFER = "W244", Warning, "levels differ within the framework",
        "Two rows of the framework give different levels or a different first level that counts as confident. An audit has one scale, so the first row that gives them counts. Make the rows alike, or leave the cells empty below the first.";
    QUESTION_TWICE = "W245", Warning, "question listed twice",
        "Two skills of the framework have the same question text, so answers to it could belong to either. They are taken for the first. Reword one of the questions.";
    MARKED_NOT_VALID = "W251", Warning, "row marked as not valid by its publisher",
        "The file has a column that says whether the publisher\'s own checks passed the row, and here they did not. The row was read as it stands; look at it before you rely on it.";
    TWO_VOTES = "W252", Warning, "the same vote twice",
        "One voter gave points to the same priority in the same place more than once. Both rows are kept as they stand. Delete one if it is a copy.";
    WINDOWS_1252 = "N301", Note, "text is not Unicode",
        "The file is not UTF-8, so it was read as Windows-1252, the encoding older Windows programs write. If letters with accents look wrong, save the file as UTF-8.";
    REASON_GIVEN = "N302", Note, "answer missing with a reason",
        "The cell says that there is no answer, and why: not applicable, don\'t know, prefer not to say. It counts as missing for that reason, never as a level.";
    HIDDEN_SHEET = "N303", Note, "hidden sheet not read",
        "Hidden sheets are not read unless crossweave.toml asks for them with sheet = \"…\" in a [[file]] part.";
    BLANK_ANSWER = "N304", Note, "question left blank",
        "Someone who handed in the form left this question empty. It counts as missing, never as the lowest level.";
    STALE_MAPPING = "N305", Note, "mapping.toml names a file or sheet that is not there",
        "A [[file]] part of mapping.toml is about a file or sheet that is no longer there. It does no harm. Take the part out, or correct the name if the file was renamed.";
    TEST_ANSWER = "N315", Note, "test of the form left out",
        "The survey tool marks this row as a preview or test of the form, made before it was sent out. It is nobody\'s answer, and is left out.";
    SET_ASIDE = "N321", Note, "rows left out by a rule",
        "Rows that are no contact between people were left out and counted, each under its reason: mail that was not delivered, meetings that were cancelled, events other than sending and receiving. They count among the rows without anything to read. There is nothing to do.";
    REPEATED = "N322", Note, "events that repeat",
        "Some events of the calendar repeat. Each is counted on every day it falls on, without the days that were taken out or moved, up to the last day the calendar itself reaches. A rule that repeats by the hour or in a way we do not know counts once.";
    LEFT_OUT = "N331", Note, "messages that make no ties",
        "Some messages of a chat, a mailbox or an archive say nothing about who works with whom: a bot or a machine wrote them, they went through a mailing list, they are notices, or they mention nobody and answer nobody. They are counted here by reason, among the rows without anything to use, and make no ties.";
    COULD_BE_SCALE = "N341", Note, "could be answers on a scale we do not know",
        "A column has a few short labels that come again and again, as answers do, but they are on no scale we know. We do not guess the order of labels, so the column was not read. If it is a question, list its labels, lowest first, in a [file.levels] part of crossweave.toml.";
    READ_AS_ACCEPTED = "N342", Note, "read as crossweave.toml says",
        "Some cells hold a text that [audit.accept] in crossweave.toml says to read as a label or as a reason for no answer. They were read that way, and counted.";
    POSTS_READ = "N351", Note, "posts of a structure chart",
        "The sheet lists posts and not people. Posts are counted by the units they belong to; those that name none are taken together. A post becomes a person only where the file gives it a reference, somebody is in it, and there is no staff list.";
    VACANT_POST = "N352", Note, "post without anyone in it",
        "The file says that the post is vacant, or no longer there. It is kept among the posts and counted; it is nobody in the network, and nobody reports to it.";
    DID_NOT_ANSWER = "N353", Note, "asked about ties and did not answer",
        "Everything in this person\'s row was left blank. That is no answer, and not the answer that there are no ties: the person is kept apart and named nobody we know of.";
    NO_TIE_REASON = "N354", Note, "tie not given, with a reason",
        "The cell says that there is no answer, and why: not applicable, don\'t know, prefer not to say. It counts as missing for that reason, never as the answer that there is no tie.";
}

/// Most problems of one kind in one column that are listed singly; of the rest, the rows are kept.
pub const MOST_LISTED: u64 = 1_000;

/// Collects a sheet's problems, keeping only the rows where one kind would flood the list.
#[derive(Debug, Default)]
pub struct Collector {
    listed: Vec<Problem>,
    counts: BTreeMap<(&'static str, u32), Column>,
}

/// Problems of one kind in one column.
#[derive(Debug, Default)]
struct Column {
    listed: u64,
    /// The first that is not listed, and the rows of all that are not.
    rest: Option<(Problem, MoreRows)>,
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
        let column = self.counts.entry((spec.code, cell.col)).or_default();
        if column.listed < MOST_LISTED {
            column.listed += 1;
            self.listed.push(Problem::at(spec, cell, what, fix));
            return;
        }
        let row = cell.row;
        let first = || (Problem::at(spec, cell, what, fix), MoreRows::default());
        column.rest.get_or_insert_with(first).1.push(row);
    }

    /// Adds problems of a kind that has been listed to its limit: their rows, in the column of `cell`.
    pub fn more(&mut self, spec: &'static ProblemSpec, cell: &CellRef, fix: &str, rows: &MoreRows) {
        let Some((row, _)) = rows.runs.first() else { return };
        let column = self.counts.entry((spec.code, cell.col)).or_default();
        let at = CellRef { row: *row, ..cell.clone() };
        let first = || (Problem::at(spec, at, spec.title, fix), MoreRows::default());
        let all = &mut column.rest.get_or_insert_with(first).1;
        all.count += rows.count;
        all.runs.extend_from_slice(&rows.runs);
    }

    /// Adds a problem as it is.
    pub fn push(&mut self, problem: Problem) {
        self.listed.push(problem);
    }

    /// Changes the problems listed so far, once more is known than at their cells.
    pub fn amend(&mut self, change: impl FnMut(&mut Problem)) {
        self.listed.iter_mut().for_each(change);
    }

    /// The problems from top to bottom, with one for the rest of each kind that was cut short.
    pub fn finish(mut self) -> Vec<Problem> {
        for (mut problem, mut more) in self.counts.into_values().filter_map(|column| column.rest) {
            more.settle();
            let (first, last) = more.runs.first().zip(more.runs.last()).map_or((0, 0), |(a, b)| (a.0, b.1));
            problem.cell.iter_mut().for_each(|cell| cell.row = first);
            problem.what = match more.count {
                1 => problem.what,
                n => format!("{n} more from here to row {last}"),
            };
            problem.more = Some(Box::new(more));
            self.listed.push(problem);
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
        assert_eq!(problems[1000].spec.code, "E102");
        assert_eq!(problems[1000].what, "501 more from here to row 1502");
        assert_eq!(problems[1000].more.as_ref().unwrap().runs, [(1002, 1502)]);
        assert_eq!(problems.iter().map(Problem::count).sum::<u64>(), 1501);
    }

    #[test]
    fn rows_found_wrong_in_the_end_are_put_in_order() {
        let mut more = MoreRows::default();
        [7, 8, 12, 3, 4, 9].into_iter().for_each(|row| more.push(row));
        more.settle();
        assert_eq!((more.count, more.runs), (6, vec![(3, 4), (7, 9), (12, 12)]));
    }

    #[test]
    fn a_flood_with_gaps_keeps_every_row_in_little_room() {
        let mut collector = Collector::default();
        for row in (2..=200_001).filter(|row| row % 1000 != 0) {
            collector.at(&BAD_DATE, CellRef::new("log.csv", None, row, 0), "x", "y");
        }
        let problems = collector.finish();
        assert_eq!(problems.len(), 1001);
        let more = problems[1000].more.as_ref().unwrap();
        assert_eq!((more.count, more.runs.len()), (198_800, 200));
        assert_eq!(more.runs.iter().map(|(a, b)| u64::from(b - a) + 1).sum::<u64>(), more.count);
    }
}
