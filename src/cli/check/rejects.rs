//! `rejects.csv`: every row and cell that was not used, for whoever mends the files.

use super::csv::table;
use crate::cli::load::Loaded;
use crate::ingest::problem::{Problem, Severity};

/// Columns, in order.
const COLUMNS: [&str; 9] = ["file", "sheet", "cell", "count", "code", "severity", "problem", "what", "help"];

/// One line a cell; cells that are not listed singly as the ranges they make, none left out.
pub fn as_csv(loaded: &Loaded) -> String {
    let serious = loaded.problems().filter(|p| p.spec.severity != Severity::Note);
    table(COLUMNS, serious.flat_map(|p| lines(loaded.file_of(p), p)))
}

fn lines(file: &str, problem: &Problem) -> Vec<[String; 9]> {
    let Some((cell, more)) = problem.cell.as_ref().zip(problem.more.as_ref()) else {
        let cell = problem.cell.as_ref().map(|c| c.a1()).unwrap_or_default();
        return vec![line(file, problem, cell, 1, problem.what.clone())];
    };
    // Two problems of one kind in one cell are rare; what the runs do not hold goes to the last.
    let mut left = more.count;
    let last = more.runs.len().saturating_sub(1);
    let run = |(i, (from, to)): (usize, &(u32, u32))| {
        let size = if i == last { left } else { u64::from(to - from) + 1 };
        left = left.saturating_sub(size);
        line(file, problem, cell.rows(*from, *to), size, "not listed one by one".to_owned())
    };
    more.runs.iter().enumerate().map(run).collect()
}

fn line(file: &str, problem: &Problem, cell: String, count: u64, what: String) -> [String; 9] {
    let at = problem.cell.as_ref();
    [
        file.to_owned(),
        at.and_then(|c| c.sheet.as_deref()).unwrap_or_default().to_owned(),
        cell,
        count.to_string(),
        problem.spec.code.to_owned(),
        problem.spec.severity.to_string(),
        problem.spec.title.to_owned(),
        what,
        problem.fix.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::cell::CellRef;
    use crate::ingest::problems::{BAD_DATE, Collector};

    #[test]
    fn what_is_not_listed_singly_is_listed_as_ranges() {
        let mut collector = Collector::default();
        for row in (2..=1_500).chain(1_600..=1_700) {
            collector.at(&BAD_DATE, CellRef::new("log.csv", None, row, 5), "x", "y");
        }
        let problems = collector.finish();
        let all: Vec<_> = problems.iter().flat_map(|p| lines("log.csv", p)).collect();
        assert_eq!(all.len(), 1_002);
        assert_eq!((all[0][2].as_str(), all[0][3].as_str()), ("F2", "1"));
        assert_eq!((all[1_000][2].as_str(), all[1_000][3].as_str()), ("F1002:F1500", "499"));
        assert_eq!((all[1_001][2].as_str(), all[1_001][3].as_str()), ("F1600:F1700", "101"));
    }
}
